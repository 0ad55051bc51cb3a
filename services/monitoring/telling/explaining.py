"""Finds what stands behind the gaps of a plan, as it was known on an evaluated day."""

from collections.abc import Mapping
from datetime import date

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.makeup import Places, make_up
from services.monitoring.domain.pipeline import NOTHING_ANNOUNCED, Pipeline
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.reasons import Reasons, Worst
from services.monitoring.ports import Records


class Explainer:
    """Explains the series of one plan; each day's figures are read once."""

    def __init__(self, records: Records, plan: Plan) -> None:
        """Explain *plan* from *records*."""
        self._records = records
        self._plan = plan
        self._days: dict[date, tuple[Mapping[str, Evaluation], Places, Mapping[str, Pipeline]]] = {}

    def reasons(self, evaluation: Evaluation, since: date) -> Reasons:
        """Return what stands behind *evaluation*, of an alert raised on *since*."""
        evaluations, places, pipelines = self._on(evaluation.day)
        gaps = self._records.gaps(self._plan.id, evaluation.series, since, evaluation.day)
        return Reasons(
            makeup=make_up(self._plan, evaluation, evaluations, places),
            pipeline=pipelines.get(evaluation.series, NOTHING_ANNOUNCED),
            worst=min((Worst(day, gap) for day, gap in gaps), key=lambda one: (one.gap, one.day), default=None),
        )

    def _on(self, day: date) -> tuple[Mapping[str, Evaluation], Places, Mapping[str, Pipeline]]:
        if day not in self._days:
            plan, records = self._plan.id, self._records
            evaluations = {one.series: one for one in records.evaluations(plan, day)}
            self._days[day] = evaluations, records.counts_by_place(plan, day, day), records.pipelines(plan, day)
        return self._days[day]
