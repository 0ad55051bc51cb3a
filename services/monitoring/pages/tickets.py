"""The one-time link by which whoever started the product signs in: a secret in the data folder, gone once used."""

import hashlib
import hmac
import os
import secrets
import time
from pathlib import Path

_NAME = "page-link"
_LASTS_S = 24 * 3600


def issue(folder: Path) -> str:
    """Return a new ticket; the one before is worth nothing any more."""
    # 96 bits: short enough for a line of a terminal.
    ticket = secrets.token_urlsafe(12)
    draft = folder / f"{_NAME}.new"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(_hash(ticket))
    draft.replace(folder / _NAME)
    return ticket


def redeem(folder: Path, ticket: str) -> bool:
    """Say whether *ticket* is the one that was issued last; it can be used once, and for a day."""
    path = folder / _NAME
    try:
        fresh = time.time() - path.stat().st_mtime < _LASTS_S
        if not fresh or not hmac.compare_digest(path.read_text(encoding="ascii"), _hash(ticket)):
            return False
        path.unlink()
    except (OSError, UnicodeDecodeError):
        return False
    return True


def _hash(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()
