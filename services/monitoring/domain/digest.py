"""A digest: what changed since the one before, each alert once, the gravest first."""

from collections import Counter
from collections.abc import Iterable, Sequence

from services.monitoring.domain.alerts import Severity, Turn
from services.monitoring.domain.notices import AlertNotice, Notice

_GRAVITY = (Severity.CRITICAL, Severity.WARNING, Severity.TARGET_AT_RISK, Severity.FEED_SILENT)


def gravest_first(notices: Sequence[Notice]) -> list[Notice]:
    """Return the newest of *notices* on each alert: the gravest first, then the widest gap; what is over comes last."""
    alerts = {one.change.alert: one for one in notices if isinstance(one, AlertNotice)}
    others = [one for one in notices if not isinstance(one, AlertNotice)]
    return [*sorted(alerts.values(), key=_gravity), *others]


def _gravity(notice: AlertNotice) -> tuple[bool, int, float]:
    change = notice.change
    return change.turn is Turn.RESOLVED, _GRAVITY.index(change.severity), notice.evaluation.gap


def turns_of(notices: Iterable[Notice]) -> Counter[Turn]:
    """Return how many alerts are new, graver, or over by the end of *notices*: each counts once."""
    newest: dict[str, Turn] = {}
    for one in notices:
        if isinstance(one, AlertNotice):
            turn, before = one.change.turn, newest.get(one.change.alert)
            newest[one.change.alert] = before if before is Turn.RAISED and turn is Turn.ROSE else turn
    return Counter(newest.values())
