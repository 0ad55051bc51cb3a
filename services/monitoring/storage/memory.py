"""Changing what monitoring remembers: few statements, however many rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Date, Executable, Table, bindparam, case, delete, insert, or_, select, update

from services.monitoring.domain.alerts import Standing
from services.monitoring.domain.audience import Notification, Person
from services.monitoring.domain.deeds import Deed
from services.monitoring.domain.handling import Escalation
from services.monitoring.domain.history import Change
from services.monitoring.domain.notices import Notice
from services.monitoring.domain.replay import Played
from services.monitoring.ports import Memory, Writing
from services.monitoring.storage.counting import keep_cells, keep_heard
from services.monitoring.storage.deeds import escalation_of, keep
from services.monitoring.storage.mapping import change_row, evaluation_row, standing_of
from services.monitoring.storage.notifications import people_of, queue
from services.monitoring.storage.records import ANNOUNCED, CHANGES, EVALUATIONS, PLANS, PROGRESS, SqlRecords
from services.monitoring.storage.tables import OutboxRow, ProgressRow
from shared.bus.outbox import announce
from shared.events import AlertChanged, FulfilmentCounted, PlanPublished
from shared.rows import built_once
from shared.storage import Database, insert_into, table
from shared.streams import ALERTS

_P = ParamSpec("_P")
_T = TypeVar("_T")

_A_DAY = timedelta(days=1)


class SqlMemory(SqlRecords):
    """The records inside a writing transaction."""

    def take_up(self, plan: PlanPublished) -> bool:
        """Keep *plan* if it is newer than what is known, and let all its days be evaluated again."""
        row = {"plan": plan.plan, "version": plan.plan_version, "year": plan.year}
        new = insert_into(self._connection, PLANS).values(row | {"body": plan.model_dump_json().encode()})
        taken = self._connection.execute(
            new.on_conflict_do_update(
                index_elements=["plan"],
                set_={name: new.excluded[name] for name in ("version", "year", "body")},
                where=PLANS.c.version < new.excluded.version,
            ).returning(PLANS.c.plan)
        )
        if taken.first() is None:
            return False
        self._moved({plan.plan: date.min}, counted=False)
        return True

    def count(self, counted: Sequence[FulfilmentCounted]) -> int:
        """Keep cells that are newer than what is known; take evaluations from their first known day on as invalid."""
        taken = keep_cells(self._connection, counted)
        keep_heard(self._connection, counted)
        first: dict[str, date] = {}
        for plan, known in taken:
            first[plan] = min(known, first.get(plan, known))
        self._moved(first, counted=True)
        return len(taken)

    def _moved(self, first: dict[str, date], *, counted: bool) -> None:
        """Note that something arrived for plans, and that their evaluations no longer hold from those days on."""
        rows = [
            {"of": plan, "new": counted, "first": day, "before": day - _A_DAY if day > date.min else None}
            for plan, day in sorted(first.items())
        ]
        if rows:
            self._connection.execute(_move(self._connection), rows)

    def hold(self, plan: str) -> None:
        """Keep others from evaluating *plan* until the transaction ends."""
        self._connection.execute(select(PROGRESS.plan).where(PROGRESS.plan == plan).with_for_update())

    def standings(self, plan: str) -> dict[str, Standing]:
        """Return where each series stood after the newest evaluated day."""
        columns = EVALUATIONS.c
        day = self.newest_day(plan)
        rows = self._connection.execute(select(EVALUATIONS).where(columns.plan == plan, columns.day == day))
        return {row["series"]: standing_of(dict(row)) for row in rows.mappings()}

    def take_back(self, plan: str, after: date | None) -> None:
        """Forget the evaluations and what became of alerts after that day; None: from the beginning."""
        for records in (EVALUATIONS, CHANGES):
            later = [records.c.day > after] if after else []
            self._connection.execute(delete(records).where(records.c.plan == plan, *later))

    def keep(self, plan: str, played: Played, through: date | None) -> None:
        """Keep what was *played*; the evaluations hold up to *through*."""
        self._add(EVALUATIONS, [evaluation_row(plan, evaluation) for evaluation in played.evaluations])
        self._add(CHANGES, [change_row(change) for change in played.changes])
        self._connection.execute(update(table(ProgressRow)).where(PROGRESS.plan == plan).values(valid_through=through))

    def _add(self, records: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(records), rows)

    def announce(self, news: Sequence[tuple[Change, AlertChanged]]) -> None:
        """Remember the changes as told, and tell them once the transaction commits."""
        self._add(ANNOUNCED, [change_row(change) for change, _ in news])
        self.publish([event for _, event in news])

    def publish(self, events: Sequence[AlertChanged]) -> None:
        """Tell others *events* once the transaction commits."""
        announce(self._connection, table(OutboxRow), ALERTS, events)

    def do(self, deed: Deed) -> bool:
        """Add *deed* to the log, and say whether it is new."""
        return keep(self._connection, deed)

    def people(self, plan: str) -> Sequence[Person]:
        """Return whom the newest version of a plan names."""
        return people_of(self._connection, plan)

    def escalation(self, plan: str) -> Escalation | None:
        """Return when and to whom the newest version of a plan escalates what nobody acknowledges."""
        return escalation_of(self._connection, plan)

    def queue(self, notices: Mapping[str, Notice], notifications: Sequence[Notification]) -> None:
        """Keep what is to be told, by id, and to whom; what is queued already stays as it is."""
        queue(self._connection, notices, notifications)


@built_once
def _move(connection: Connection) -> Executable:
    first = {"plan": bindparam("of"), "revision": 1, "counted": bindparam("new"), "valid_through": None}
    new = insert_into(connection, table(ProgressRow)).values(first)
    no_longer = PROGRESS.valid_through >= bindparam("first", type_=Date)
    changed = {
        "revision": PROGRESS.revision + 1,
        "counted": or_(PROGRESS.counted, new.excluded.counted),
        "valid_through": case((no_longer, bindparam("before", type_=Date)), else_=PROGRESS.valid_through),
    }
    return new.on_conflict_do_update(index_elements=["plan"], set_=changed)


def writing(database: Database) -> Writing:
    """Return what runs writing transactions on *database*."""

    async def transaction(work: Callable[Concatenate[Memory, _P], _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await database.write(lambda connection: work(SqlMemory(connection), *args, **kwargs))

    return transaction
