"""The webhooks that the operator has registered, each with its keys; and the signature made with them."""

import base64
import binascii
import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError

from services.monitoring.notify.message import NotTaken

_PREFIX = "whsec_"
_SHORTEST = 24
_OTHERS_MAY_READ = 0o077


def _decodable(key: SecretStr) -> SecretStr:
    try:
        long_enough = len(_bytes_of(key)) >= _SHORTEST
    except binascii.Error:
        long_enough = False
    if not long_enough:
        raise ValueError("a key is whsec_ and at least 24 bytes in base64")
    return key


class Registered(BaseModel):
    """One webhook: the first key signs, a second one too while keys are exchanged.

    ``on_premises`` allows addresses and ports that are not those of the public internet.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    keys: Annotated[list[Annotated[SecretStr, AfterValidator(_decodable)]], Field(min_length=1, max_length=2)]
    on_premises: bool = False


_FILE = TypeAdapter(dict[str, Registered])


class WebhookKeys:
    """The file of registered webhooks, ``{URL: {"keys": ["whsec_..."], "on_premises": false}}``."""

    def __init__(self, file: Path) -> None:
        """Look at *file*; it is read at each use, so that keys can be exchanged while monitoring runs."""
        self._file = file

    def of(self, url: str) -> Registered | None:
        """Return how *url* is registered. Raises :class:`NotTaken` when the file is not as it must be."""
        try:
            if self._file.stat().st_mode & _OTHERS_MAY_READ:
                raise NotTaken("webhook-keys-readable-by-others")
            return _FILE.validate_json(self._file.read_bytes()).get(url)
        except FileNotFoundError:
            return None
        except (OSError, ValidationError):
            raise NotTaken("webhook-keys-unreadable") from None


def signatures(keys: Sequence[SecretStr], id_: str, at: datetime, body: bytes) -> str:
    """Return the header webhook-signature (Standard Webhooks 1.0): one signature a key."""
    signed = f"{id_}.{int(at.timestamp())}.".encode() + body
    made = (hmac.new(_bytes_of(key), signed, sha256).digest() for key in keys)
    return " ".join(f"v1,{base64.b64encode(one).decode()}" for one in made)


def _bytes_of(key: SecretStr) -> bytes:
    return base64.b64decode(key.get_secret_value().removeprefix(_PREFIX), validate=True)
