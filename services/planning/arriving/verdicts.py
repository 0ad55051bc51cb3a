"""What intake is told of events that were not simply applied."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection

from services.planning.domain.revisions import Arrival, History
from services.planning.storage import settlement
from services.planning.storage.dead_letters import DeadLetter
from services.planning.storage.tables import OutboxRow
from shared.bus.outbox import announce
from shared.crash import crash_point
from shared.events import EventsSettled, Verdict
from shared.storage import table
from shared.streams import SETTLED

_OUTBOX = table(OutboxRow)
_AT_ONCE = 2_000


def superseded(arrival: Arrival) -> Verdict:
    """Return the verdict on an event whose revision came after a newer one."""
    return Verdict(sequence=arrival.sequence, result="superseded")


def conflict_verdicts(before: Mapping[int, History], after: Mapping[int, History]) -> Iterator[Verdict]:
    """Yield the verdicts on events that contradict what stands now, and on those that do so no longer."""
    for entity, history in after.items():
        if history.others:
            old = {arrival.sequence for arrival in before[entity].conflicts()}
            new = {arrival.sequence for arrival in history.conflicts()}
            yield from (Verdict(sequence=number, result="conflict") for number in sorted(new - old))
            yield from (Verdict(sequence=number, result="applied") for number in sorted(old - new))


def quarantine_verdicts(letters: Iterable[DeadLetter]) -> Iterator[Verdict]:
    """Yield the verdicts on messages that were set aside, as far as they tell their number."""
    for letter in letters:
        if letter.sequence is not None:
            yield Verdict(sequence=letter.sequence, result="set_aside", reason=letter.reason)


def announce_verdicts(connection: Connection, verdicts: list[Verdict], now: datetime) -> None:
    """Keep *verdicts* and tell intake of them."""
    if verdicts:
        settlement.keep_verdicts(connection, verdicts)
        _announce(connection, verdicts, now)


def announce_settled(connection: Connection, now: datetime, *, anyway: bool) -> int:
    """Tell intake up to where everything is settled, if that is news or *anyway*; return it."""
    before = settlement.settled(connection)
    upto = settlement.settle(connection)
    crash_point("planning.settled-not-announced")
    if anyway or upto > before:
        _announce(connection, [], now)
    return upto


def announce_all(connection: Connection, now: datetime) -> None:
    """Tell intake everything once more."""
    settlement.settle(connection)
    _announce(connection, settlement.verdicts(connection), now)


def _announce(connection: Connection, verdicts: list[Verdict], now: datetime) -> None:
    at = settlement.time_of_report(connection, now)
    upto = settlement.settled(connection)
    parts = [verdicts[first : first + _AT_ONCE] for first in range(0, max(len(verdicts), 1), _AT_ONCE)]
    announce(connection, _OUTBOX, SETTLED, [EventsSettled(at=at, upto=upto, verdicts=part) for part in parts])
