"""Who looks at a page, and with which key the page asks others on their behalf."""

import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request

from services.monitoring.pages.sessions import COOKIE, Session, Sessions
from shared.keys import Caller, KeyRing
from shared.settings import Settings
from shared.web.access import caller_of


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks; ``caller`` None is somebody at this machine, who may look without signing in.

    ``token`` is the key to ask other services with, ``session`` what acting needs.
    """

    caller: Caller | None
    token: str | None
    session: Session | None = None

    @property
    def may_act(self) -> bool:
        """They are signed in with a key that may handle alerts."""
        who = self.caller
        return self.session is not None and who is not None and who.office is None and "manage" in who.rights


Visiting = Callable[[Request], Awaitable[Visitor]]


def visiting(settings: Settings, sessions: Sessions) -> Visiting:
    """Return a dependency that says who looks; a :class:`Problem` 401 where looking takes a key.

    A page that only this machine can reach may be read without one; it then asks with the district's own key, which
    lies beside the data.
    """
    open_to_all = is_loopback(settings.host)
    district = settings.data_dir / "keys" / "district.key"

    async def visitor(request: Request) -> Visitor:
        ring: KeyRing = request.app.state.keys
        if "authorization" in request.headers:
            return Visitor(caller_of(request, "read"), request.headers["authorization"].partition(" ")[2].strip())
        session = sessions.of(request.cookies.get(COOKIE))
        known = ring.caller(session.token) if session else None
        if session and known and "read" in known.rights:
            return Visitor(known, session.token, session)
        if open_to_all:
            return Visitor(None, key_in(district))
        return Visitor(caller_of(request, "read"), None)

    return visitor


def key_in(file: Path) -> str | None:
    """Return the key in *file*, or None when it cannot be read."""
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches what listens on *host*."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
