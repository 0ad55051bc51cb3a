"""What people do with an alert, and what the tick does when they do nothing: a log that only grows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from services.monitoring.domain.alerts import Kind
from services.monitoring.domain.history import Alert, Subject

LONGEST_NAME = 80
LONGEST_NOTE = 2_000
LONGEST_SNOOZE = timedelta(days=92)


class What(StrEnum):
    """A deed: by a person, or (escalate, and reopen when an end has passed) by the tick."""

    ACKNOWLEDGE = "acknowledge"
    SNOOZE = "snooze"
    NOTE = "note"
    REOPEN = "reopen"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do with an alert; see :class:`Deed`."""

    what: What
    who: str = ""
    note: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done with the alert about ``series`` and ``kind`` on ``day``; ``alert`` was its id by then.

    ``number`` counts the deeds about the same from 0. ``who`` is the name that somebody gave, empty for the tick.
    Acknowledged or snoozed lasts through the day ``until``; None: until it is resolved.
    """

    plan: str
    series: str
    kind: Kind
    alert: str
    number: int
    what: What
    day: date
    at: datetime
    who: str = ""
    note: str = ""
    until: date | None = None

    @property
    def id(self) -> str:
        """The deed's id: whoever does the next one about the same, it is the same."""
        return blake2b(f"{self.plan}\n{self.series}\n{self.kind}\n{self.number}".encode(), digest_size=8).hexdigest()

    @property
    def subject(self) -> Subject:
        """What the alert is about."""
        return self.series, self.kind

    def fulfils(self, wish: Wish, today: date) -> bool:
        """Say whether *wish* asks of *today* for what was done here."""
        return self.day == today and Wish(self.what, self.who, self.note, self.until) == wish


def deeds_by_alert(alerts: Iterable[Alert], deeds: Iterable[Deed]) -> dict[str, list[Deed]]:
    """Return the deeds that belong to each of *alerts*, by its id, in the order in which they were done.

    Late knowledge may have moved the day on which an alert was raised, and its id with it. So a deed belongs to the
    alert about the same that stood on its day; a note stays with the very alert it was written to while there is one.
    """
    found: dict[str, list[Deed]] = {}
    by_subject: dict[Subject, list[Alert]] = {}
    for alert in alerts:
        found[alert.id] = []
        by_subject.setdefault(alert.subject, []).append(alert)
    for deed in sorted(deeds, key=lambda deed: deed.number):
        for alert in _owner(deed, by_subject.get(deed.subject, ())):
            found[alert.id].append(deed)
    return found


def _owner(deed: Deed, alerts: Sequence[Alert]) -> Iterator[Alert]:
    """Yield the one of *alerts*, the oldest first, to which *deed* belongs, if there is one.

    An alert is raised and resolved at the end of a day: it stands from the day after it was raised on.
    """
    begun = [alert for alert in alerts if alert.raised.since < deed.day]
    standing = [alert for alert in begun if alert.resolved_on is None or deed.day <= alert.resolved_on]
    named = [alert for alert in begun if alert.id == deed.alert]
    first, then = (named, standing) if deed.what is What.NOTE else (standing, named)
    yield from (first or then or begun)[-1:]


class Fault(StrEnum):
    """What is wrong with a deed that somebody wants to do."""

    WHO_MISSING = "who-missing"
    WHO_UNFIT = "who-unfit"
    NOTE_MISSING = "note-missing"
    NOTE_UNFIT = "note-unfit"
    UNTIL_MISSING = "until-missing"
    UNTIL_OVER = "until-over"
    UNTIL_TOO_FAR = "until-too-far"


def faults(wish: Wish, today: date) -> tuple[Fault, ...]:
    """Return everything that is wrong with a person's *wish* of *today*."""
    return (*_of_name(wish.who), *_of_note(wish.what, wish.note), *_of_end(wish.what, wish.until, today))


def _of_name(who: str) -> Iterator[Fault]:
    if not who:
        yield Fault.WHO_MISSING
    elif len(who) > LONGEST_NAME or not who.isprintable():
        yield Fault.WHO_UNFIT


def _of_note(what: What, note: str) -> Iterator[Fault]:
    if not note and what in {What.SNOOZE, What.NOTE}:
        yield Fault.NOTE_MISSING
    elif len(note) > LONGEST_NOTE or not all(sign.isprintable() or sign in "\n\t" for sign in note):
        yield Fault.NOTE_UNFIT


def _of_end(what: What, until: date | None, today: date) -> Iterator[Fault]:
    if what is What.SNOOZE and until is None:
        yield Fault.UNTIL_MISSING
    elif until and (until < today or (what is What.SNOOZE and until == today)):
        yield Fault.UNTIL_OVER
    elif until and what is What.SNOOZE and until > today + LONGEST_SNOOZE:
        yield Fault.UNTIL_TOO_FAR
