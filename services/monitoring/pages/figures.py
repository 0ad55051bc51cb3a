"""What stands in the tables of a page: figures of series, ready to be written."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.monitoring.charts.bullet import Bullet, bullet
from services.monitoring.domain.alerts import Level
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.plan import Plan
from services.monitoring.pages.shown import Shown
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import title_of

TOTAL, EMPLOYEES = "entries", "employees"


@dataclass(frozen=True, slots=True)
class Figures:
    """A series on a day: counted now, judged when the day was evaluated.

    Without a target nothing but ``actual`` is there; ``evaluation`` is missing where nothing was judged.
    """

    id: str
    title: str
    assumed: bool
    target: int | None
    expected: float | None
    actual: int
    evaluation: Evaluation | None
    bullet: Bullet | None

    @property
    def deviation(self) -> int | None:
        """Actual less expected, both as they are written; negative when behind."""
        return None if self.expected is None else self.actual - round(self.expected)

    @property
    def behind(self) -> bool:
        """Fewer than expected."""
        return self.deviation is not None and self.deviation < 0

    @property
    def level(self) -> Level:
        """How it stands."""
        return self.evaluation.level if self.evaluation else Level.NONE

    @property
    def at_risk(self) -> bool:
        """Its target is at risk."""
        return self.evaluation is not None and self.evaluation.target_at_risk

    @property
    def coming(self) -> int:
        """Entries that have probably begun and were not reported when the day was evaluated."""
        return max(round(self.evaluation.started) - self.evaluation.known, 0) if self.evaluation else 0

    @property
    def since(self) -> int:
        """Entries that were reported since the day was evaluated."""
        return self.actual - self.evaluation.known if self.evaluation else 0


def name_of(plan: Plan, series_id: str, language: Language) -> str:
    """Return the title of a series; of a sector in an office, which the plan need not name, both titles."""
    series = plan.find(series_id)
    sector, within, office = series_id.partition("/office/")
    if series is None and within:
        parts = (sector, f"office/{office}")
        return " \N{MIDDLE DOT} ".join(title_of(plan.find(part), language, part) for part in parts)
    return title_of(series, language, series_id)


def figures_of(shown: Shown, series_id: str, language: Language) -> Figures:
    """Return the figures of a series."""
    series = shown.plan.find(series_id)
    actual = shown.counts.get(series_id, 0)
    target = series.target if series else None
    expected = series.expected_by(shown.on) if series and target is not None else None
    return Figures(
        id=series_id,
        title=name_of(shown.plan, series_id, language),
        assumed=series is not None and bool(series.assumption),
        target=target,
        expected=expected,
        actual=actual,
        evaluation=shown.standings.evaluations.get(series_id),
        bullet=bullet(actual, target, expected) if target else None,
    )


def largest_gap_first(rows: Iterable[Figures]) -> list[Figures]:
    """Return *rows* by deviation; those without a target follow, the largest first."""
    return sorted(rows, key=lambda row: (row.deviation is None, row.deviation or 0, -row.actual, row.id))
