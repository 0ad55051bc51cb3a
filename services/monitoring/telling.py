"""Queue what people are to be told, in the transaction of what is told."""

from collections.abc import Iterable, Mapping, Sequence

from services.monitoring.domain.audience import addressed
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change, alerts_of
from services.monitoring.domain.notices import AlertNotice
from services.monitoring.ports import Memory


def tell(
    plan: str,
    told: Sequence[Change],
    evaluations: Mapping[str, Evaluation],
    announced: Iterable[Change],
    memory: Memory,
) -> None:
    """Queue the changes in *told*, which follow those *announced* before, for the people of *plan*."""
    first = {alert.id: alert.raised.id for alert in alerts_of([*announced, *told])}
    notices = {change.id: AlertNotice(change, evaluations[change.series], first[change.alert]) for change in told}
    people = memory.people(plan)
    memory.queue(notices, [one for change in told for one in addressed(change, people)])
