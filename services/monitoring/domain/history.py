"""What became of the alerts of a plan: a list of changes, and the alerts that follow from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from services.monitoring.domain.alerts import Cause, Kind, Severity, Turn

Subject = tuple[str, Kind]
"""What an alert of a plan is about: a series and the kind. One alert of it stands at a time."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to an alert at the end of ``day``; judging the same again gives the same ids."""

    plan: str
    plan_version: int
    series: str
    kind: Kind
    turn: Turn
    severity: Severity
    day: date
    since: date
    cause: Cause | None = None

    @property
    def alert(self) -> str:
        """The alert's id, made from what it is about and the day on which it was raised."""
        about = f"{self.plan}\n{self.series}\n{self.kind}\n{self.since.isoformat()}"
        return blake2b(about.encode(), digest_size=8).hexdigest()

    @property
    def id(self) -> str:
        """The change's own id."""
        return f"{self.alert}-{self.day.isoformat()}-{self.turn}-{self.severity}"


@dataclass(frozen=True, slots=True)
class Alert:
    """A deviation that is not noise: told to the manager in charge, and remembered after it is over."""

    history: tuple[Change, ...]

    @property
    def raised(self) -> Change:
        """How it began."""
        return self.history[0]

    @property
    def id(self) -> str:
        """The alert's id."""
        return self.raised.alert

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return self.raised.series, self.raised.kind

    @property
    def severity(self) -> Severity:
        """How grave it is, or was in the end."""
        return self.history[-1].severity

    @property
    def resolved_on(self) -> date | None:
        """The day on which it was resolved, or None while it stands."""
        last = self.history[-1]
        return last.day if last.turn is Turn.RESOLVED else None


_ORDER = {turn: place for place, turn in enumerate(Turn)}
"""An alert that turns out never to have been raised is resolved on the day on which it was."""


def alerts_of(changes: Iterable[Change]) -> list[Alert]:
    """Return the alerts behind *changes*, in the order in which they were raised."""
    histories: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: (change.day, change.series, change.kind, _ORDER[change.turn])):
        histories.setdefault(change.alert, []).append(change)
    return [Alert(tuple(history)) for history in histories.values()]


def standing(alerts: Iterable[Alert]) -> dict[Subject, Alert]:
    """Return those of *alerts* that are not resolved, by what they are about."""
    return {alert.subject: alert for alert in alerts if alert.resolved_on is None}
