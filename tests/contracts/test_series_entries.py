"""The entries behind a figure: as many as the figure says, on any day and with any state of knowledge."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from services.planning.board.board import View, entries_of
from services.planning.entries.answers import EntryListed
from services.planning.entries.listing import Question, walk
from services.planning.storage.walk import BEGINNING, Place
from tests.contracts.test_board import EDGE, edge_events
from tests.support.ledger import LONG_AFTER, Books
from tests.support.reference import board, end_of_day, sample_events

SERIES = ("entries", "employees", "sector/health", "sector/other", "office/JC-WB", "sector/logistics/office/JC-ABI")
EVENTS = sample_events()
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 7, 1), timezones=st.just(UTC))  # noqa: DTZ001 - its zone is given beside


@pytest.fixture
def year(recorded_books: Books) -> Books:
    return recorded_books


async def listed(  # noqa: PLR0913, PLR0917 - one question
    books: Books,
    series: str,
    on: date,
    known: datetime,
    office: str | None = None,
    after: Place = BEGINNING,
    month: int | None = None,
) -> tuple[list[EntryListed], int]:
    """Return the lines of a series and what the board counts; of a month only, if it is given."""

    def read(connection: Connection) -> tuple[list[EntryListed], int]:
        book = books.shelf.book(connection)
        view = View(book.in_force(on)[0], on, known, LONG_AFTER)
        steps = walk(connection, book, Question(view, series, office, "en", month), after)
        lines = [step.line for step in steps if step.line]
        tally = entries_of(connection, book, view)
        return lines, (
            tally.by_month(series, "counted", begun=True)[month - 1]
            if month
            else tally.total(series, "counted", begun=True)
        )

    return await books.database.read(read)


@given(on=days, known=instants | days.map(end_of_day), series=st.sampled_from(SERIES))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_as_many_lines_are_counted_as_the_board_says(year: Books, on: date, known: datetime, series: str) -> None:
    lines, counted = await listed(year, series, on, known)

    states = Counter(line.state for line in lines)
    reference = board(EVENTS, on, known)
    assert states["counted"] == counted == reference["actual", series]
    assert states["announced"] == reference["announced", series]
    assert states["overdue"] == reference["overdue", series]


@given(on=days, series=st.sampled_from(SERIES), month=st.integers(1, 12))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_lines_of_a_month_are_those_that_begin_in_it(year: Books, on: date, series: str, month: int) -> None:
    every, _ = await listed(year, series, on, LONG_AFTER)

    lines, counted = await listed(year, series, on, LONG_AFTER, month=month)

    assert lines == [line for line in every if line.start_date.month == month and line.start_date.year == on.year]
    assert sum(line.state == "counted" for line in lines) == counted


async def test_a_line_says_which_rule_did_not_count_it(year: Books) -> None:
    lines, _ = await listed(year, "entries", date(2026, 12, 31), LONG_AFTER)

    reasons = {line.reason for line in lines if line.state == "not-counted"}
    assert reasons == {"funding is SGB2, wanted SGB3"}
    assert {"it was cancelled"} == {line.reason for line in lines if line.state == "cancelled"}


async def test_an_office_is_shown_its_own_entries_only(year: Books) -> None:
    on = date(2026, 12, 31)

    lines, _ = await listed(year, "sector/health", on, LONG_AFTER, office="JC-WB")
    own, counted = await listed(year, "sector/health/office/JC-WB", on, LONG_AFTER)

    assert {line.office for line in lines} == {"JC-WB"}
    assert sum(line.state == "counted" for line in lines) == counted
    assert [line.entry_id for line in lines] == [line.entry_id for line in own]


async def test_a_walk_goes_on_after_any_line(year: Books) -> None:
    on = date(2026, 10, 14)
    lines, _ = await listed(year, "sector/health", on, LONG_AFTER)

    for cut in (0, len(lines) // 2, len(lines) - 1):
        rest, _ = await listed(
            year, "sector/health", on, LONG_AFTER, after=Place(lines[cut].source, lines[cut].entry_id)
        )
        assert rest == lines[cut + 1 :]


async def test_an_entry_that_moved_to_a_year_without_a_plan_is_listed_as_such(empty_database: str) -> None:
    books = Books(empty_database)
    await books.publish(EDGE / "plan.yaml")
    began = next(event for event in edge_events() if event["data"]["entry_id"] == "E-02")
    known = end_of_day(date(2028, 3, 1))
    moved = {
        **began,
        "id": "moved",
        "type": "entry.corrected",
        "recordedtime": known.isoformat(),
        "data": {**began["data"], "revision": 9, "start_date": "2029-01-08"},
    }
    await books.record([began, moved])

    before, counted_before = await listed(books, "entries", date(2028, 12, 31), known)
    after, counted_after = await listed(books, "entries", date(2028, 12, 31), known + timedelta(seconds=1))
    await books.database.aclose()

    assert [(line.state, counted_before) for line in before] == [("counted", 1)]
    assert [(line.reason, counted_after) for line in after] == [("there is no plan of JC-WB for 2029", 0)]


@given(known=instants, step=st.integers(0, 1))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_board_of_any_instant_is_a_fold_of_what_had_arrived(year: Books, known: datetime, step: int) -> None:
    moments = sorted({datetime.fromisoformat(event["recordedtime"]) for event in EVENTS})
    nearest = min(moments, key=lambda moment: abs(moment - known)) + timedelta(microseconds=step)
    on = date(2026, 12, 31)

    _, counted = await listed(year, "entries", on, nearest)

    assert counted == board(EVENTS, on, nearest)["actual", "entries"]
