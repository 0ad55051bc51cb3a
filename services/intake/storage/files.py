"""What monthly files have said, and their receipts; both are written with the events that a file leads to."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select

from services.intake.domain.candidate import Outcome
from services.intake.domain.filed import Filed, Month
from services.intake.domain.holding_back import LastFile
from services.intake.ports import IdsTaken, ImportReceipt, Overtaken, Standing, StillFiled, Taken
from services.intake.storage.away import saying_away
from services.intake.storage.journal import SqlJournal
from services.intake.storage.tables import FiledRow, ImportRow
from shared.clock import from_micros, micros
from shared.crash import crash_point
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import Database, insert_into, table

_FILED = table(FiledRow)
_IMPORT = table(ImportRow)
_COLUMNS = list(_FILED.c)
_KEY = ["office", "entry_id"]
_AT_ONCE = 2_000
_OF_OFFICE = select(_FILED.c.entry_id, *(_FILED.c[name] for name in Filed._fields)).where(
    _FILED.c.office == bindparam("office")
)
_NUMBER = (
    select(_IMPORT.c.number).where(_IMPORT.c.office == bindparam("office")).order_by(_IMPORT.c.number.desc()).limit(1)
)
_LAST = (
    select(_IMPORT.c.month, _IMPORT.c.digest)
    .where(_IMPORT.c.office == bindparam("office"), _IMPORT.c.year == bindparam("year"))
    .order_by(_IMPORT.c.number.desc())
    .limit(1)
)


class SqlFiles:
    """Keeps the tables ``filed`` and ``import``, and what is new in *journal*'s table."""

    def __init__(self, database: Database, journal: SqlJournal) -> None:
        """Write to *database*, where *journal* keeps its events too."""
        self._database = database
        self._journal = journal

    async def standing(self, office: str, year: int) -> Standing:
        """Return what the files of *office* have said, and which was the last one of *year*."""
        with saying_away():
            return await self._database.read(_standing, office, year)

    async def data_of(self, office: str, entries: Sequence[str]) -> dict[str, str]:
        """Return the last known state of *entries*, as JSON without a revision."""
        with saying_away():
            return await self._database.read(_data_of, office, entries)

    async def keep(self, taken: Taken) -> None:
        """Commit the events of a file, what it said, and its receipt, all or nothing.

        Raises :class:`Overtaken`, :class:`IdsTaken`, and what the journal raises.
        """
        with saying_away():
            await self._database.write(self._keep, taken)
        crash_point("intake.after-import")

    async def receipts(self, office: str | None, limit: int) -> Sequence[ImportReceipt]:
        """Return the newest receipts, of one office or of all."""
        with saying_away():
            return await self._database.read(_receipts, office, limit)

    def _keep(self, connection: Connection, taken: Taken) -> None:
        receipt = taken.receipt
        self._journal.keep_within(connection, ())  # it is ours from here on: nobody else can take a file now
        if (connection.scalar(_NUMBER, {"office": receipt.office}) or 0) != receipt.number - 1:
            raise Overtaken
        for candidates in _helpings(taken.events):
            if Outcome.ID_REUSED in self._journal.keep_within(connection, candidates):
                raise IdsTaken
        for rows in _helpings(taken.filed):
            given = [_row(receipt.office, said) for said in rows]
            connection.execute(_upsert(connection), parameters(given))
        connection.execute(insert(_IMPORT).values(_written(receipt)))
        crash_point("intake.in-import")


def _helpings(everything: Iterable[Any]) -> Iterable[Sequence[Any]]:
    rest = iter(everything)
    return iter(lambda: tuple(islice(rest, _AT_ONCE)), ())


def _standing(connection: Connection, office: str, year: int) -> Standing:
    rows = connection.execute(_OF_OFFICE, {"office": office})
    filed = {entry_id: Filed(*row) for entry_id, *row in rows}
    last = connection.execute(_LAST, {"office": office, "year": year}).one_or_none()
    return Standing(
        number=connection.scalar(_NUMBER, {"office": office}) or 0,
        last=LastFile(Month(year, last.month), last.digest) if last else None,
        filed=filed,
    )


def _data_of(connection: Connection, office: str, entries: Sequence[str]) -> dict[str, str]:
    found = connection.execute(_data(connection), {"office": office} | parameters([(entry,) for entry in entries]))
    return {row.entry_id: row.data for row in found}


@built_once
def _data(connection: Connection) -> Select[Any]:
    given = rows_as_table(connection, [_FILED.c.entry_id]).subquery()
    chosen = select(_FILED.c.entry_id, _FILED.c.data).join(given, _FILED.c.entry_id == given.c.entry_id)
    return chosen.where(_FILED.c.office == bindparam("office"))


@built_once
def _upsert(connection: Connection) -> Any:  # noqa: ANN401 - an insert of one dialect or the other
    statement = insert_into(connection, _FILED).from_select(_COLUMNS, rows_as_table(connection, _COLUMNS))
    fresh = {column.name: statement.excluded[column.name] for column in _COLUMNS if column.name not in _KEY}
    return statement.on_conflict_do_update(index_elements=_KEY, set_=fresh)


def _row(office: str, said: StillFiled) -> tuple[object, ...]:
    filed = said.filed._asdict() | {"office": office, "entry_id": said.entry_id, "data": said.data}
    return tuple(filed[column.name] for column in _COLUMNS)


def _written(receipt: ImportReceipt) -> dict[str, object]:
    return {
        "office": receipt.office,
        "number": receipt.number,
        "year": receipt.month.year,
        "month": receipt.month.number,
        "known": micros(receipt.known),
        "imported_at": micros(receipt.imported_at),
        "key": receipt.key,
        "digest": receipt.digest,
        "confirmed": receipt.confirmed,
        "counts": dict(receipt.counts),
    }


def _receipts(connection: Connection, office: str | None, limit: int) -> list[ImportReceipt]:
    chosen = select(_IMPORT).order_by(_IMPORT.c.imported_at.desc(), _IMPORT.c.number.desc()).limit(limit)
    rows = connection.execute(chosen if office is None else chosen.where(_IMPORT.c.office == office))
    return [
        ImportReceipt(
            office=row.office,
            number=row.number,
            month=Month(row.year, row.month),
            known=from_micros(row.known),
            imported_at=from_micros(row.imported_at),
            key=row.key,
            digest=row.digest,
            confirmed=row.confirmed,
            counts=row.counts,
        )
        for row in rows
    ]
