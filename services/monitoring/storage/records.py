"""Reading what monitoring remembers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, case, func, select

from services.monitoring.domain.deeds import Deed
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.heard import Report
from services.monitoring.domain.history import Change
from services.monitoring.domain.pipeline import Pipeline
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.silence import FeedDay
from services.monitoring.domain.versions import Version
from services.monitoring.ports import Progress, Reading, Records
from services.monitoring.storage.deeds import deeds_of, told_of
from services.monitoring.storage.mapping import change_of, evaluation_of, feed_day_of, series_in
from services.monitoring.storage.pipelines import pipelines
from services.monitoring.storage.plans import history_of, plans_in_force
from services.monitoring.storage.tables import (
    AnnouncedRow,
    CellRow,
    ChangeRow,
    EvaluationRow,
    FeedDayRow,
    FeedRow,
    PlaceRow,
    ProgressRow,
    ReportingRow,
)
from shared.events import ReportingPace
from shared.storage import Database, table

_P = ParamSpec("_P")
_T = TypeVar("_T")

PROGRESS = table(ProgressRow).c
PLACES = table(PlaceRow)
CELLS = table(CellRow)
FEEDS = table(FeedRow)
FEED_DAYS = table(FeedDayRow)
REPORTING = table(ReportingRow)
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
        return plans_in_force(self._connection, None)

    def plans_on(self, day: date) -> Sequence[Plan]:
        """Return the version of each plan that is in force on *day*, the newest year first."""
        return plans_in_force(self._connection, day)

    def history(self, plan: str) -> Mapping[Version, Plan]:
        """Return every published state of a plan."""
        return history_of(self._connection, plan)

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
        counts: Counter[str] = Counter()
        for place, entries in self.counts_by_place(plan, start, known).items():
            counts.update(dict.fromkeys(place, entries))
        return counts

    def counts_by_place(self, plan: str, start: date, known: date) -> dict[tuple[str, ...], int]:
        """Return the same for each place: entries that count in all the series that it names."""
        statement = (
            select(PLACES.c.series, func.sum(CELLS.c.entries))
            .join_from(PLACES, CELLS, PLACES.c.id == CELLS.c.place)
            .where(PLACES.c.plan == plan, CELLS.c.known <= known, CELLS.c.start <= start)
            .group_by(PLACES.c.id)
        )
        return {series_in(place): entries for place, entries in self._connection.execute(statement)}

    def pipelines(self, plan: str, day: date) -> dict[str, Pipeline]:
        """Return what of each series is announced and has not begun, as known by the end of *day*."""
        return pipelines(self._connection, plan, day)

    def gaps(self, plan: str, series: str, first: date, last: date) -> Sequence[tuple[date, float]]:
        """Return the evaluated days from *first* to *last*, each with the gap of *series* on it."""
        one = EVALUATIONS.c
        gap = one.known + one.pace * (one.expected - one.expected_known) - one.expected
        of = (one.plan == plan, one.series == series, one.day.between(first, last))
        return [(day, value) for day, value in self._connection.execute(select(one.day, gap).where(*of))]

    def feeds(self) -> dict[str, int]:
        """Return when the newest of what each office sent became known (microseconds)."""
        newest = select(FEEDS.c.office, func.max(FEEDS.c.heard).label("newest")).group_by(FEEDS.c.office)
        return {row.office: row.newest for row in self._connection.execute(newest)}

    def heard(self, through: date) -> Sequence[tuple[str, date]]:
        """Return the offices with the days up to *through* on which something of them became known."""
        rows = self._connection.execute(select(FEEDS.c.office, FEEDS.c.day).where(FEEDS.c.day <= through))
        return [(office, day) for office, day in rows]

    def reports(self, plan: str, through: date) -> Iterator[Report]:
        """Yield by how much the count of each place changed on each day up to *through*, whenever entries began."""
        places = self._places(plan)
        statement = (
            select(CELLS.c.place, CELLS.c.known, func.sum(CELLS.c.entries))
            .join_from(PLACES, CELLS, PLACES.c.id == CELLS.c.place)
            .where(PLACES.c.plan == plan, CELLS.c.known <= through)
            .group_by(CELLS.c.place, CELLS.c.known)
        )
        for place, known, entries in self._connection.execute(statement):
            yield Report(places[place], known, entries)

    def feed_days(self, plan: str, day: date) -> Sequence[FeedDay]:
        """Return what was heard of each office by the end of the evaluated *day*."""
        columns = FEED_DAYS.c
        statement = select(FEED_DAYS).where(columns.plan == plan, columns.day == day).order_by(columns.office)
        return [feed_day_of(dict(row)) for row in self._connection.execute(statement).mappings()]

    def reporting(self, plan: str) -> ReportingPace | None:
        """Return what planning last said of how late entries of *plan* become known."""
        row = self._connection.execute(select(REPORTING).where(REPORTING.c.plan == plan)).mappings().first()
        return ReportingPace.model_validate(dict(row)) if row else None

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

    def last_evaluations(self, plan: str, series: Collection[str]) -> dict[str, Evaluation]:
        """Return the newest evaluation of each of *series*, as far as there is one."""
        columns = EVALUATIONS.c
        wanted = (columns.plan == plan, columns.series.in_(series))
        newest = select(columns.series, func.max(columns.day).label("day")).where(*wanted).group_by(columns.series)
        last = newest.subquery()
        same = (columns.series == last.c.series) & (columns.day == last.c.day)
        rows = self._connection.execute(select(EVALUATIONS).join(last, same).where(columns.plan == plan))
        return {row["series"]: evaluation_of(dict(row)) for row in rows.mappings()}

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
