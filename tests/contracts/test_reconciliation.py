"""Reconciling the sample year on real databases: our figure is the board's, the official one is counted once more."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.planning.domain.measure import read_measure
from services.planning.domain.official_months import OfficialCalendar, Span, calendar_month
from services.planning.domain.reconciliation import Line
from services.planning.reconciliation.reconciling import Asked, reconcile
from services.planning.storage.official import OfficialFigure, add_figures, figure_known, figures_of
from tests.support.ledger import LONG_AFTER, Books
from tests.support.reference import end_of_day, sample_events, states_at

MONTHS = [date(2026, month, 1) for month in range(1, 13)]
MEASURES = ("payer/SGB3", "payer/SGB2", "regime/SGB2", "residence", "residence/JC-WB", "payer/SGB3/employees")
CALENDAR = OfficialCalendar()


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Books]:
    opened = Books(empty_database)
    await opened.publish()
    yield opened
    await opened.database.aclose()


async def asked(books: Books, month: date, measure: str, series: str = "entries") -> Asked:
    plan = (await books.database.read(books.shelf.book)).versions[-1]
    counted = read_measure(measure, plan.offices)
    return Asked(plan, series, month, counted, CALENDAR, LONG_AFTER, None)


async def lines_of(books: Books, question: Asked) -> list[Line]:
    return await books.database.read(reconcile, question)


def officially(month: date, measure: str) -> int:
    """Count once more without the product: what was known at the cut-off, by the statistic's rules."""
    span = CALENDAR.span(month)
    known = states_at(sample_events(), end_of_day(CALENDAR.cut_off(month)))
    return sum(is_counted(state, span, measure) for state in known)


def is_counted(state: dict[str, Any], span: Span, measure: str) -> bool:
    basis, _, value = measure.removesuffix("/employees").partition("/")
    field = {"payer": "funding", "regime": "customer_regime", "residence": "office"}[basis]
    return (
        state["status"] in {"started", "ended"}
        and span.holds(date.fromisoformat(state["start_date"]))
        and (not value or state[field] == value)
        and (state["employed"] or not measure.endswith("/employees"))
    )


async def test_the_sample_year_is_bridged_month_by_month(recorded_books: Books) -> None:
    books = recorded_books
    board = await books.board(date(2026, 12, 31), LONG_AFTER)
    entries = next(series for series in board["series"] if series["id"] == "entries")
    for month, on_board, measure in zip(MONTHS, entries["months"], MEASURES * 2, strict=True):
        first, *differences, last = await lines_of(books, await asked(books, month, measure))

        assert first.entries == on_board["actual"], month
        assert last.entries == officially(month, measure), (month, measure)
        assert first.entries + sum(line.entries for line in differences) == last.entries


async def test_what_is_known_at_an_earlier_day_is_bridged_from_that_days_board(recorded_books: Books) -> None:
    books = recorded_books
    march, then = date(2026, 3, 1), end_of_day(date(2026, 4, 10))
    board = await books.board(calendar_month(march).last, then)
    question = replace(await asked(books, march, "payer/SGB3", "employees"), known=then)

    first, *_, last = await lines_of(books, question)

    employees = next(series for series in board["series"] if series["id"] == "employees")
    assert first.entries == employees["months"][2]["actual"]
    known = list(states_at(sample_events(), then))
    assert last.entries == sum(is_counted(state, CALENDAR.span(march), "payer/SGB3") for state in known)
    assert not question.is_final


async def test_a_figure_that_is_typed_in_again_replaces_the_one_before_and_both_are_kept(books: Books) -> None:
    march = date(2026, 3, 1)
    early, late = (OfficialFigure(march, "payer/SGB3", n, None, "table 1") for n in (60, 61))

    async def add(figure: OfficialFigure, entered: int) -> int:
        return await books.database.write(add_figures, "st-ost-2026", [figure], entered)

    assert [await add(early, 1), await add(early, 2), await add(late, 3), await add(early, 4)] == [1, 0, 1, 1]
    known = [
        await books.database.read(figure_known, "st-ost-2026", march, "payer/SGB3", before) for before in (1, 3, 4, 5)
    ]
    assert known == [None, early, late, early]
    listed = await books.database.read(figures_of, "st-ost-2026")
    assert [entered for entered, _ in listed] == [1, 3, 4]
