"""The journal, to look at."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from services.intake.domain.candidate import Candidate, Outcome, identity_of, settle
from services.intake.domain.fate import fate_of
from services.intake.ports import Page, Record
from services.intake.storage.away import saying_away
from services.intake.storage.journal import ACCEPTED, known
from services.intake.storage.marks import read_marks
from services.intake.storage.tables import VerdictRow
from shared.storage import Database, table

_VERDICT = table(VerdictRow)
_FIND = (
    select(ACCEPTED.c.sequence, ACCEPTED.c.body, _VERDICT.c.result, _VERDICT.c.reason)
    .outerjoin(_VERDICT, _VERDICT.c.sequence == ACCEPTED.c.sequence)
    .where(ACCEPTED.c.identity == bindparam("which"))
)
_PAGE = (
    select(ACCEPTED.c.body)
    .where(ACCEPTED.c.sequence > bindparam("after"))
    .order_by(ACCEPTED.c.sequence)
    .limit(bindparam("most"))
)


class SqlArchive:
    """Reads the table ``accepted``."""

    def __init__(self, database: Database) -> None:
        """Read *database*."""
        self._database = database

    async def compare(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Return what would become of *candidates*."""
        with saying_away():
            return await self._database.read(
                lambda connection: settle(candidates, known(connection, candidates), 0).outcomes
            )

    async def find(self, source: str, event_id: str) -> Record | None:
        """Return the event that *source* and *event_id* name, or None when it was never accepted."""
        with saying_away():
            return await self._database.read(_find, identity_of(source, event_id))

    async def page(self, after: int, limit: int) -> Page:
        """Return up to *limit* messages with a sequence higher than *after*."""
        with saying_away():
            return await self._database.read(_page, after, limit)


def _find(connection: Connection, identity: str) -> Record | None:
    row = connection.execute(_FIND, {"which": identity}).one_or_none()
    if row is None:
        return None
    return Record(row.sequence, row.body, fate_of(row.sequence, read_marks(connection), row.result, row.reason))


def _page(connection: Connection, after: int, limit: int) -> Page:
    messages = connection.scalars(_PAGE, {"after": after, "most": limit}).all()
    return Page(messages, read_marks(connection).accepted)
