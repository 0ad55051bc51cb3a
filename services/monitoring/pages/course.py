"""The course of a series through the year, as a chart and as the table of its figures."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from services.monitoring.charts.corridor import NARROW, WIDE, Corridor, Point, Span, Year, draw
from services.monitoring.outlook import Counted, Outlook, Range, days_of_year, month_ends, outlook
from services.monitoring.pages.marks import NO_MARKS, Marks
from services.monitoring.pages.shown import Shown


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The cumulative figures at the end of a month (or of the day that is shown); None where there is none."""

    day: date
    planned: Range | None
    reported: int | None
    begun: float | None
    to_come: Range | None


@dataclass(frozen=True, slots=True)
class Course:
    """A chart in two sizes, and its figures."""

    wide: Corridor
    narrow: Corridor
    rows: list[MonthEnd]
    marks: Marks
    judged: bool

    @property
    def end(self) -> Range | None:
        """What is to be expected at the year's end."""
        return self.rows[-1].to_come

    @property
    def here(self) -> MonthEnd:
        """The newest row with what is reported."""
        return [row for row in self.rows if row.reported is not None][-1]


def course_of(shown: Shown, series_id: str, marks: Marks = NO_MARKS) -> Course | None:
    """Return the course of a series; None for one that the plan does not name and nothing is counted for."""
    plan, series = shown.plan, shown.plan.find(series_id)
    if series is None:
        return None
    nothing = np.zeros(days_of_year(plan), np.int64)
    counted = Counted(shown.starts.now.get(series_id, nothing), shown.starts.then.get(series_id, nothing))
    evaluation = shown.standings.evaluations.get(series_id)
    found = outlook(plan, series, counted, evaluation, min(shown.on, plan.last_day))
    year = Year(
        year=plan.year,
        day=evaluation.day if evaluation else shown.on,
        target=series.target if evaluation else None,
        planned=[_span(one) for one in found.planned],
        reported=[Point(day, n) for day, n in found.reported],
        begun=[Point(day, n) for day, n in found.begun],
        fan=[_span(one) for one in found.to_come],
        marks=marks.versions,
        starts=[mark.day for mark in marks.starts],
    )
    rows = _rows(found, {*month_ends(plan), min(shown.on, plan.last_day)})
    return Course(draw(year, WIDE), draw(year, NARROW), rows, marks, judged=evaluation is not None)


def _span(one: Range) -> Span:
    return Span(one.day, one.low, one.middle, one.high)


def _rows(found: Outlook, days: set[date]) -> list[MonthEnd]:
    planned, to_come = ({one.day: one for one in ranges} for ranges in (found.planned, found.to_come))
    reported, begun = dict(found.reported), dict(found.begun)
    return [
        MonthEnd(day, planned.get(day), reported.get(day), begun.get(day), to_come.get(day))
        for day in sorted(days)
        if day in planned or day in reported
    ]
