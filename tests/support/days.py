"""A plan that owes one entry a working day, and a clock that a test moves: what monitoring makes of it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from services import monitoring
from services.monitoring.domain.history import Alert, Change, alerts_of
from services.monitoring.storage.memory import SqlMemory, writing
from services.monitoring.storage.records import EVALUATIONS, reading
from services.monitoring.use_cases import play_due_days, record_fulfilment, take_up_plans
from shared.calendar import WorkingDays
from shared.clock import BERLIN
from shared.events import Cell, FulfilmentCounted, PlannedSeries, PlanPublished
from shared.migrate import migrate
from shared.storage import Database

_MIGRATIONS = Path(monitoring.__file__).parent / "migrations"


def working_days(first: date, last: date) -> list[date]:
    """Return the working days of Saxony-Anhalt from *first* to *last*."""
    return list(WorkingDays("ST", frozenset()).between(first, last))


def even_plan(year: int) -> PlanPublished:
    """Return a plan of *year* with one series, of which everything is known at once."""
    days = working_days(date(year, 1, 1), date(year, 12, 31))
    series = PlannedSeries(
        id="entries",
        title={"de": "Eintritte", "en": "Entries"},
        tier=1,
        employed=None,
        source=None,
        target=len(days),
        daily=dict.fromkeys(days, 1.0),
    )
    return PlanPublished(
        plan="even",
        plan_version=1,
        year=year,
        valid_from=date(year, 1, 1),
        recordedtime=datetime(year, 1, 1, tzinfo=UTC),
        district="D",
        district_title="District",
        offices={"A": "Amt"},
        sectors={},
        subdivision="ST",
        closed_days=[],
        completeness=[1.0],
        series=[series],
    )


class Year:
    """A database of monitoring, and the clock by which it ticks."""

    def __init__(self, url: str, year: int) -> None:
        """Make the tables at *url* for the even plan of *year*."""
        migrate("monitoring", url, _MIGRATIONS)
        self.database = Database(url, "monitoring")
        self._writing, self._reading = writing(self.database), reading(self.database)
        self._year = year
        self._now = datetime(year, 1, 1, tzinfo=UTC)

    async def begin(self, entries: Iterable[date]) -> None:
        """Keep the plan, and that an entry began and was known on each day of *entries*."""
        await take_up_plans([even_plan(self._year)], self._writing)
        cells = [Cell(0, day, day, 1, 1) for day in entries]
        await record_fulfilment([FulfilmentCounted(plan="even", places=[["entries"]], cells=cells)], self._writing)

    async def tick(self, now: datetime) -> None:
        """Look at the clock, which shows *now*."""
        self._now = now
        await play_due_days("even", self._writing, lambda: self._now)

    async def evaluated(self) -> list[date]:
        """Return the days that are evaluated."""
        days = select(EVALUATIONS.c.day).distinct().order_by(EVALUATIONS.c.day)
        return await self.database.read(lambda connection: list(connection.scalars(days)))

    async def changes(self) -> set[str]:
        """Return what became of alerts as it is known now."""
        return {change.id for change in await self._reading(lambda records: records.changes("even"))}

    async def open(self) -> set[str]:
        """Return the alerts that stand."""
        return _open(alerts_of(await self._reading(lambda records: records.changes("even"))))

    async def told(self) -> Sequence[Change]:
        """Return what others were told."""
        return await self.database.read(lambda connection: SqlMemory(connection).announced("even"))

    async def told_open(self) -> set[str]:
        """Return the alerts that others take for open."""
        return _open(alerts_of(await self.told()))


def _open(alerts: Iterable[Alert]) -> set[str]:
    return {alert.id for alert in alerts if alert.resolved_on is None}


def midnight(day: date, *, after: timedelta = timedelta(seconds=1)) -> datetime:
    """Return the moment at which *day* has begun in Berlin, and a little later."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC) + after
