"""Two invented districts with plans for two years, and a plain fold that counts them once more."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete

from services.planning.answers import Board
from services.planning.board.board import entries_of, potential_of
from services.planning.board.presentation import present_board
from services.planning.closing.years import freeze_plan
from services.planning.plan.document import PlanDocument
from services.planning.questions import view_of
from services.planning.storage.audit import Act
from services.planning.storage.tables import PlanningTable
from services.planning.use_cases import publish_plan
from shared.keys import Caller
from tests.support.ledger import Books
from tests.support.reference import states_at

OFFICES = {"nord": ("N-1", "N-2"), "sued": ("S-1", "S-2")}
YEARS = (2026, 2027)
PLANS = [(district, year) for district in OFFICES for year in YEARS]
NOW = datetime(2028, 6, 1, 12, tzinfo=UTC)
FIRST_MONTHS = {1: 6, 2: 5, 3: 4, 4: 3, 5: 2, 6: 1, 7: 1, 8: 1, 9: 1, 10: 1, 11: 1, 12: 1}
DISTRICT = Caller("k-district", None, frozenset({"read", "manage"}))

Event = dict[str, Any]


def plan(district: str, year: int, **changes: Any) -> dict[str, Any]:
    """Return the plan of an invented district, as JSON holds it."""
    return {
        "plan": f"{district}-{year}",
        "district": {"code": district.upper(), "name": district.title()},
        "year": year,
        "version": 1,
        "valid_from": f"{year}-01-01",
        "reason": "Jahresplan",
        "offices": {office: f"Dienststelle {office}" for office in OFFICES[district]},
        "calendar": {"subdivision": "ST"},
        "sectors": {
            "sectors": {
                "it": {"de": "Informatik", "en": "Informatics", "kldb": ["43"]},
                "care": {"de": "Pflege", "en": "Care", "kldb": ["81", "82"]},
                "other": {"de": "Anderes", "en": "Other"},
            }
        },
        "targets": [
            {"id": "entries", "title": {"de": "Eintritte"}, "amount": 28, "counts": {"funding": "SGB3"}},
            {
                "id": "sector",
                "title": {"de": "Branche"},
                "within": "entries",
                "split_by": "sector",
                "weights": {"it": 3, "care": 1},
            },
        ],
        "phasing": {"months": FIRST_MONTHS},
        **changes,
    }


def entry(  # noqa: PLR0913 - the fields that matter
    id_: str,
    *,
    start: str,
    known: str,
    office: str = "N-1",
    revision: int = 1,
    status: Literal["planned", "started", "ended", "cancelled"] = "started",
    occupation: str | None = "43102",
) -> Event:
    """Return an event about an entry."""
    return {
        "specversion": "1.0",
        "version": 1,
        "type": "entry.corrected",
        "source": f"urn:office:{office.lower()}",
        "id": f"{id_}-{revision}-{known}",
        "time": known,
        "recordedtime": known,
        "data": {
            "entry_id": id_,
            "revision": revision,
            "status": status,
            "customer": "c_district_0000000001",
            "office": office,
            "funding": "SGB3",
            "customer_regime": "SGB2",
            "employed": False,
            "occupation": occupation,
            "sector": None,
            "start_date": start,
            "planned_end_date": None,
            "end_date": None,
            "outcome": None,
            "form": "adaptation",
            "delivery": "online",
            "hours": "full_time",
            "measure": None,
        },
    }


class Districts(Books):
    """Books of several districts and years."""

    async def publish_all(self) -> None:
        """Publish the plans of both districts for both years."""
        for of in PLANS:
            await self.publish_document(plan(*of))

    async def publish_document(self, document: dict[str, Any]) -> None:
        """Publish one plan."""
        await self.database.write(publish_plan, self.shelf, PlanDocument.model_validate(document), 1)

    async def forget_events(self) -> None:
        """Leave nothing but the plans, the marks, and the places, whose numbers keep their meaning for ever."""
        tables = [one for one in PlanningTable.metadata.sorted_tables if one.name not in {"plan", "mark", "place"}]
        await self.database.write(lambda connection: [connection.execute(delete(one)) for one in tables])

    async def ask(self, on: date, known: str | None = None, plan: str | None = None, now: datetime = NOW) -> Board:
        """Return a board as the API answers the district's key."""

        def answered(connection: Connection) -> Board:
            book = self.shelf.book(connection)
            view = view_of(book=book, caller=DISTRICT, now=now, on=on, known=known, plan=plan)
            tally, held = entries_of(connection, book, view), potential_of(connection, book, view)
            return present_board(view, tally, held, months=True, language="de")

        return await self.database.read(answered)

    async def freeze(self, plan_id: str, at: datetime, *, confirmed: bool = False) -> datetime:
        """Close the year of a plan."""
        act = Act(0, "k-district", "freeze", plan_id)
        return await self.database.write(freeze_plan, self.shelf, act, at, confirmed=confirmed)


def shown(board: Board) -> Counter[tuple[str, str]]:
    """Return a board's counts by (figure, series)."""
    figures = ("actual", "announced", "overdue")
    return +Counter({(name, one.id): getattr(one, name) for one in board.series for name in figures})


def fold(events: Iterable[Event], district: str, year: int, on: date, before: datetime) -> Counter[tuple[str, str]]:
    """Return the same by a plain fold over *events*."""
    counts: Counter[tuple[str, str]] = Counter()
    for state in states_at(events, before):
        start = date.fromisoformat(state["start_date"])
        if state["status"] == "cancelled" or start.year != year or state["office"] not in OFFICES[district]:
            continue
        begun = state["status"] in {"started", "ended"}
        if begun and start > on:
            continue
        figure = "actual" if begun else "announced" if start > on else "overdue"
        sector = {"4": "it", "8": "care"}.get((state["occupation"] or " ")[0], "other")
        office = state["office"]
        names = ("entries", f"sector/{sector}", f"office/{office}", f"sector/{sector}/office/{office}")
        counts.update((figure, name) for name in names)
    return counts
