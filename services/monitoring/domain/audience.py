"""Who is told of a change, over which channel, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from hashlib import blake2b

from services.monitoring.domain.alerts import Kind, Severity, Turn
from services.monitoring.domain.history import Change
from shared.clock import BERLIN

_WHOLES = ("entries", "employees")
_RANKS = {Severity.WARNING: 1, Severity.TARGET_AT_RISK: 1, Severity.FEED_SILENT: 1, Severity.CRITICAL: 2}
_FROM = {"watch": 1, "warning": 1, "critical": 2}
"""Watch is a colour and raises no alert: who is told from there on is told of the same alerts as from warning on."""

_WAITED = frozenset({Turn.REOPENED, Turn.ESCALATED})
_MORNING = time(7)


class Channel(StrEnum):
    """A way to a person."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class When(StrEnum):
    """When something is told: at once, or collected for a morning or until a storm has passed."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    AFTER_STORM = "after_storm"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the plan names; ``addresses`` say how to reach them."""

    name: str
    addresses: tuple[tuple[Channel, str], ...]
    language: str
    series: tuple[str, ...]
    from_level: str
    digest: str
    operations: bool


@dataclass(frozen=True, slots=True)
class Notification:
    """One telling to one person; the same thing to the same address has the same ``id``, however often it is sent.

    ``about`` is the same for news of the same alert.
    """

    notice: str
    about: str
    plan: str
    channel: Channel
    recipient: str
    person: str
    language: str
    when: When

    @property
    def id(self) -> str:
        """The id, as it stands in Message-ID and webhook-id."""
        return notification_id(self.notice, self.channel, self.recipient)


def notification_id(notice: str, channel: Channel, recipient: str) -> str:
    """Return the id of telling *notice* to *recipient*."""
    return blake2b(f"{notice}\n{channel}\n{recipient}".encode(), digest_size=16).hexdigest()


def addressed(change: Change, people: Iterable[Person]) -> Iterator[Notification]:
    """Yield how those whom *change* concerns are told of it."""
    for person in people:
        if _concerns(change, person):
            yield from told(change, person)


def told(change: Change, person: Person) -> Iterator[Notification]:
    """Yield how *person* is told of *change*, whatever they look after."""
    for channel, address in person.addresses:
        to = (change.plan, channel, address, person.name, person.language)
        yield Notification(change.id, change.alert, *to, _when(change, person, channel))


def to_operations(notice: str, plan: str, people: Iterable[Person]) -> Iterator[Notification]:
    """Yield the people who keep the product running, to be told *notice* at once."""
    for person in people:
        if person.operations:
            for channel, address in person.addresses:
                to = (plan, channel, address, person.name, person.language)
                yield Notification(notice, notice, *to, When.AT_ONCE)


def rank(severity: Severity) -> int:
    """Return how grave *severity* is, to be compared."""
    return _RANKS[severity]


def _concerns(change: Change, person: Person) -> bool:
    grave_enough = rank(change.severity) >= _FROM[person.from_level]
    return grave_enough and any(fnmatchcase(change.series, pattern) for pattern in person.series)


def _when(change: Change, person: Person, channel: Channel) -> When:
    """Return when *person* is told of *change*: what is critical at once, a machine too, the rest as wished.

    What comes back or was left undone has waited already. That a part's target is at risk is worth a line a week and
    no mail of its own (method, section 3).
    """
    if channel is Channel.WEBHOOK or change.severity is Severity.CRITICAL or change.turn in _WAITED:
        return When.AT_ONCE
    if person.digest != "none":
        return When(person.digest)
    part_at_risk = change.kind is Kind.TARGET_AT_RISK and change.series not in _WHOLES
    return When.WEEKLY if part_at_risk else When.AT_ONCE


def due(when: When, now: datetime) -> datetime:
    """Return when something is told that is seen *now*: at once, or at seven in Berlin, on Mondays if weekly."""
    if when not in {When.DAILY, When.WEEKLY}:
        return now
    day = now.astimezone(BERLIN).date()
    if when is When.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    morning = datetime.combine(day, _MORNING, BERLIN)
    step = timedelta(days=7 if when is When.WEEKLY else 1)
    return morning if morning > now else datetime.combine(day + step, _MORNING, BERLIN)
