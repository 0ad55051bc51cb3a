"""Reading what monitoring remembers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, case, func, select

from services.monitoring.domain.deeds import Deed
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.ports import Progress, Reading, Records
from services.monitoring.storage.deeds import deeds_of, told_of
from services.monitoring.storage.mapping import change_of, evaluation_of, plan_in, series_in
from services.monitoring.storage.tables import (
    AnnouncedRow,
    CellRow,
    ChangeRow,
    EvaluationRow,
    FeedRow,
    PlaceRow,
    PlanRow,
    ProgressRow,
)
from shared.storage import Database, table

_P = ParamSpec("_P")
_T = TypeVar("_T")

PLANS = table(PlanRow)
PROGRESS = table(ProgressRow).c
PLACES = table(PlaceRow)
CELLS = table(CellRow)
FEEDS = table(FeedRow)
EVALUATIONS = table(EvaluationRow)
CHANGES = table(ChangeRow)
ANNOUNCED = table(AnnouncedRow)


class SqlRecords:
    """The records as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        """Read through *connection*."""
        self._connection = connection

    def plans(self) -> Sequence[Plan]:
        """Return the newest version of each plan, the newest year first."""
        rows = self._connection.execute(select(PLANS.c.body).order_by(PLANS.c.year.desc(), PLANS.c.plan))
        return [plan_in(body) for body in rows.scalars()]

    def progress(self) -> Sequence[Progress]:
        """Return how far each plan is evaluated."""
        rows = self._connection.execute(select(*PROGRESS).order_by(PROGRESS.plan))
        return [Progress(**row) for row in rows.mappings()]

    def _places(self, plan: str) -> dict[int, tuple[str, ...]]:
        rows = self._connection.execute(select(PLACES.c.id, PLACES.c.series).where(PLACES.c.plan == plan))
        return {place: series_in(text) for place, text in rows}

    def cells(self, plan: str, first: date, through: date) -> Iterator[Cell]:
        """Yield what was counted and known by the end of *through*; what was known before *first* is summed up."""
        places = self._places(plan)
        known = case((CELLS.c.known < first, first), else_=CELLS.c.known).label("known_on")
        statement = (
            select(CELLS.c.place, CELLS.c.start, known, func.sum(CELLS.c.entries))
            .join_from(PLACES, CELLS, PLACES.c.id == CELLS.c.place)
            .where(PLACES.c.plan == plan, CELLS.c.known <= through)
            .group_by(CELLS.c.place, CELLS.c.start, "known_on")
        )
        for place, *figures in self._connection.execute(statement):
            yield Cell(places[place], *figures)

    def counts(self, plan: str, start: date, known: date) -> dict[str, int]:
        """Return the entries of each series that began by *start*, as known by the end of *known*."""
        statement = (
            select(PLACES.c.series, func.sum(CELLS.c.entries))
            .join_from(PLACES, CELLS, PLACES.c.id == CELLS.c.place)
            .where(PLACES.c.plan == plan, CELLS.c.known <= known, CELLS.c.start <= start)
            .group_by(PLACES.c.id)
        )
        counts: Counter[str] = Counter()
        for place, entries in self._connection.execute(statement):
            counts.update(dict.fromkeys(series_in(place), entries))
        return counts

    def feeds(self) -> dict[str, int]:
        """Return when the newest of what each office sent became known (microseconds)."""
        rows = self._connection.execute(select(FEEDS.c.office, FEEDS.c.heard))
        return {row.office: row.heard for row in rows}

    def last_known(self, plan: str, through: date) -> date | None:
        """Return the newest day up to *through* on which a figure changed."""
        newest = select(func.max(CELLS.c.known)).where(CELLS.c.place == PLACES.c.id, CELLS.c.known <= through)
        day: date | None = self._connection.scalar(
            select(func.max(newest.scalar_subquery())).select_from(PLACES).where(PLACES.c.plan == plan)
        )
        return day

    def newest_day(self, plan: str) -> date | None:
        """Return the newest evaluated day."""
        columns = EVALUATIONS.c
        day: date | None = self._connection.scalar(select(func.max(columns.day)).where(columns.plan == plan))
        return day

    def evaluations(self, plan: str, day: date) -> Sequence[Evaluation]:
        """Return the evaluations of all series on *day*."""
        columns = EVALUATIONS.c
        statement = select(EVALUATIONS).where(columns.plan == plan, columns.day == day).order_by(columns.series)
        return [evaluation_of(dict(row)) for row in self._connection.execute(statement).mappings()]

    def changes(self, plan: str) -> Sequence[Change]:
        """Return everything that became of the alerts of a plan."""
        rows = self._connection.execute(select(CHANGES).where(CHANGES.c.plan == plan))
        return [change_of(dict(row)) for row in rows.mappings()]

    def announced(self, plan: str) -> Sequence[Change]:
        """Return the changes that were told to others."""
        rows = self._connection.execute(select(ANNOUNCED).where(ANNOUNCED.c.plan == plan))
        return [change_of(dict(row)) for row in rows.mappings()]

    def deeds(self, plan: str) -> Sequence[Deed]:
        """Return everything done with alerts of a plan, in the order in which it was done."""
        return deeds_of(self._connection, plan)

    def told_of(self, alerts: Collection[str]) -> dict[str, set[str]]:
        """Return the names of those who were told of each of *alerts*, or will be by what is queued."""
        return told_of(self._connection, alerts)


def reading(database: Database) -> Reading:
    """Return what runs reading transactions on *database*."""

    async def transaction(work: Callable[Concatenate[Records, _P], _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await database.read(lambda connection: work(SqlRecords(connection), *args, **kwargs))

    return transaction
