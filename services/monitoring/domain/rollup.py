"""Alerts under alerts: when the whole is behind, its parts are listed under it and not told one by one."""

from collections.abc import Iterable, Iterator

from services.monitoring.domain.alerts import Kind
from services.monitoring.domain.audience import rank
from services.monitoring.domain.history import Alert, Subject, standing
from services.monitoring.domain.plan import Plan

_SPEAKS_FOR_ITSELF = 1
_ROLLED_UP = frozenset({Kind.PACE, Kind.TARGET_AT_RISK})


class Family:
    """The standing alerts of a plan, and which of them is under which.

    An alert is under that of a series around its own, of the same kind and at least as grave. Series of tier 1, the
    total and the employees among them, always speak for themselves.
    """

    def __init__(self, plan: Plan, alerts: Iterable[Alert]) -> None:
        """Look at those of *alerts* that stand."""
        self._plan = plan
        self._series = {series.id: series for series in plan.series}
        self._standing = standing(alerts)

    def above(self, alert: Alert) -> list[Alert]:
        """Return the alerts that *alert* is under, the nearest first."""
        series, kind = alert.subject
        own = self._series.get(series)
        if own is None or own.tier == _SPEAKS_FOR_ITSELF or kind not in _ROLLED_UP:
            return []
        around = (self._standing.get((whole, kind)) for whole in self._around(series))
        return [one for one in around if one and rank(one.severity) >= rank(alert.severity)]

    def _around(self, series: str) -> Iterator[str]:
        """Yield the series around *series*; each once, also should a plan put them into each other."""
        seen = {series}
        whole = self._series[series].within
        while whole in self._series and whole not in seen:
            yield whole
            seen.add(whole)
            whole = self._series[whole].within

    def depth(self, series: str) -> int:
        """Return how many series are around *series*."""
        return sum(1 for _ in self._around(series)) if series in self._series else 0

    def find(self, subject: Subject) -> Alert | None:
        """Return the standing alert about *subject*."""
        return self._standing.get(subject)

    def parent(self, alert: Alert) -> Alert | None:
        """Return the alert directly above *alert*."""
        return next(iter(self.above(alert)), None)

    def children(self, alert: Alert) -> list[Alert]:
        """Return the standing alerts directly under *alert*; under a resolved one, those that it leaves behind."""
        family = self if alert.resolved_on is None else self._before_the_end_of(alert)
        return [one for one in self._standing.values() if family.parent_is(alert.subject, one)]

    def parent_is(self, subject: Subject, alert: Alert) -> bool:
        """Say whether *alert* is directly under the one about *subject*."""
        parent = self.parent(alert)
        return parent is not None and parent.subject == subject

    def _before_the_end_of(self, alert: Alert) -> "Family":
        return Family(self._plan, [*self._standing.values(), Alert(alert.history[:-1])])
