"""The canary of the journal: one at a time, behind everything that waits, with no place in the journal itself.

Two marks say how many there were and how many of them are published: nothing grows by them.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select, update

from services.intake.storage.marks import MARK, at_mark, fall_back, marked, move_up
from shared.bus.relay import Outgoing
from shared.clock import Clock, from_micros, micros
from shared.events import CanarySent
from shared.storage import Database
from shared.streams import ENTRIES

EVERY = timedelta(minutes=5)
"""So often a canary is sent (design of reliability, section 5)."""

_SENT, _PUBLISHED = "canary", "canary_published"


def _is_due() -> ColumnElement[bool]:
    # One that still waits stays: its age tells for how long the chain stands still. One of a far future is of a clock
    # that was put back since; replicas' clocks differ by less.
    others_time = or_(MARK.c.said_at <= bindparam("before"), MARK.c.said_at > bindparam("beyond"))
    return and_(MARK.c.name == _SENT, MARK.c.sequence == at_mark(_PUBLISHED), others_time)


_DUE = select(MARK.c.name).where(_is_due())
_PUT = update(MARK).where(_is_due()).values(sequence=MARK.c.sequence + 1, said_at=bindparam("at"))
_WAITING = select(MARK.c.sequence, MARK.c.said_at).where(MARK.c.name == _SENT, MARK.c.sequence > at_mark(_PUBLISHED))
_SENT_AT = select(MARK.c.said_at).where(MARK.c.name == _SENT)


class SqlCanaries:
    """Puts canaries: however many replicas look, one in *every* so long."""

    def __init__(self, database: Database, wall: Clock, every: timedelta = EVERY) -> None:
        """Write to *database*; *wall* is the machine's clock."""
        self._database = database
        self._wall = wall
        self._every = every

    async def put(self) -> bool:
        """Let a canary wait for publication if one is due, and say whether."""
        now = self._wall()
        times = {"before": micros(now - self._every), "beyond": micros(now + self._every)}
        if not await self._database.read(lambda connection: connection.execute(_DUE, times).first()):
            return False
        put = {**times, "at": micros(now)}
        return await self._database.write(lambda connection: connection.execute(_PUT, put).rowcount > 0)

    async def sent_at(self) -> datetime | None:
        """Return when the newest canary was put, or None before the first."""
        moment: int | None = await self._database.read(lambda connection: connection.scalar(_SENT_AT))
        return from_micros(moment) if moment else None


def canaries_waiting(connection: Connection) -> list[Outgoing]:
    """Return the canary that is not yet published, if there is one; its number is below zero."""
    return [
        Outgoing(-number, ENTRIES.name, CanarySent(at=from_micros(at)).model_dump_json().encode())
        for number, at in connection.execute(_WAITING)
    ]


def canary_published(connection: Connection, canary: Outgoing) -> None:
    """Note that *canary* is on its stream."""
    move_up(connection, _PUBLISHED, -canary.number)


def publish_canary_again(connection: Connection) -> None:
    """Let the newest canary wait again."""
    number: int = connection.scalar(marked(_SENT))
    fall_back(connection, _PUBLISHED, max(1, number) - 1)
