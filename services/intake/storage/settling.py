"""What planning reports about accepted events."""

from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter

from sqlalchemy import Connection, bindparam, delete, select, update

from services.intake.domain.settled import Settled
from services.intake.storage.marks import MARK, fall_back, read_marks
from services.intake.storage.tables import VerdictRow
from shared.clock import micros
from shared.events import EventsSettled
from shared.storage import Database, insert_into, table

_VERDICT = table(VerdictRow)
# In the order of the names: two replicas that take reports at the same time wait for each other, not crosswise.
_LOCK = select(MARK).where(MARK.c.name.in_(["put_back", "settled"])).order_by(MARK.c.name).with_for_update()
_SET = update(MARK).where(MARK.c.name == bindparam("which")).values(sequence=bindparam("upto"), said_at=bindparam("at"))


class SqlSettling:
    """Keeps how far planning has come, and its verdicts."""

    def __init__(self, database: Database) -> None:
        """Write to *database*."""
        self._database = database

    async def take(self, reports: Collection[EventsSettled]) -> None:
        """Take up *reports*, whatever of them is known already or outdated."""
        await self._database.write(_take, reports)


def _take(connection: Connection, reports: Collection[EventsSettled]) -> None:
    before = after = _read(connection)
    accepted = read_marks(connection).accepted
    for report in sorted(reports, key=attrgetter("at")):
        # Beyond what was accepted nothing can be settled: a later event with that number would count as applied.
        after = after.after(min(report.upto, accepted), micros(report.at))
    if after != before:
        connection.execute(_SET, {"which": "settled", "upto": after.upto, "at": after.said_at})
    if after.put_back_at > before.put_back_at:
        connection.execute(_SET, {"which": "put_back", "upto": after.put_back_to, "at": after.put_back_at})
        fall_back(connection, "published", after.put_back_to)
        _forget_verdicts(connection, after)
    _keep_verdicts(connection, _verdicts(reports, after))


def _read(connection: Connection) -> Settled:
    put_back, settled = connection.execute(_LOCK).all()
    return Settled(settled.sequence, settled.said_at, put_back.sequence, put_back.said_at)


def _forget_verdicts(connection: Connection, settled: Settled) -> None:
    connection.execute(
        delete(_VERDICT).where(_VERDICT.c.sequence > settled.put_back_to, _VERDICT.c.said_at < settled.put_back_at)
    )


def _verdicts(reports: Iterable[EventsSettled], settled: Settled) -> Iterator[dict[str, object]]:
    newest = {
        verdict.sequence: {**verdict.model_dump(), "said_at": micros(report.at)}
        for report in sorted(reports, key=attrgetter("at"))
        for verdict in report.verdicts
        if settled.believes(verdict.sequence, micros(report.at))
    }
    return iter(newest.values())


def _keep_verdicts(connection: Connection, verdicts: Iterable[dict[str, object]]) -> None:
    rows = list(verdicts)
    if rows:
        statement = insert_into(connection, _VERDICT)
        new = statement.excluded
        later = statement.on_conflict_do_update(
            index_elements=[_VERDICT.c.sequence],
            set_={"result": new.result, "reason": new.reason, "said_at": new.said_at},
            where=new.said_at >= _VERDICT.c.said_at,
        )
        connection.execute(later, rows)
