"""Hostile webhooks in a network of their own, by hand: `python -m tests.faults.ssrf` (needs `unshare` and `ip`).

A name server of the network answers our real look-ups, everything listens everywhere, and who was called is counted.
"""

import asyncio
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from services.monitoring.notify.message import Message, NeverTaken, NotTaken
from services.monitoring.notify.webhook import Webhooks
from services.monitoring.notify.webhook_keys import WebhookKeys
from shared.clock import system_clock
from tests.support.hostile_urls import CALLED, HOSTILE, PUBLIC, NameServer
from tests.support.tls import certificate

_INNER = ("10.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "100.64.0.1")
_PORTS = (22, 80, 443, 6379, 8081, 8443)
_KEY = "whsec_" + "b2xk" * 8


class Names(asyncio.DatagramProtocol):
    """The name server: one question a datagram, IPv4 only, nothing may be remembered."""

    def __init__(self) -> None:
        """Answer as the table of names says."""
        self.server = NameServer()
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a question."""
        end = data.index(b"\0", 12) + 5
        name, kind = _name(data), struct.unpack(">H", data[end - 4 : end - 2])[0]
        found = self.server.addresses(name) if kind == 1 else []
        records = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 0, 4) + socket.inet_aton(one) for one in found)
        assert self._transport
        head = data[:2] + struct.pack(">HHHHH", 0x8580, 1, len(found), 0, 0)
        self._transport.sendto(head + data[12:end] + records, addr)


def _name(question: bytes) -> str:
    parts, at = [], 12
    while length := question[at]:
        parts.append(question[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return ".".join(parts)


async def _play(folder: Path) -> int:
    called: Counter[str] = Counter()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del reader
        called[str(writer.get_extra_info("sockname")[0])] += 1
        writer.close()

    for port in _PORTS:
        for host in ("0.0.0.0", "::"):  # noqa: S104 - in a network of its own
            await asyncio.start_server(answer, host, port)
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Names, local_addr=("127.0.0.1", 53))
    hooks = _hooks(folder)
    refused = [await _try(hooks, url) for url in HOSTILE]
    inner = dict(called)
    allowed = [await _try(hooks, url) for url in CALLED]
    for url, reason in zip((*HOSTILE, *CALLED), (*refused, *allowed), strict=True):
        sys.stdout.write(f"{url:48} {reason}\n")
    sys.stdout.write(f"{len(HOSTILE)} hostile URLs: {sum(inner.values())} connections {inner}\n")
    sys.stdout.write(f"{len(CALLED)} others: {dict(called)}\n")
    return 0 if not inner and set(called) == {PUBLIC} and called[PUBLIC] == len(CALLED) else 1


def _hooks(folder: Path) -> Webhooks:
    file = folder / "keys.json"
    file.write_text(json.dumps({url: {"keys": [_KEY], "on_premises": False} for url in (*HOSTILE, *CALLED)}))
    file.chmod(0o600)
    _, trusting = certificate(folder, "good.example.org")
    return Webhooks(WebhookKeys(file), system_clock, tls=trusting)


async def _try(hooks: Webhooks, url: str) -> str:
    message = Message("id", url, "s", "t", "id", datetime.now(UTC), "alert.raised", {})
    try:
        await hooks.send(message)
    except (NeverTaken, NotTaken) as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    return "taken"


def _inside() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "resolv.conf").write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
        (folder / "nsswitch.conf").write_text("hosts: files dns\n")
        for file in ("resolv.conf", "nsswitch.conf"):
            _run("mount", "--bind", str(folder / file), str(Path("/etc", file).resolve()))
        _run("ip", "link", "set", "lo", "up")
        for address in (*_INNER, PUBLIC):
            _run("ip", "address", "add", f"{address}/32", "dev", "lo")
        return asyncio.run(_play(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        sys.exit(_inside())
    os.execvp("unshare", ["unshare", "-rnm", sys.executable, "-m", "tests.faults.ssrf", "inside"])  # noqa: S606, S607 - by hand
