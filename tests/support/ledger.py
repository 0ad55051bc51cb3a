"""Planning's books in a real database, without streams and HTTP."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import services
from services.kurs.plan_file import read_plan_file
from services.planning.arriving.arrivals import KINDS, read_arrivals
from services.planning.board.board import View, entries_of, potential_of
from services.planning.board.presentation import present_board
from services.planning.plan.document import read_plan
from services.planning.storage.plans import PlanShelf
from services.planning.use_cases import publish_plan, record
from shared.bus.delivery import Delivery
from shared.migrate import migrate
from shared.storage import Database
from tests.support.reference import ROOT

PLAN_2026 = ROOT / "deploy/plans/plan-2026.yaml"
LONG_AFTER = datetime(2027, 8, 20, 12, tzinfo=UTC)


class Books:
    """Records events in batches and reads the board, each in a transaction of its own."""

    def __init__(self, url: str) -> None:
        """Migrate the database at *url* and open it."""
        migrate("planning", url, Path(services.__path__[0]) / "planning" / "migrations")
        self.database = Database(url, "planning")
        self.shelf = PlanShelf()

    async def publish(self, file: Path = PLAN_2026) -> None:
        """Publish the plan in *file*."""
        await self.database.write(publish_plan, self.shelf, read_plan(read_plan_file(file)), 1)

    async def record(self, events: Iterable[dict[str, Any]], batch: int = 500) -> Counter[str]:
        """Record *events* in their order, *batch* at a time, and return what became of them."""
        outcome: Counter[str] = Counter()
        numbered = [{**event, "sequence": number} for number, event in enumerate(events, 1)]
        for first in range(0, len(numbered), batch):
            for kind in KINDS:
                chosen = [e for e in numbered[first : first + batch] if e["type"].startswith(kind.name + ".")]
                messages = [Delivery(f"{event['sequence']}-0", json.dumps(event).encode()) for event in chosen]
                arrivals = read_arrivals(kind, messages)
                outcome += await self.database.write(record, self.shelf, arrivals, LONG_AFTER)
        return outcome

    async def board(self, on: date, before: datetime, plan: str | None = None) -> dict[str, Any]:
        """Return the board of *on* with what was known before *before*, as the API answers."""

        def answered(connection: Connection) -> dict[str, Any]:
            book = self.shelf.book(connection)
            view = View(book.in_force(on, plan)[0], on, before, LONG_AFTER)
            tally, held = entries_of(connection, book, view), potential_of(connection, book, view)
            return present_board(view, tally, held, months=True, language="de").model_dump(mode="json")

        return await self.database.read(answered)
