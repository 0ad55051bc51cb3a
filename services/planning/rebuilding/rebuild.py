"""Planning's read models anew from the journal, beside the running service, and over in one transaction.

The new books grow in a database of their own. Then the running service is kept waiting while the journal's newest
events are added, what differs is moved over, and what differs in the counts is announced.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, event, insert, select, text
from sqlalchemy.engine import URL, make_url

from services.planning.arriving.arrivals import KINDS, read_arrivals
from services.planning.arriving.verdicts import announce_all
from services.planning.rebuilding.moving_over import go_on_numbering, move_over
from services.planning.storage.places import PLACE
from services.planning.storage.plans import PlanShelf, hold
from services.planning.storage.tables import PlanRow
from services.planning.use_cases import record
from shared.bus.delivery import Delivery
from shared.clock import Clock
from shared.migrate import migrate
from shared.storage import engine_for, table

SCHEMA = "planning"
SHADOW = "planning_rebuild"
_MIGRATIONS = Path(__file__).parent.parent / "migrations"
_KINDS = {kind.name: kind for kind in KINDS}
_TO_COPY = (table(PlanRow), PLACE)

Page = Sequence[bytes]
"""Messages of the journal, in its order."""


class Rebuild:
    """New books beside the old ones of one database."""

    def __init__(self, url: str, wall: Clock) -> None:
        """Begin empty books beside those at *url*, with the same plans; *wall* is the machine's clock."""
        self._live = make_url(url)
        self._wall = wall
        self._shelf = PlanShelf()
        self._shadow_url = _shadow_of(self._live)
        self.sequence = 0
        """The journal's newest event that the new books hold."""
        self.remove()
        migrate(SHADOW, self._shadow_url.render_as_string(hide_password=False), _MIGRATIONS)
        self._shadow = engine_for(self._shadow_url, SHADOW)
        self._copy_plans()

    def _copy_plans(self) -> None:
        live = engine_for(self._live, SCHEMA, "BEGIN")
        with live.begin() as old, self._shadow.begin() as new:
            for one in _TO_COPY:
                if rows := [dict(row) for row in old.execute(select(one)).mappings()]:
                    new.execute(insert(one), rows)
            go_on_numbering(new, PLACE, SHADOW)
        live.dispose()

    def add(self, page: Page) -> None:
        """Record a page of the journal in the new books."""
        with self._shadow.begin() as connection:
            self._record(connection, page)

    def _record(self, connection: Connection, page: Page) -> None:
        numbered = [(orjson.loads(body), body) for body in page]
        # As on the streams: order holds within a kind, and what is of one kind is recorded together.
        for name, of_kind in groupby(sorted(numbered, key=_kind_of), key=_kind_of):
            deliveries = [Delivery("0-0", body) for _, body in of_kind]
            # What is no event lies in quarantine, and the quarantine stays as it is.
            record(connection, self._shelf, read_arrivals(_KINDS[name], deliveries), self._wall())
        if numbered:
            self.sequence = numbered[-1][0]["sequence"]

    def switch_over(self, rest: Callable[[int], Iterable[Page]]) -> int:
        """Add the *rest* of the journal after a sequence, make the new books the books; return how many counts differ.

        While this lasts the running service waits with what it would write, and answers as before.
        """
        self._shadow.dispose()
        with self._both() as engine, engine.begin() as live:
            hold(live)
            shadow = live.execution_options(schema_translate_map={None: SHADOW})
            for page in rest(self.sequence):
                self._record(shadow, page)
            live.execution_options(schema_translate_map={None: None if _on_sqlite(self._live) else SCHEMA})
            different = move_over(live, SHADOW)
            announce_all(live, self._wall())
        return different

    @contextmanager
    def _both(self) -> Iterator[Engine]:
        engine = engine_for(self._live, SCHEMA)
        if _on_sqlite(self._live):
            file = self._shadow_url.database
            event.listen(
                engine, "connect", lambda one, _: one.execute(f"ATTACH DATABASE ? AS {SHADOW}", (file,)).close()
            )
        try:
            yield engine
        finally:
            engine.dispose()

    def remove(self) -> None:
        """Delete the new books' own database: they were moved over, or given up."""
        if _on_sqlite(self._live):
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self._shadow_url.database}{suffix}").unlink(missing_ok=True)
            return
        engine = engine_for(self._live, SCHEMA)
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {SHADOW} CASCADE"))
        engine.dispose()


def _kind_of(numbered: tuple[dict[str, Any], bytes]) -> str:
    return str(numbered[0]["type"]).partition(".")[0]


def _on_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _shadow_of(url: URL) -> URL:
    return url.set(database=f"{url.database}.rebuild") if _on_sqlite(url) else url
