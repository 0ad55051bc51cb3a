"""The quarantine desk: what cannot be taken is kept, shown to who may see it, repaired, replayed, or discarded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from pydantic import ValidationError
from sqlalchemy import Connection, insert

from services.planning.arriving.arrivals import fault_in
from services.planning.arriving.verdicts import announce_verdicts, quarantine_verdicts
from services.planning.quarantine.sealing import Seal
from services.planning.storage import audit, dead_letters
from services.planning.storage.dead_letters import DeadLetter, State
from services.planning.storage.tables import OutboxRow
from shared.clock import micros
from shared.events import Verdict
from shared.storage import table
from shared.streams import STREAMS

_OUTBOX = table(OutboxRow)
_STREAMS = {stream.name: stream for stream in STREAMS}
_IDENTITY = ("sequence", "id", "source")


class NoSuchLetter(Exception):
    """No message of this hash is in quarantine."""


class PayloadGone(Exception):
    """The message's content is not kept any more, or was encrypted with another key."""


class StillUnreadable(Exception):
    """The message would be set aside again; the text says why, without any value."""


class OtherEvent(Exception):
    """A repair must stay the same event: sequence, id and source are what they were."""


def put_away(connection: Connection, seal: Seal, letters: Sequence[DeadLetter], at: datetime) -> int:
    """Keep *letters* encrypted, tell intake, and return how many they are."""
    sealed = [replace(letter, payload=seal.close(letter.payload, letter.content_sha256)) for letter in letters]
    dead_letters.set_aside(connection, sealed, micros(at))
    announce_verdicts(connection, list(quarantine_verdicts(letters)), at)
    return len(letters)


@dataclass(frozen=True, slots=True)
class Desk:
    """What one caller, known by the id of the key, does at one time."""

    seal: Seal
    key_id: str
    at: datetime

    def show(self, connection: Connection, content_sha256: str) -> tuple[Any, bytes | None, Sequence[audit.Act]]:
        """Return a message's row, its content if it is still there, and what was done to it."""
        row = _row(connection, content_sha256)
        self.note(connection, "show", content_sha256)
        return row, self._content(row), audit.acts_on(connection, content_sha256)

    def replay(self, connection: Connection, content_sha256: str, *, dry_run: bool) -> None:
        """Publish a message once more as it is."""
        row = _row(connection, content_sha256)
        self._publish(connection, row, self._kept(row), "replayed", dry_run=dry_run)

    def repair(self, connection: Connection, content_sha256: str, repaired: bytes, *, dry_run: bool) -> None:
        """Publish *repaired* in place of a message."""
        row = _row(connection, content_sha256)
        before, after = (_identity(payload) for payload in (self._content(row) or b"", repaired))
        if any(before.get(name, after.get(name)) != after.get(name) for name in _IDENTITY):
            raise OtherEvent
        self._publish(connection, row, repaired, "repaired", dry_run=dry_run)

    def discard(self, connection: Connection, content_sha256: str) -> None:
        """Decide that a message is not wanted; it stays known by its hash."""
        _row(connection, content_sha256)
        dead_letters.decide(connection, content_sha256, "discarded")
        self.note(connection, "discard", content_sha256)

    def note(self, connection: Connection, act: str, of: str) -> None:
        """Write the audit log."""
        audit.note(connection, audit.Act(micros(self.at), self.key_id, act, of))

    def _publish(self, connection: Connection, row: Any, payload: bytes, state: State, *, dry_run: bool) -> None:  # noqa: ANN401 - a row
        try:
            _STREAMS[row.stream].event.model_validate_json(payload)
        except ValidationError as error:
            raise StillUnreadable(fault_in(error)) from None
        if dry_run:
            return
        # The normal door: the same consumer reads it from the same stream, and its inbox decides what is new.
        connection.execute(insert(_OUTBOX).values(stream=row.stream, body=payload))
        dead_letters.decide(connection, row.content_sha256, state)
        self.note(connection, state, row.content_sha256)
        if row.sequence is not None:
            announce_verdicts(connection, [Verdict(sequence=row.sequence, result="applied")], self.at)

    def _kept(self, row: Any) -> bytes:  # noqa: ANN401 - a row
        content = self._content(row)
        if content is None:
            raise PayloadGone
        return content

    def _content(self, row: Any) -> bytes | None:  # noqa: ANN401 - a row
        try:
            return self.seal.open(row.payload, row.content_sha256) if row.payload else None
        except InvalidTag:
            return None


def _row(connection: Connection, content_sha256: str) -> Any:  # noqa: ANN401 - a row
    row = dead_letters.find(connection, content_sha256)
    if row is None:
        raise NoSuchLetter
    return row


def _identity(payload: bytes) -> dict[str, Any]:
    """Return what of the identity can still be read."""
    try:
        message = orjson.loads(payload)
    except ValueError:
        return {}
    return {name: message[name] for name in _IDENTITY if name in message} if isinstance(message, dict) else {}
