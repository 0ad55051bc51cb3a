"""The quarantine: one table of messages that could not be taken, known by what they are and not by where they lay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, select, update

from services.planning.storage.tables import AttemptRow, DeadLetterRow
from shared.storage import insert_into, table

DEAD = table(DeadLetterRow)
_ATTEMPT = table(AttemptRow)

State = Literal["waiting", "repaired", "replayed", "discarded"]


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that could not be taken; *reason* names the rule and the field, never a value."""

    content_sha256: str
    stream: str
    position: str
    sequence: int | None
    reason: str
    payload: bytes


def set_aside(connection: Connection, letters: Sequence[DeadLetter], now: int) -> None:
    """Keep *letters* (payloads encrypted); one that came before is counted once more and waits again."""
    for letter in letters:
        statement = insert_into(connection, DEAD).values(
            content_sha256=letter.content_sha256,
            stream=letter.stream,
            position=letter.position,
            sequence=letter.sequence,
            reason=letter.reason,
            first_seen=now,
            last_seen=now,
            deliveries=1,
            state="waiting",
            payload=letter.payload,
        )
        fresh = {name: statement.excluded[name] for name in ("position", "reason", "last_seen", "payload")}
        again = {**fresh, "deliveries": DEAD.c.deliveries + 1, "state": _unless_discarded()}
        connection.execute(statement.on_conflict_do_update(index_elements=["content_sha256"], set_=again))
        forgive(connection, letter.content_sha256)


def _unless_discarded() -> Any:  # noqa: ANN401 - SQL
    # What was discarded stays so when a loss of Redis brings it back.
    return func.replace(func.replace(DEAD.c.state, "repaired", "waiting"), "replayed", "waiting")


def known(connection: Connection, hashes: Sequence[str]) -> set[str]:
    """Return those of *hashes* that are in quarantine already."""
    return set(connection.scalars(select(DEAD.c.content_sha256).where(DEAD.c.content_sha256.in_(hashes))))


def note_attempt(connection: Connection, content_sha256: str) -> int:
    """Count that a message is begun once more, and return how often it was before."""
    statement = insert_into(connection, _ATTEMPT).values(content_sha256=content_sha256, attempts=1)
    more = {"attempts": _ATTEMPT.c.attempts + 1}
    counted = statement.on_conflict_do_update(index_elements=["content_sha256"], set_=more).returning(
        _ATTEMPT.c.attempts
    )
    return int(connection.execute(counted).scalar_one()) - 1


def forgive(connection: Connection, content_sha256: str) -> None:
    """Forget the attempts: the message was taken, or set aside."""
    connection.execute(delete(_ATTEMPT).where(_ATTEMPT.c.content_sha256 == content_sha256))


def count_waiting(connection: Connection) -> dict[str, int]:
    """Return how many messages wait for somebody to decide, by stream."""
    statement = select(DEAD.c.stream, func.count()).where(DEAD.c.state == "waiting").group_by(DEAD.c.stream)
    return {row[0]: row[1] for row in connection.execute(statement)}


def listed(connection: Connection, state: State | None, after: str, limit: int) -> Sequence[Any]:
    """Return the rows after a hash, in the order of their hashes; all states, or one."""
    statement = select(DEAD).where(DEAD.c.content_sha256 > after).order_by(DEAD.c.content_sha256).limit(limit)
    return connection.execute(statement.where(DEAD.c.state == state) if state else statement).all()


def find(connection: Connection, content_sha256: str) -> Any:  # noqa: ANN401 - a row
    """Return the row of a message, or None."""
    return connection.execute(select(DEAD).where(DEAD.c.content_sha256 == content_sha256).with_for_update()).first()


def decide(connection: Connection, content_sha256: str, state: State) -> None:
    """Note what was decided about a message."""
    connection.execute(update(DEAD).where(DEAD.c.content_sha256 == content_sha256).values(state=state))


def forget_payloads(connection: Connection, before: int) -> int:
    """Delete what messages said that came for the last time before an instant (microseconds); return how many."""
    old = (DEAD.c.last_seen < before) & DEAD.c.payload.is_not(None)
    return connection.execute(update(DEAD).where(old).values(payload=None)).rowcount
