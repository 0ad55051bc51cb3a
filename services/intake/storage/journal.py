"""The journal of accepted events: numbered without gaps, in the order in which they are published."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Insert, bindparam, insert, select

from services.intake.domain.candidate import Candidate, Kept, Outcome, settle
from services.intake.ports import JournalFull
from services.intake.storage.away import saying_away
from services.intake.storage.marks import MARK, at_mark, move_up
from services.intake.storage.tables import AcceptedRow
from shared.clock import Clock, micros
from shared.crash import crash_point
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import Database, table

ACCEPTED = table(AcceptedRow)
# The lock comes first: what another replica commits meanwhile must be seen by the look-up.
_LOCK = select(MARK.c.sequence, at_mark("published")).where(MARK.c.name == "accepted").with_for_update(of=MARK)
# Not a join with the rows that are handed over: without statistics PostgreSQL reads the whole journal for it.
_KNOWN = select(ACCEPTED.c.identity, ACCEPTED.c.fingerprint).where(
    ACCEPTED.c.identity.in_(bindparam("identities", expanding=True))
)
_COLUMNS = list(ACCEPTED.c)


class SqlJournal:
    """Keeps events in the table ``accepted``."""

    def __init__(self, database: Database, wall: Clock, limit: int) -> None:
        """Write to *database*, as long as no more than *limit* events wait for publication; *wall* is the machine's."""
        self._database = database
        self._wall = wall
        self._limit = limit

    async def keep(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Commit what is new among *candidates* and return what became of each."""
        crash_point("intake.before-journal")
        with saying_away():
            outcomes = await self._database.write(self.keep_within, candidates)
        crash_point("intake.after-commit")
        return outcomes

    def keep_within(self, connection: Connection, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        """Keep what is new among some thousand *candidates* as a part of a transaction; it has the journal then."""
        last, published = connection.execute(_LOCK).one()
        settlement = settle(candidates, known(connection, candidates), last)
        if settlement.new:
            newest = settlement.new[-1].sequence
            if newest - published > self._limit:
                raise JournalFull
            rows = _rows(settlement.new, micros(self._wall()))
            connection.execute(_insert(connection), parameters(rows))
            move_up(connection, "accepted", newest)
            crash_point("intake.in-journal")
        return settlement.outcomes


def known(connection: Connection, candidates: Iterable[Candidate]) -> dict[str, str]:
    """Return the fingerprints of those of *candidates* that were accepted, by identity."""
    identities = list({candidate.identity for candidate in candidates})
    rows = connection.execute(_KNOWN, {"identities": identities})
    return {row.identity: row.fingerprint for row in rows}


@built_once
def _insert(connection: Connection) -> Insert:
    return insert(ACCEPTED).from_select(_COLUMNS, rows_as_table(connection, _COLUMNS))


def _rows(new: Iterable[Kept], accepted_at: int) -> list[tuple[object, ...]]:
    return [
        (
            kept.sequence,
            kept.candidate.identity,
            kept.candidate.fingerprint,
            kept.candidate.type,
            accepted_at,
            kept.candidate.message(kept.sequence),
        )
        for kept in new
    ]
