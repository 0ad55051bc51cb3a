"""Payloads in quarantine are encrypted: failed events are where people's data would pile up."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Seal:
    """AES-256-GCM with a key from a file that only this user can read; it is made when it is not there."""

    def __init__(self, file: Path) -> None:
        """Use the key in *file*; it is read when first needed."""
        self._file = file
        self._cipher: AESGCM | None = None

    def close(self, payload: bytes, name: str) -> bytes:
        """Return *payload* encrypted, bound to *name*."""
        nonce = os.urandom(_NONCE)
        return nonce + self._with_key().encrypt(nonce, payload, name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        """Return what was sealed under *name*. Raises ``InvalidTag`` for another key or name."""
        return self._with_key().decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())

    def _with_key(self) -> AESGCM:
        if self._cipher is None:
            self._cipher = AESGCM(_key(self._file))
        return self._cipher


def _key(file: Path) -> bytes:
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent) as new:
            new.write(AESGCM.generate_key(256))
            new.flush()
            os.fsync(new.fileno())
            with suppress(FileExistsError):  # another replica was faster: its key is the key
                os.link(new.name, file)
    return file.read_bytes()
