"""What monitoring counts, on a real database made by its migrations."""

import asyncio
import random
from datetime import date

import pytest

from services.monitoring.ports import Memory
from services.monitoring.use_cases import take_up_plans
from shared.events import Cell, FulfilmentCounted
from tests.support.evaluating import TODAY, YESTERDAY, Store, a_cell, the_year
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan


@pytest.mark.parametrize("versions", [(1, 2), (2, 1), (2, 2, 1)])
async def test_the_newest_version_of_a_plan_is_kept_whatever_the_order(store: Store, versions: tuple[int, ...]) -> None:
    for version in versions:
        await take_up_plans([sample_plan(version)], store.writing)

    [plan] = await store.reading(lambda records: records.plans())
    assert plan.version == 2
    assert len(plan.judged) == 13


async def test_the_highest_change_of_a_cell_wins_whatever_the_order(store: Store) -> None:
    assert await store.count(a_cell(entries=7, change=3), a_cell(entries=6, change=2)) == 1
    assert await store.count(a_cell(entries=5, change=1)) == 0
    assert await store.count(a_cell(entries=4, change=4)) == 1

    assert [cell.entries for cell in await store.cells()] == [4]


async def test_a_series_counts_what_stands_in_all_places_that_name_it(store: Store) -> None:
    day, later = date(2026, 9, 1), date(2026, 9, 2)
    places = [["entries", "sector/it"], ["sector/it", "entries", "employees"], ["entries"], []]
    cells = [Cell(0, day, day, 3, 1), Cell(1, day, day, 4, 1), Cell(1, later, day, 1, 1), Cell(2, day, later, -2, 1)]
    await store.count(*cells, Cell(3, day, day, 9, 1), places=places)

    assert await store.counts() == {"entries": 6, "sector/it": 8, "employees": 5}
    assert await store.counts(start=day, known=day) == {"entries": 7, "sector/it": 7, "employees": 4}


async def test_a_place_is_the_same_in_whatever_order_its_series_are_named(store: Store) -> None:
    for change, places in enumerate(([["entries", "employees"]], [["employees", "entries"]]), 1):
        await store.count(a_cell(change=change), places=places)

    assert await store.counts() == {"entries": 5, "employees": 5}


async def test_plans_with_the_same_series_count_apart(store: Store) -> None:
    await store.count(a_cell(entries=2))
    await store.count(a_cell(entries=9), plan="other")

    assert await store.counts() == {"entries": 2}
    assert [cell.entries for cell in await store.cells()] == [2]


async def test_what_was_known_before_the_days_to_play_comes_summed_up(store: Store) -> None:
    await store.count(*(a_cell(known=date(2026, 9, day), entries=day) for day in (1, 2, 3, 4)))

    cells = await store.cells(first=date(2026, 9, 3))
    assert {(cell.known.day, cell.entries) for cell in cells} == {(3, 6), (4, 4)}
    assert {cell.series for cell in cells} == {("entries",)}


async def test_replicas_that_count_at_once_do_not_stand_in_each_others_way(store: Store) -> None:
    places = [[f"series/{n}"] for n in range(40)]
    cells = [Cell(place, TODAY, YESTERDAY, 1, change) for place in range(40) for change in (1, 2)]
    random.Random(7).shuffle(cells)  # noqa: S311 - not for secrets
    parts = [cells[first : first + 20] for first in range(0, 80, 20)]
    await asyncio.gather(*(store.count(*part, places=places) for part in parts))

    assert await store.counts() == {f"series/{n}": 1 for n in range(40)}
    assert await store.counts(known=date(2026, 1, 1)) == {}


async def test_a_repeated_message_changes_nothing(store: Store) -> None:
    await store.count(a_cell())
    before = await store.progress()
    await store.count(a_cell())

    assert await store.progress() == before


async def test_cells_may_arrive_before_their_plan(store: Store) -> None:
    await store.count(a_cell())
    assert not await store.is_due()

    await take_up_plans([sample_plan()], store.writing)
    assert await store.is_due()


async def test_a_failing_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError):
        await _count_and_fail(store)

    assert (await store.reading(lambda records: records.progress()), await store.cells()) == ([], [])


async def _count_and_fail(store: Store) -> None:
    def work(memory: Memory) -> None:
        memory.count([FulfilmentCounted(plan=PLAN, places=[["entries"]], cells=[a_cell()])])
        raise RuntimeError

    await store.writing(work)


async def test_what_a_series_counts_is_the_sum_of_the_places_that_name_it(store: Store) -> None:
    await the_year(store, sample_fulfilment())
    places = await store.reading(lambda records: records.counts_by_place(PLAN, YESTERDAY, YESTERDAY))
    counts = await store.counts(start=YESTERDAY, known=YESTERDAY)

    for series in ("entries", "employees", "sector/health", "office/JC-WB"):
        assert sum(entries for place, entries in places.items() if series in place) == counts[series]
