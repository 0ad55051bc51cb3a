"""Queue what people are to be told, in the transaction of what is told."""

from collections.abc import Iterable, Mapping, Sequence

from services.monitoring.domain.audience import addressed
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change, alerts_of
from services.monitoring.domain.notices import AlertNotice
from services.monitoring.domain.plan import Plan
from services.monitoring.explaining import Explainer
from services.monitoring.ports import Memory


def tell(
    plan: Plan,
    told: Sequence[Change],
    evaluations: Mapping[str, Evaluation],
    announced: Iterable[Change],
    memory: Memory,
) -> None:
    """Queue the changes in *told*, which follow those *announced* before, for the people of *plan*."""
    first = {alert.id: alert.raised.id for alert in alerts_of([*announced, *told])}
    explainer = Explainer(memory, plan)
    notices = {
        change.id: AlertNotice(change, evaluation, first[change.alert], explainer.reasons(evaluation, change.since))
        for change in told
        for evaluation in [evaluations[change.series]]
    }
    people = memory.people(plan.id)
    memory.queue(notices, [one for change in told for one in addressed(change, people)])
