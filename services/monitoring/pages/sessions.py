"""Who is signed in: a sealed cookie, made from a key and a name."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson
from cryptography.fernet import Fernet, InvalidToken

COOKIE = "kurs_session"
LASTS_S = 12 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """A key's token, the name of who acts with it, and what forms must repeat."""

    token: str
    name: str
    form: str


class Sessions:
    """Seals sessions and opens them, with a secret in a file that is made when it is needed first."""

    def __init__(self, secret: Path, *, encrypted: bool) -> None:
        """Keep the secret in *secret*; *encrypted* when people reach the page by https only."""
        self.encrypted = encrypted
        self._path = secret
        self._sealer: Fernet | None = None

    def begin(self, token: str, name: str) -> str:
        """Return the cookie of a new session."""
        session = {"token": token, "name": name, "form": secrets.token_urlsafe(16)}
        return self._fernet().encrypt(orjson.dumps(session)).decode()

    def of(self, cookie: str | None) -> Session | None:
        """Return the session in *cookie*, or None when it is none of ours or too old."""
        if not cookie:
            return None
        try:
            return Session(**orjson.loads(self._fernet().decrypt(cookie.encode(), LASTS_S)))
        except (InvalidToken, ValueError, TypeError):
            return None

    def _fernet(self) -> Fernet:
        if self._sealer is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                draft = self._path.with_suffix(f".{secrets.token_hex(4)}")
                draft.touch(0o600, exist_ok=False)
                draft.write_bytes(Fernet.generate_key())
                try:
                    os.link(draft, self._path)
                finally:
                    draft.unlink()
            self._sealer = Fernet(self._path.read_bytes())
        return self._sealer
