"""The first page: is the district on plan, will it reach its target, where is something to be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.monitoring.charts.heat import heat
from services.monitoring.domain.plan import Series
from services.monitoring.pages.figures import EMPLOYEES, TOTAL, Figures, figures_of, largest_gap_first, name_of
from services.monitoring.pages.shown import Shown
from services.monitoring.words.formats import Language


@dataclass(frozen=True, slots=True)
class Scope:
    """What the page is about: the whole district, or one of its offices."""

    office: str | None

    @property
    def total(self) -> str:
        """The series around all others."""
        return TOTAL if self.office is None else f"office/{self.office}"

    def covers(self, series: str) -> bool:
        """Say whether *series* is a part of it that stands in the table."""
        if self.office is None:
            return "office/" not in series and series not in {TOTAL, EMPLOYEES}
        return series.endswith(f"/office/{self.office}")


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A series in one month of starts; ``colour`` is a step of the heat map, empty for what is still ahead."""

    month: int
    actual: int
    expected: float | None
    target: int | None
    ahead: bool
    colour: str


@dataclass(frozen=True, slots=True)
class MonthsOf:
    """A row of the heat map."""

    id: str
    title: str
    cells: list[MonthCell]


def parts_of(shown: Shown, scope: Scope, language: Language) -> list[Figures]:
    """Return the parts of *scope*, the largest gap first."""
    named = [series.id for series in shown.plan.series]
    ids = dict.fromkeys([*named, *sorted(shown.counts)])
    rows = [figures_of(shown, series, language) for series in ids if scope.covers(series) and shown.sees(series)]
    if scope.office is not None:
        rows = [replace(row, title=name_of(shown.plan, row.id.partition("/office/")[0], language)) for row in rows]
    kept = [row for row in rows if row.target or row.actual or scope.office is None]
    return largest_gap_first(kept)


def offices_of(shown: Shown, language: Language) -> list[Figures]:
    """Return the offices, the largest gap first."""
    return largest_gap_first(
        figures_of(shown, series.id, language)
        for series in shown.plan.series
        if series.id.startswith("office/") and shown.sees(series.id)
    )


def months_of(shown: Shown, ids: Iterable[str], language: Language) -> list[MonthsOf]:
    """Return the heat map's rows of the series *ids*."""
    return [_months(shown, series, shown.plan.find(series), language) for series in ids]


def _months(shown: Shown, series_id: str, series: Series | None, language: Language) -> MonthsOf:
    actual = shown.by_month(series_id)
    owed = by_month(series, shown.plan.last_day) if series and series.target is not None else {}
    expected = by_month(series, shown.on) if series and series.target is not None else {}
    cells = []
    for month in range(1, 13):
        ahead = date(shown.plan.year, month, 1) > shown.on
        due = expected.get(month, 0.0) if owed else None
        colour = "" if ahead or due is None else heat(actual[month - 1], due)
        target = round(owed[month]) if owed else None
        cells.append(MonthCell(month, actual[month - 1], due, target, ahead, colour))
    return MonthsOf(series_id, name_of(shown.plan, series_id, language), cells)


def by_month(series: Series, through: date) -> dict[int, float]:
    """Return the entries planned until *through*, by month."""
    months = dict.fromkeys(range(1, 13), 0.0)
    for day, entries in series.daily.items():
        if day <= through:
            months[day.month] += entries
    return months


def unplanned(rows: Iterable[Figures]) -> Mapping[str, Figures]:
    """Return those of *rows* that have no target, by id."""
    return {row.id: row for row in rows if row.target is None}
