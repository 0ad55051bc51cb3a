"""A plan's year as a time line: what each working day ends with, what people do, and who is told what."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnClause, Connection, Engine, literal_column, select

from services.monitoring.alerts import handling
from services.monitoring.alerts.cases import Case, cases_of
from services.monitoring.domain.alerts import NOTHING_YET, THRESHOLDS, Kind, observe
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.handling import State
from services.monitoring.domain.history import Change
from services.monitoring.domain.notices import AlertNotice
from services.monitoring.domain.replay import Played
from services.monitoring.reading import plan_of
from services.monitoring.storage.memory import SqlMemory
from services.monitoring.storage.notifications import NOTICES, NOTIFICATIONS, read
from services.monitoring.storage.tables import OutboxRow
from services.monitoring.use_cases import _announce
from shared.calendar import WorkingDays
from shared.clock import end_of
from shared.events import AlertChanged, Escalation, Managers, Person
from shared.storage import table
from tests.support.sample_year import PLAN, sample_plan
from tests.unit.monitoring.examples import e2

FINE = {"pace_probability": 0.5, "chance95": 0.5}
WARNING = {"pace_probability": 0.005, "chance95": 0.1}
CRITICAL = {"pace_probability": 0.001, "chance95": 0.01}
REACHED = FINE | {"known": 900}
FEW = WARNING | {"known": 2}
Condition = Mapping[str, float]

_E2 = e2()
SERIES = ("entries", "sector/health", "sector/it")
FIRST = date(2026, 3, 2)
DAYS = tuple(WorkingDays("ST").between(FIRST, date(2026, 12, 31)))

PEOPLE = (
    Person(name="Leitung", mail="leitung@example.org", series=("entries",)),
    Person(name="Gesundheit", mail="gesundheit@example.org", series=("sector/health",)),
    Person(name="Controlling", mail="controlling@example.org", series=("*",)),
    Person(name="Vorstand", mail="vorstand@example.org"),
)

T = TypeVar("T")
Told = tuple[str, str, str]
"""Who was told that what happened to the pace alert of which series."""


class TimeLine:
    """Working days are counted from 2 March 2026, which is day 1; a day is judged right after its end.

    Every tick takes back and plays the whole year again, as late knowledge would have it.
    """

    def __init__(self, engine: Engine, *, after_working_days: int = 5) -> None:
        """Keep a plan of a total and two sectors within it at *engine*, whose tables are empty."""
        self._engine = engine
        self._conditions: dict[tuple[int, str], Condition] = {}
        self._now = dict[str, Condition](dict.fromkeys(SERIES, FINE))
        self._last = 0
        self._heard = 0
        escalation = Escalation(after_working_days=after_working_days, to="Vorstand")
        managers = Managers(people=PEOPLE, escalation=escalation)
        found = {one.id: one for one in sample_plan().series}
        series = [found[id_].model_copy(update={"within": None if id_ == "entries" else "entries"}) for id_ in SERIES]
        event = sample_plan().model_copy(update={"managers": managers, "series": series})
        self.plan = plan_of(event)
        self.run(lambda memory: memory.take_up(event))

    def run(self, work: Callable[[SqlMemory], T]) -> T:
        """Return what *work* returns in a transaction of its own."""
        with self._engine.begin() as connection:
            return work(SqlMemory(connection))

    @property
    def today(self) -> date:
        """The day after the last completed one."""
        return (DAYS[self._last - 1] if self._last else FIRST - timedelta(days=1)) + timedelta(days=1)

    def at(self, day: int, *, stopped: bool = False, **conditions: Condition) -> None:
        """Let the working days end up to *day*, which and after which the *conditions* hold; *stopped*: unplayed."""
        while self._last < day:
            self._last += 1
            if self._last == day:
                self._now |= {SERIES[("entries", "health", "it").index(name)]: one for name, one in conditions.items()}
            self._conditions |= {(self._last, series): self._now[series] for series in SERIES}
            if not stopped:
                self.tick()

    def turns_out(self, first: int, last: int, condition: Condition, series: str = "entries") -> None:
        """Learn late that the *condition* held from one day to another, and judge them again."""
        self._conditions |= {(day, series): condition for day in range(first, last + 1)}
        self.tick()

    def tick(self) -> None:
        """Judge every day that is over."""
        with self._engine.begin() as connection:
            self.tick_on(connection)

    def tick_on(self, connection: Connection) -> None:
        """Do so on *connection*."""
        memory, now = SqlMemory(connection), end_of(DAYS[self._last - 1]) + timedelta(seconds=1)
        memory.hold(PLAN)
        memory.take_back(PLAN, None)
        memory.keep(PLAN, self._played(), DAYS[self._last - 1])
        _announce(self.plan, memory, now)

    def _played(self) -> Played:
        played = Played([], [])
        for series in SERIES:
            standing, tier = NOTHING_YET, 1 if series == "entries" else 2
            for number in range(1, self._last + 1):
                evaluation = self._evaluation(series, number)
                standing, steps = observe(standing, evaluation.figures, THRESHOLDS[tier])
                played.evaluations.append(replace(evaluation, standing=standing))
                what = [(one.kind, one.turn, one.severity, evaluation.day, one.since, one.cause) for one in steps]
                played.changes.extend(Change(PLAN, 1, series, *one) for one in what)
        return played

    def _evaluation(self, series: str, number: int) -> Evaluation:
        figures: dict[str, Any] = {"series": series, "day": DAYS[number - 1], **self._conditions[number, series]}
        return replace(_E2, **figures)

    def cases(self, series: str = "entries", kind: Kind = Kind.PACE) -> list[Case]:
        """Return the alerts of *series*, the oldest first."""
        found = self.run(lambda memory: list(cases_of(memory, self.plan)))
        return [case for case in found if case.alert.subject == (series, kind)]

    def case(self, series: str = "entries", kind: Kind = Kind.PACE) -> Case:
        """Return the newest alert of *series*."""
        return self.cases(series, kind)[-1]

    def state(self, series: str = "entries") -> State:
        """Return how the newest pace alert of *series* is handled."""
        return self.case(series).handling(self.today).state

    def acknowledge(self, series: str = "entries", *, until: date | None = None, who: str = "A. Beck") -> None:
        """Acknowledge the pace alert of *series*."""
        id_ = self.case(series).alert.id
        self.run(lambda memory: handling.acknowledge(memory, id_, who, "", until, self.moment))

    def snooze(self, series: str = "entries", *, until: date) -> None:
        """Snooze the pace alert of *series*."""
        id_ = self.case(series).alert.id
        self.run(lambda memory: handling.snooze(memory, id_, "A. Beck", "Kurs beginnt spaeter", until, self.moment))

    def reopen(self, series: str = "entries") -> None:
        """Reopen the pace alert of *series*."""
        id_ = self.case(series).alert.id
        self.run(lambda memory: handling.reopen(memory, id_, "A. Beck", "", self.moment))

    def note(self, text: str, series: str = "entries") -> None:
        """Write a note to the pace alert of *series*."""
        id_ = self.case(series).alert.id
        self.run(lambda memory: handling.note(memory, id_, "A. Beck", text, self.moment))

    @property
    def moment(self) -> datetime:
        """A morning of today."""
        return datetime(self.today.year, self.today.month, self.today.day, 8, tzinfo=UTC)

    def told(self) -> set[Told]:
        """Return what people were told of pace alerts since this was asked last."""
        told = [(person, change.turn.value, change.series) for person, change in self.all_told()]
        new, self._heard = told[self._heard :], len(told)
        return set(new)

    def notices(self) -> list[AlertNotice]:
        """Return everything that was told."""
        rows = self.run(lambda memory: memory._connection.execute(select(NOTICES.c.kind, NOTICES.c.body)).all())  # noqa: SLF001 - only tests read it
        return [notice for notice in (read(*row) for row in rows) if isinstance(notice, AlertNotice)]

    def all_told(self) -> list[tuple[str, Change]]:
        """Return who was told of what became of pace alerts, in the order in which it was queued."""
        notices = {one.change.id: one.change for one in self.notices()}
        columns = (NOTIFICATIONS.c.notice, NOTIFICATIONS.c.person)
        order: ColumnClause[int] = literal_column("rowid")  # the order of insertion, as SQLite keeps it
        rows = self.run(lambda memory: memory._connection.execute(select(*columns).order_by(order)).all())  # noqa: SLF001 - as above
        return [(person, notices[notice]) for notice, person in rows if notices[notice].kind is Kind.PACE]

    def facts(self) -> list[AlertChanged]:
        """Return what was published about pace alerts."""
        column = table(OutboxRow).c
        bodies = self.run(lambda memory: memory._connection.scalars(select(column.body).order_by(column.id)).all())  # noqa: SLF001 - as above
        return [fact for fact in map(AlertChanged.model_validate_json, bodies) if fact.kind == "pace"]
