"""Several districts and years in one installation: every entry counts in one plan at most, whatever happened."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from services.planning.storage.nowhere import Nowhere, listed
from services.planning.versions.recounting import recount
from shared.clock import from_micros, micros
from shared.web.problems import Problem
from tests.support.districts import NOW, OFFICES, PLANS, Districts, Event, entry, fold, plan, shown
from tests.support.reference import states_at

MOMENTS = st.integers(micros(datetime(2025, 12, 1, tzinfo=UTC)), micros(NOW) - 1).map(from_micros)
STARTS = st.dates(date(2025, 11, 1), date(2028, 2, 28))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Return revisions of a few entries over two years and two districts, in any order of arrival."""
    events: dict[tuple[str, int], Event] = {}
    for number in range(draw(st.integers(1, 6))):
        office = draw(st.sampled_from([one for of in OFFICES.values() for one in of]))
        for revision in range(1, draw(st.integers(1, 4)) + 1):
            events[f"E-{number}", revision] = entry(
                f"E-{number}",
                office=office,
                revision=revision,
                start=draw(STARTS).isoformat(),
                known=draw(MOMENTS).isoformat(),
                status=draw(st.sampled_from(["planned", "started", "ended", "cancelled"])),
                occupation=draw(st.sampled_from(["43102", "82102", "51311", None])),
            )
    return draw(st.permutations(list(events.values())))


ANY_HISTORY = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Districts]:
    opened = Districts(empty_database)
    await opened.publish_all()
    yield opened
    await opened.database.aclose()


async def nowhere(books: Districts, office: str | None = None) -> list[Nowhere]:
    return await books.database.read(listed, office, 0, 1_000)


async def recounted(books: Districts, plan_id: str, on: date, before: datetime) -> Counter[tuple[str, str]]:
    """Return the board's counts as comparing plans finds them, every stored entry counted anew."""

    def work(connection: Connection) -> Counter[tuple[str, str]]:
        under = books.shelf.book(connection).newest(plan_id)
        assert under
        tally = recount(connection, [(under, on)], before).tallies[0]
        found: Counter[tuple[str, str]] = Counter()
        for one in under.series:
            found["actual", one.id] = tally.total(one.id, "counted", begun=True)
            found["announced", one.id] = tally.total(one.id, "planned", begun=False)
            found["overdue", one.id] = tally.total(one.id, "planned", begun=True)
        return +found

    return await books.database.read(work)


@given(events=histories(), known=MOMENTS, on=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
@ANY_HISTORY
async def test_boards_are_those_of_a_plain_fold_and_no_entry_counts_twice(
    books: Districts, events: list[Event], known: datetime, on: date
) -> None:
    await books.forget_events()
    await books.record(events, batch=5)

    for district, year in PLANS:
        for day in (on.replace(year=year, day=min(on.day, 28)), date(year, 12, 31)):
            for asked, before in ((None, NOW), (known.isoformat(), known_after(known))):
                board = await books.ask(day, asked, f"{district}-{year}")
                assert shown(board) == fold(events, district, year, day, before)
                assert await recounted(books, f"{district}-{year}", day, before) == shown(board)
    placed = [state for state in states_at(events, known_after(known)) if counts_somewhere(state)]
    everywhere = [
        shown(await books.ask(date(year, 12, 31), known.isoformat(), f"{district}-{year}")) for district, year in PLANS
    ]
    assert sum(n for one in everywhere for (_, series), n in one.items() if series == "entries") == len(placed)
    lost = {s["entry_id"] for s in states_at(events, NOW) if s["status"] != "cancelled" and not counts_somewhere(s)}
    assert {one.key for one in await nowhere(books)} == lost


def known_after(known: datetime) -> datetime:
    """Return the first instant not known any more: an instant itself is."""
    return known + datetime.resolution


def counts_somewhere(state: dict[str, str]) -> bool:
    return state["status"] != "cancelled" and state["start_date"][:4] in {"2026", "2027"}


async def test_on_new_years_day_the_board_still_shows_the_old_year_and_december_goes_on_growing(
    books: Districts,
) -> None:
    await books.record(
        [
            entry("E-1", start="2026-12-30", known="2026-12-30T08:00:00Z"),
            entry("E-2", start="2026-12-28", known="2027-01-11T08:00:00Z"),
            entry("E-3", start="2027-01-04", known="2027-01-05T08:00:00Z"),
        ]
    )

    new_years_day = await books.ask(date(2026, 12, 31), "2027-01-01", "nord-2026")
    in_january = await books.ask(date(2026, 12, 31), "2027-01-15", "nord-2026")
    next_year = await books.ask(date(2027, 1, 5), "2027-01-15", "nord-2027")

    assert [shown(board)["actual", "entries"] for board in (new_years_day, in_january, next_year)] == [1, 2, 1]
    december = next(one for one in in_january.series if one.id == "entries").months
    assert december
    assert (december[11].actual, december[11].provisional) == (2, True)


async def test_an_entry_that_moves_across_the_year_moves_from_plan_to_plan_when_that_becomes_known(
    books: Districts,
) -> None:
    await books.record(
        [
            entry("E-1", start="2026-12-21", known="2026-12-22T08:00:00Z"),
            entry("E-1", start="2027-01-11", known="2027-01-12T08:00:00Z", revision=2),
        ]
    )

    async def counted(year: int, known: str) -> int:
        return shown(await books.ask(date(year, 12, 31), known, f"nord-{year}"))["actual", "entries"]

    assert [await counted(2026, "2027-01-11"), await counted(2027, "2027-01-11")] == [1, 0]
    assert [await counted(2026, "2027-01-12"), await counted(2027, "2027-01-12")] == [0, 1]


async def test_an_entry_that_moves_to_a_year_without_a_plan_is_listed_until_that_plan_comes(books: Districts) -> None:
    await books.record(
        [
            entry("E-1", start="2027-12-20", known="2027-12-01T08:00:00Z"),
            entry("E-2", start="2027-12-20", known="2027-12-01T08:00:00Z", office="S-1"),
        ]
    )
    assert await nowhere(books) == []

    await books.record([entry("E-1", start="2028-01-10", known="2028-01-03T08:00:00Z", revision=2)])
    assert [one.key for one in await nowhere(books)] == ["E-1"]
    assert await nowhere(books, "S-1") == []
    assert shown(await books.ask(date(2027, 12, 31), plan="nord-2027"))["actual", "entries"] == 0

    await books.publish_document(plan("nord", 2028))
    assert await nowhere(books) == []
    assert shown(await books.ask(date(2028, 1, 31)))["actual", "entries"] == 1


async def test_an_office_that_a_new_version_leaves_out_counts_no_longer_and_its_entries_are_listed(
    books: Districts,
) -> None:
    await books.record([entry("E-1", start="2026-03-02", known="2026-03-03T08:00:00Z", office="N-2")])

    await books.publish_document(plan("nord", 2026, version=2, offices={"N-1": "Dienststelle N-1"}))

    assert shown(await books.ask(date(2026, 12, 31), plan="nord-2026")) == {}
    assert [one.key for one in await nowhere(books)] == ["E-1"]
    assert await nowhere(books, "N-1") == []
    book = await books.database.read(books.shelf.book)
    assert book.in_force(date(2026, 12, 31), None, "N-2") == []


async def test_two_districts_plans_of_one_year_are_a_choice(books: Districts) -> None:
    with pytest.raises(Problem) as refused:
        await books.ask(date(2026, 6, 30))

    assert refused.value.status == 409
    assert refused.value.body["detail"] == "Choose one with 'plan': nord-2026, sued-2026."
