"""What is announced and has not begun, by series."""

from collections import Counter, defaultdict
from datetime import date

from sqlalchemy import Connection, case, func, select

from services.monitoring.domain.pipeline import SOON, Pipeline
from services.monitoring.storage.mapping import series_in
from services.monitoring.storage.tables import PlaceRow, PlannedCellRow
from shared.storage import table

PLANNED_CELLS = table(PlannedCellRow)
_PLACES = table(PlaceRow)


def pipelines(connection: Connection, plan: str, day: date) -> dict[str, Pipeline]:
    """Return what of each series of *plan* is announced and has not begun, as known by the end of *day*."""
    cells = PLANNED_CELLS.c
    ahead, soon = cells.start > day, cells.start.between(day, day + SOON)
    statement = (
        select(
            _PLACES.c.series,
            *(func.sum(case((chosen, cells.entries), else_=0)) for chosen in (ahead, ahead & soon, ~ahead)),
        )
        .join_from(_PLACES, PLANNED_CELLS, _PLACES.c.id == cells.place)
        .where(_PLACES.c.plan == plan, cells.known <= day)
        .group_by(_PLACES.c.id)
    )
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, *figures in connection.execute(statement):
        for series in series_in(place):
            sums[series] = [one + more for one, more in zip(sums[series], figures, strict=True)]
    return {series: Pipeline(*figures) for series, figures in sums.items()}


def announced_by_day(connection: Connection, plan: str, series: str, after: date, known: date) -> Counter[date]:
    """Return the entries of *series* that are announced to begin *after* a day, as known by the end of *known*.

    The series of a sector in an office is where both count, whether or not the plan names it.
    """
    sector, crossed, office = series.partition("/office/")
    wanted = {sector, f"office/{office}"} if crossed else {series}
    statement = (
        select(_PLACES.c.series, PLANNED_CELLS.c.start, func.sum(PLANNED_CELLS.c.entries))
        .join_from(_PLACES, PLANNED_CELLS, _PLACES.c.id == PLANNED_CELLS.c.place)
        .where(_PLACES.c.plan == plan, PLANNED_CELLS.c.start > after, PLANNED_CELLS.c.known <= known)
        .group_by(_PLACES.c.id, PLANNED_CELLS.c.start)
    )
    days: Counter[date] = Counter()
    for place, day, entries in connection.execute(statement):
        if wanted.issubset(series_in(place)):
            days[day] += entries
    return days
