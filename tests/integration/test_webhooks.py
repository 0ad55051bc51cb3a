"""Webhooks against a sink that does everything wrong."""

import asyncio
import json
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from services.monitoring.notify.message import Gone, Message, NeverTaken, NotTaken
from services.monitoring.notify.webhook import Webhooks
from services.monitoring.notify.webhook_keys import WebhookKeys
from tests.support.tls import certificate

NAME = "hooks.example.org"
OLD, NEW = "whsec_" + "b2xk" * 8, "whsec_" + "bmV3" * 8
Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Sink:
    """A TLS server on this machine that behaves as it is told, and keeps what came in."""

    def __init__(self) -> None:
        """Answer with 204."""
        self.behaviour: Behaviour = answering(b"HTTP/1.1 204 No Content\r\n\r\n")
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.connections = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
            self.requests.append((headers, await reader.readexactly(int(headers["content-length"]))))
            await self.behaviour(reader, writer)
            await writer.drain()
        writer.close()


def answering(answer: bytes) -> Behaviour:
    async def behaviour(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return behaviour


async def dripping(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"4000\r\n" + b"." * 0x4000 + b"\r\n")
        await writer.drain()


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


@pytest.fixture
async def sink(tmp_path: Path) -> AsyncIterator[Sink]:
    sink = Sink()
    shown, _ = certificate(tmp_path, NAME)
    server = await asyncio.start_server(sink.serve, "127.0.0.1", 0, ssl=shown)
    sink.port = server.sockets[0].getsockname()[1]
    yield sink
    server.close()


@pytest.fixture
def hooks(tmp_path: Path, sink: Sink) -> Webhooks:
    _, trusting = certificate(tmp_path, "other.example.org")
    trusting.load_verify_locations(tmp_path / f"{NAME}.pem")
    register(tmp_path, sink, NEW, OLD)

    async def here(_: str, __: int) -> Sequence[str]:
        return ["127.0.0.1"]

    return Webhooks(WebhookKeys(tmp_path / "keys.json"), lambda: datetime.now(UTC), here, trusting, within_s=2.0)


def url(sink: Sink, name: str = NAME) -> str:
    return f"https://{name}:{sink.port}/kurs?x=1"


def register(folder: Path, sink: Sink, *keys: str, on_premises: bool = True, mode: int = 0o600) -> None:
    file = folder / "keys.json"
    about = {"keys": keys, "on_premises": on_premises}
    file.write_text(json.dumps({url(sink): about, url(sink, "other.example.org"): about}))
    file.chmod(mode)


def message(sink: Sink, name: str = NAME) -> Message:
    at = datetime(2026, 6, 29, 8, tzinfo=UTC)
    return Message("abc", url(sink, name), "s", "t", "abc", at, "alert.raised", {"series": "entries"})


async def test_a_foreign_library_finds_the_signature_right_with_the_old_and_the_new_key(
    hooks: Webhooks, sink: Sink
) -> None:
    await hooks.send(message(sink))

    [(headers, body)] = sink.requests
    for key in (OLD, NEW):
        told = Webhook(key).verify(body, headers)
        assert told == {"type": "alert.raised", "timestamp": "2026-06-29T08:00:00+00:00", "data": {"series": "entries"}}
    assert headers["webhook-id"] == "abc"
    assert headers["host"] == f"{NAME}:{sink.port}"


async def test_every_attempt_has_the_same_id_and_body(hooks: Webhooks, sink: Sink) -> None:
    sink.behaviour = answering(b"HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n")
    for _ in range(2):
        with pytest.raises(NotTaken, match="http-500"):
            await hooks.send(message(sink))

    assert len({(headers["webhook-id"], body) for headers, body in sink.requests}) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n", "http-503"),
        (b"HTTP/1.1 404 Who\r\ncontent-length: 0\r\n\r\n", "http-404"),
        (b"HTTP/1.1 307 There\r\nlocation: https://127.0.0.1/\r\ncontent-length: 0\r\n\r\n", "http-307"),
        (b"HTTP/1.1 302 There\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n", "http-302"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "RemoteProtocolError"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n", "RemoteProtocolError"),
        (b"", "RemoteProtocolError"),
    ],
)
async def test_what_is_no_success_is_tried_again_and_no_redirect_is_followed(
    hooks: Webhooks, sink: Sink, answer: bytes, reason: str
) -> None:
    sink.behaviour = answering(answer)
    with pytest.raises(NotTaken, match=reason):
        await hooks.send(message(sink))

    assert sink.connections == 1


async def test_a_webhook_that_is_gone_says_so(hooks: Webhooks, sink: Sink) -> None:
    sink.behaviour = answering(b"HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n")

    with pytest.raises(Gone, match="http-410"):
        await hooks.send(message(sink))


@pytest.mark.parametrize("behaviour", [dripping, silent])
async def test_a_sink_that_is_slow_holds_nobody_up(hooks: Webhooks, sink: Sink, behaviour: Behaviour) -> None:
    sink.behaviour = behaviour
    began = time.monotonic()
    with pytest.raises(NotTaken):
        await hooks.send(message(sink))

    assert time.monotonic() - began < 5


async def test_an_answer_without_end_is_not_read_to_its_end(hooks: Webhooks, sink: Sink) -> None:
    sink.behaviour = endless

    with pytest.raises(NotTaken, match="answer-too-long"):
        await hooks.send(message(sink))


async def test_the_other_side_must_have_the_name_that_was_meant(hooks: Webhooks, sink: Sink) -> None:
    with pytest.raises(NotTaken, match="ConnectError"):
        await hooks.send(message(sink, "other.example.org"))

    assert sink.requests == []


async def test_an_inner_address_is_not_called_unless_the_operator_allows_it(
    hooks: Webhooks, sink: Sink, tmp_path: Path
) -> None:
    register(tmp_path, sink, NEW, on_premises=False)

    with pytest.raises(NeverTaken, match="port-forbidden"):
        await hooks.send(message(sink))
    assert sink.connections == 0


async def test_what_nobody_registered_is_not_called(hooks: Webhooks, sink: Sink, tmp_path: Path) -> None:
    (tmp_path / "keys.json").unlink()

    with pytest.raises(NeverTaken, match="webhook-not-registered"):
        await hooks.send(message(sink))
    assert sink.connections == 0


@pytest.mark.parametrize("keys", [("whsec_short",), ("whsec_" + "!" * 40,), (), (OLD, NEW, OLD)])
async def test_keys_that_are_none_are_not_signed_with_and_not_told(
    hooks: Webhooks, sink: Sink, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    register(tmp_path, sink, *keys)

    with pytest.raises(NotTaken) as refused:
        await hooks.send(message(sink))
    assert str(refused.value) == "webhook-keys-unreadable"


async def test_a_key_file_that_others_may_read_is_not_used(hooks: Webhooks, sink: Sink, tmp_path: Path) -> None:
    register(tmp_path, sink, NEW, mode=0o644)

    with pytest.raises(NotTaken, match="webhook-keys-readable-by-others"):
        await hooks.send(message(sink))
