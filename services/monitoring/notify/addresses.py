"""Where a webhook may lead: into the public internet, or to a host that the operator named.

A plan's author could otherwise let monitoring call what only monitoring can reach.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from services.monitoring.notify.message import NeverTaken, NotTaken

_PORTS = frozenset({443, 8443})
_EMBEDDING = tuple(
    ipaddress.IPv6Network(network)
    for network in ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10")
)
"""Addresses that stand for an IPv4 address (compatible, mapped, NAT64, Teredo, 6to4), and old site-local ones."""

_PROTOCOL_ASSIGNMENTS = ipaddress.IPv4Network("192.0.0.0/24")
"""Python 3.11 takes some of them for global."""

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the addresses of a host. Raises ``OSError``."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was looked at, and the name that the other side must prove to have."""

    url: SplitResult
    name: str
    port: int
    address: str

    @property
    def pinned(self) -> str:
        """The URL with the address in place of the name: nobody is asked again where the name leads."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return self.url._replace(netloc=f"{host}:{self.port}").geturl()

    @property
    def host(self) -> str:
        """What stands in the header Host."""
        return self.url.netloc


async def resolve(name: str, port: int) -> Sequence[str]:
    """Return the addresses of *name*, as the machine knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


async def target_of(url: str, resolver: Resolver, *, on_premises: bool) -> Target:
    """Return where *url* leads, looked up once. *on_premises*: the operator allows any address and port.

    Raises :class:`NeverTaken` for what is forbidden, :class:`NotTaken` when the name is unknown now.
    """
    parts, name, port = _read(url)
    if not on_premises and port not in _PORTS:
        raise NeverTaken("port-forbidden")
    try:
        addresses = await resolver(name, port)
    except (OSError, UnicodeError):
        raise NotTaken("name-unknown") from None
    if not addresses:
        raise NotTaken("name-unknown")
    if not on_premises and not all(is_public(address) for address in addresses):
        raise NeverTaken("address-forbidden")
    return Target(parts, name, port, addresses[0])


def _read(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise NeverTaken("url-unreadable") from None
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or "\\" in url:
        raise NeverTaken("url-forbidden")
    return parts, parts.hostname, port


def is_public(address: str) -> bool:
    """Say whether *address* belongs to the public internet and stands for no other one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.scope_id or any(ip in network for network in _EMBEDDING)):
        return False
    if ip in _PROTOCOL_ASSIGNMENTS:
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
