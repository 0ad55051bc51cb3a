"""The board over a real database: the sample year, the edge feed, and any order of events."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.ledger import LONG_AFTER, Books
from tests.support.reference import ROOT, board, end_of_day, sample_events, shown, truth
from tests.support.truth import assert_as_truth, assert_potential

EDGE = ROOT / "tests/data/edge"
EDGE_BOARD = yaml.safe_load((EDGE / "board.yaml").read_text())


@pytest.fixture
async def books(empty_database: str) -> Any:
    opened = Books(empty_database)
    yield opened
    await opened.database.aclose()


async def test_the_sample_year_is_as_the_truth_says_at_every_months_end(recorded_books: Books) -> None:
    books = recorded_books

    for name in ("as_known_then", "as_known_at_end"):
        for day, expected in truth()[name].items():
            on = date.fromisoformat(day)
            before = end_of_day(on) if name == "as_known_then" else LONG_AFTER
            answer = await books.board(on, before)
            assert shown(answer) == board(sample_events(), on, before), (name, day)
            assert_as_truth(answer, expected)
            if name == "as_known_then":
                assert_potential(answer["potential"], truth()["potential"][day])


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_shuffled_and_sent_twice_it_is_the_same_board(books: Books, seed: int) -> None:
    events = sample_events() * 2
    random.Random(seed).shuffle(events)  # noqa: S311 - a repeatable shuffle
    await books.publish()
    await books.record(events, batch=700)

    for day in ("2026-03-31", "2026-10-14", "2026-12-31"):
        on = date.fromisoformat(day)
        for before in (end_of_day(on), LONG_AFTER):
            assert shown(await books.board(on, before)) == board(sample_events(), on, before)


async def test_a_plan_published_after_the_events_counts_them_too(books: Books) -> None:
    await books.record(sample_events())
    await books.publish()
    on = date(2026, 12, 31)

    assert shown(await books.board(on, LONG_AFTER)) == board(sample_events(), on, LONG_AFTER)


@pytest.mark.parametrize("expected", EDGE_BOARD, ids=[case["why"] for case in EDGE_BOARD])
async def test_the_edge_feed(books: Books, expected: dict[str, Any]) -> None:
    await books.publish(EDGE / "plan.yaml")
    await books.record(edge_events())

    answer = await books.board(expected["day"], known_before(expected["known"]))

    seen = shown(answer)
    for figure in ("actual", "announced", "overdue"):
        counted = {key: n for (name, key), n in seen.items() if name == figure and key.count("/") < 2}
        assert counted == expected.get(figure, {}), figure


def edge_events() -> list[dict[str, Any]]:
    return [yaml.safe_load(line) for line in (EDGE / "events.ndjson").read_text().splitlines()]


def known_before(known: date | str) -> datetime:
    if isinstance(known, date):
        return end_of_day(known)
    return datetime.fromisoformat(known) + timedelta(microseconds=1)


async def test_a_conflict_is_set_aside_and_a_repeat_under_another_id_is_harmless(books: Books) -> None:
    await books.publish(EDGE / "plan.yaml")
    events = edge_events()
    repeat = {**events[0], "id": "two-a-again", "recordedtime": "2028-01-12T08:00:00Z"}

    outcome = await books.record([*events, repeat, events[1]])

    assert outcome["conflict"] == 1
    assert outcome["repeated"] == 2


@given(order=st.permutations(range(8)), batch=st.integers(1, 8))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_order_and_any_batch_ends_the_same(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], batch: int
) -> None:
    books = Books(f"sqlite:///{tmp_path_factory.mktemp('books') / 'planning.sqlite3'}")
    chosen = [event for event in edge_events() if event["data"]["entry_id"] in {"E-02", "E-03", "E-04"}]
    try:
        await books.publish(EDGE / "plan.yaml")
        await books.record([chosen[i] for i in order] + [chosen[order[0]]], batch=batch)
        on = date(2028, 2, 29)
        for before in (end_of_day(date(2028, 2, 15)), LONG_AFTER.replace(year=2030)):
            assert shown(await books.board(on, before)) == board(chosen, on, before)
    finally:
        await books.database.aclose()
