"""Callers and their keys: one file that all services read and `kurs keys` writes."""

import fcntl
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from shared.clock import Clock, day_of

Right = Literal["emit", "backfill", "read", "manage"]
RIGHTS: tuple[Right, ...] = get_args(Right)
_PREFIX = "kurs_"
_NOBODY = "0" * 64


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling: an office, or the district when *office* is None."""

    key_id: str
    office: str | None
    rights: frozenset[Right]


class Key(BaseModel):
    """What is kept of a key: never the secret, only its keyed hash."""

    model_config = ConfigDict(frozen=True)

    id: str
    hash: str
    office: str | None
    rights: list[Right]
    expires: date | None = None


class KeyFile(BaseModel):
    """The content of ``keys.json``; *pepper* keys the hashes, so that a leaked file of another place says nothing."""

    pepper: str
    keys: list[Key] = []


class UnreadableKeys(Exception):
    """The key file exists and cannot be read; restore it, or remove it and create new keys with `kurs keys create`."""


class KeyRing:
    """The keys of a file, read again whenever the file changes."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Look at *path*; it need not exist yet."""
        self._path = path
        self._clock = clock
        self._seen: tuple[int, int] | None = None
        self._file = KeyFile(pepper="")
        self._by_id: dict[str, Key] = {}

    def caller(self, token: str) -> Caller | None:
        """Return who holds *token*, or None when it is unknown, wrong or expired."""
        self._reload()
        key_id, _, secret = token.removeprefix(_PREFIX).partition("_")
        key = self._by_id.get(key_id)
        known = key.hash if key else _NOBODY
        if not hmac.compare_digest(known, _hash(self._file.pepper, secret)) or key is None:
            return None
        if key.expires and day_of(self._clock()) > key.expires:
            return None
        return Caller(key.id, key.office, frozenset(key.rights))

    def _reload(self) -> None:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._seen, self._by_id = None, {}
            return
        if (seen := (stat.st_mtime_ns, stat.st_ino)) != self._seen:
            self._file = read_keys(self._path)
            self._by_id = {key.id: key for key in self._file.keys}
            self._seen = seen


def read_keys(path: Path) -> KeyFile:
    """Return the keys in *path*, none when there is no file. Raises :class:`UnreadableKeys`."""
    try:
        return KeyFile.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return KeyFile(pepper=secrets.token_hex(32))
    except ValidationError as error:
        raise UnreadableKeys(str(path)) from error


def create_key(path: Path, *, office: str | None, rights: list[Right], expires: date | None = None) -> str:
    """Add a key to *path* and return its token: the only time that it can be seen."""
    key_id, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    with _changing(path) as file:
        key = Key(id=key_id, hash=_hash(file.pepper, secret), office=office, rights=rights, expires=expires)
        file.keys.append(key)
    return f"{_PREFIX}{key_id}_{secret}"


def revoke_key(path: Path, key_id: str) -> bool:
    """Remove the key *key_id* from *path* and say whether it was there."""
    with _changing(path) as file:
        kept = [key for key in file.keys if key.id != key_id]
        found = len(kept) < len(file.keys)
        file.keys[:] = kept
    return found


def _hash(pepper: str, secret: str) -> str:
    # The secret has 256 random bits: a keyed hash is right, a slow password hash would only cost time.
    return hmac.new(pepper.encode(), secret.encode(), sha256).hexdigest()


@contextmanager
def _changing(path: Path) -> Iterator[KeyFile]:
    """Read, change and replace the file as one step, also against another `kurs keys`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = read_keys(path)
        yield file
        draft = path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.write(json.dumps(file.model_dump(mode="json"), indent=1))
        draft.replace(path)
