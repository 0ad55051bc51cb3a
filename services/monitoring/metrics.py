"""Monitoring's metrics: counts of the last completed day, verdicts of the newest evaluated one.

Ratios and deviations are left to PromQL.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Metric
from prometheus_client.core import SummaryMetricFamily
from prometheus_client.registry import Collector

from services.monitoring.domain.alerts import Severity
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.feeds.queries import feeds_of
from services.monitoring.ports import Records
from services.monitoring.queries import Standings, plans_of_the_day, standings_of
from services.monitoring.use_cases import plans_shown
from shared.clock import Clock, day_of, system_clock
from shared.privacy import hide_small

_FORECAST: dict[str, Callable[[Evaluation], float]] = {
    "0.1": lambda evaluation: evaluation.low,
    "0.5": lambda evaluation: evaluation.middle,
    "0.9": lambda evaluation: evaluation.high,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """How the plans stand, each with what its series count by the last completed day; when offices were last heard of.

    ``heard`` is in microseconds; ``silent`` says of the offices of the day's plans whether they are.
    """

    plans: list[tuple[Standings, dict[str, int]]]
    heard: Mapping[str, int]
    silent: Mapping[str, bool]


def figures(records: Records, now: datetime) -> Figures:
    """Return what is to be shown at *now*."""
    today, day = day_of(now), last_completed(now)
    shown = plans_shown(records, today)
    plans = [(standings_of(records, plan, today), records.counts(plan.id, day, today)) for plan in shown]
    return Figures(plans, records.feeds(), _silent(records, shown, today))


def _silent(records: Records, shown: Sequence[Plan], today: date) -> dict[str, bool]:
    plans = plans_of_the_day(shown, today)
    return {feed.office: feed.silent for plan in plans for feed in feeds_of(records, plan, today)}


class _Forecasts(Collector):
    """The quantiles of each series' forecast: a summary, for only those may have a label ``quantile``."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], Evaluation] = {}

    def clear(self) -> None:
        self._shown.clear()

    def show(self, labels: tuple[str, str], evaluation: Evaluation) -> None:
        self._shown[labels] = evaluation

    def collect(self) -> Iterator[Metric]:
        name = "kurs_entries_forecast"
        text = "Entries at the year's end: median and 80 % interval."
        metric = SummaryMetricFamily(name, text, labels=("plan", "series", "quantile"))
        for (plan, series), evaluation in self._shown.items():
            for quantile, value in _FORECAST.items():
                metric.add_sample(name, {"plan": plan, "series": series, "quantile": quantile}, value(evaluation))
        yield metric


class MonitoringMetrics:
    """Labels come from the plan; crossed cells (sector x office) are no metrics."""

    def __init__(self, registry: CollectorRegistry, clock: Clock) -> None:
        """Register the metrics."""

        def gauge(name: str, text: str, *labels: str) -> Gauge:
            return Gauge(name, text, labels, registry=registry)

        each = ("plan", "series")
        self._clock = clock
        self._target = gauge("kurs_entries_target", "Entries the plan asks for in its year.", *each)
        self._expected = gauge("kurs_entries_expected", "Entries planned until the last completed day.", *each)
        self._actual = gauge(
            "kurs_entries_actual", "Entries that began by the last completed day, as known now; none for 1 or 2.", *each
        )
        self._pace = gauge("kurs_pace_probability", "Probability that the pace is at least the plan's.", *each)
        self._chance = gauge("kurs_target_probability", "Probability that the target is reached.", *each)
        self._forecast = _Forecasts()
        registry.register(self._forecast)
        self._open = gauge("kurs_alerts_open", "Alerts that stand.", "plan", "severity")
        self._heard = gauge(
            "kurs_feed_last_event_timestamp_seconds", "When the newest of an office's events became known.", "office"
        )
        self._silent = gauge(
            "kurs_feed_silent", "1 while an office sends nothing although the plan expects reports, else 0.", "office"
        )
        self._evaluated = gauge(
            "kurs_evaluated_timestamp_seconds", "When all completed working days were last seen evaluated.", "plan"
        )
        self._seen_evaluated: dict[str, float] = {}
        self.events = Counter(
            "kurs_events", "Messages by what became of them.", ["stream", "result"], registry=registry
        )
        self.outbox_depth = gauge("kurs_outbox_depth", "Messages committed and not yet published.")

    def show(self, figures: Figures) -> None:
        """Show *figures* and nothing else."""
        for gauge in (self._target, self._expected, self._actual, self._pace, self._chance, self._forecast, self._open):
            gauge.clear()
        self._show_evaluated(figures)
        for standings, counts in figures.plans:
            self._show_alerts(standings)
            hidden = _hidden(standings.plan, counts)
            for series in standings.plan.series:
                self._show_plan(standings.plan.id, series)
                if series.id not in hidden:
                    self._actual.labels(standings.plan.id, series.id).set(counts.get(series.id, 0))
                    if evaluation := standings.evaluations.get(series.id):
                        self._show_verdict(standings.plan.id, evaluation)
        self._silent.clear()
        for office, silent in figures.silent.items():
            self._silent.labels(office).set(silent)
        for office, moment in figures.heard.items():
            self._heard.labels(office).set(moment / 1_000_000)

    def _show_alerts(self, standings: Standings) -> None:
        for severity in Severity:
            number = sum(alert.severity is severity for alert in standings.open_alerts)
            self._open.labels(standings.plan.id, severity.value).set(number)

    def _show_evaluated(self, figures: Figures) -> None:
        """Show when plans were last seen evaluated, at first when they were first seen: a failing one must age, too.

        By the machine's clock, which Prometheus compares it with, even when the day of the plan is fixed.
        """
        now = system_clock().timestamp()
        self._seen_evaluated = {
            one.plan.id: now if one.settled else self._seen_evaluated.get(one.plan.id, now) for one, _ in figures.plans
        }
        self._evaluated.clear()
        for plan, moment in self._seen_evaluated.items():
            self._evaluated.labels(plan).set(moment)

    def _show_plan(self, plan: str, series: Series) -> None:
        if series.target is not None:
            self._target.labels(plan, series.id).set(series.target)
            self._expected.labels(plan, series.id).set(series.expected_by(last_completed(self._clock())))

    def _show_verdict(self, plan: str, evaluation: Evaluation) -> None:
        labels = (plan, evaluation.series)
        self._pace.labels(*labels).set(evaluation.pace_probability)
        self._chance.labels(*labels).set(evaluation.chance)
        self._forecast.show(labels, evaluation)


def last_completed(now: datetime) -> date:
    """Return the day that the metrics show, as the board does: the last one that is over in Berlin."""
    return day_of(now) - timedelta(days=1)


def _hidden(plan: Plan, counts: dict[str, int]) -> set[str]:
    """Return the series whose count is too small to be shown, and those from which one would follow."""
    hidden: set[str] = set()
    for prefix in ("sector/", "office/"):
        cells = {series.id: counts.get(series.id, 0) for series in plan.series if series.id.startswith(prefix)}
        hidden |= {series for series, n in hide_small(cells).items() if n is None}
    return hidden
