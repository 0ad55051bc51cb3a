"""What is behind alerts, for whom it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Alert
from services.monitoring.domain.reasons import Reasons
from services.monitoring.domain.silence import FeedDay
from services.monitoring.ports import Records
from services.monitoring.queries import Standings, evaluation_behind
from services.monitoring.telling.explaining import Explainer
from services.monitoring.visibility import may_see_parts
from shared.keys import Caller


@dataclass(frozen=True, slots=True)
class Behind:
    """What an alert rests on (a silent office: its ``feed``), and what stands behind that: none for whom it is not."""

    evaluation: Evaluation | None
    reasons: Reasons | None = None
    feed: FeedDay | None = None


def behind_of(
    records: Records, standings: Standings, alerts: Sequence[Alert], caller: Caller | None
) -> dict[str, Behind]:
    """Return what is behind each of *alerts*, as far as *caller* may see it."""
    explainer = Explainer(records, standings.plan) if may_see_parts(caller) else None
    found: dict[str, Behind] = {}
    for alert in alerts:
        evaluation = evaluation_behind(records, standings, alert)
        reasons = explainer.reasons(evaluation, alert.raised.since) if explainer and evaluation else None
        found[alert.id] = Behind(evaluation, reasons, standings.feeds.get(alert.raised.series))
    return found
