"""How monitoring judges days, and what it remembers of them."""

import asyncio
import random
from datetime import date, timedelta

import pytest

from services.monitoring.domain.replay import Played
from services.monitoring.use_cases import take_up_plans
from tests.support.evaluating import FIRST_DAY, TODAY, YESTERDAY, Store, a_cell, the_year
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan


async def test_a_plan_without_any_figure_is_not_behind(store: Store) -> None:
    await take_up_plans([sample_plan()], store.writing)
    await store.play()

    assert not await store.is_due()
    assert await store.evaluations() == []


async def test_evaluations_are_read_as_they_were_computed(store: Store) -> None:
    await take_up_plans([sample_plan()], store.writing)
    await store.count(a_cell())
    await store.play()

    [entries] = [one for one in await store.evaluations() if one.series == "entries"]
    assert (entries.day, entries.known, entries.target) == (YESTERDAY, 5, 821)
    assert entries.standing.pace_alert_since is not None
    assert not await store.is_due()


async def test_what_becomes_known_today_leaves_yesterday_as_it_is(store: Store) -> None:
    await take_up_plans([sample_plan()], store.writing)
    await store.count(a_cell())
    await store.play()
    await store.count(a_cell(known=TODAY))

    assert not await store.is_due()


async def test_what_was_known_earlier_takes_evaluations_back_to_the_day_before(store: Store) -> None:
    await take_up_plans([sample_plan()], store.writing)
    await store.count(a_cell())
    await store.play()
    await store.count(a_cell(known=date(2026, 9, 2)), a_cell(known=date(2026, 9, 30)))

    assert (await store.progress()).valid_through == date(2026, 9, 1)
    assert await store.is_due()


async def test_what_arrives_while_days_are_played_is_played_too(store: Store) -> None:
    await the_year(store, sample_fulfilment())
    before = {one.series: one.known for one in await store.evaluations()}
    await store.count(a_cell(known=date(2026, 1, 7)))
    cells = (a_cell(known=date(2026, 1, 5) + timedelta(days=n), start=FIRST_DAY) for n in range(4))
    await asyncio.gather(store.play(), *(store.count(cell) for cell in cells))
    await store.play()

    after = {one.series: one.known for one in await store.evaluations()}
    assert after == before | {"entries": before["entries"] + 25}


async def test_the_order_and_the_pieces_in_which_a_year_arrives_change_nothing(store: Store, another: Store) -> None:
    whole = sample_fulfilment()
    shuffled = random.Random(247).sample(whole.cells, len(whole.cells))  # noqa: S311 - not for secrets
    await the_year(store, whole)
    await the_year(another, whole.model_copy(update={"cells": shuffled}), chunks=5)

    for month in range(2, 11):
        day = date(2026, month, 2)
        assert await store.evaluations(day) == await another.evaluations(day)
    assert await store.evaluations() == await another.evaluations()
    assert await store.changes() == await another.changes()


async def test_missed_days_are_played_one_by_one_and_come_to_the_same(store: Store, another: Store) -> None:
    await the_year(store, sample_fulfilment())
    for day in (date(2026, 9, 18), date(2026, 10, 5), date(2026, 10, 6), TODAY):
        another.today = day
        await the_year(another, sample_fulfilment())

    assert await another.evaluations() == await store.evaluations()
    assert await another.changes() == await store.changes()


async def test_the_gaps_of_a_series_are_those_of_its_evaluations(store: Store) -> None:
    await the_year(store, sample_fulfilment())
    gaps = dict(await store.reading(lambda records: records.gaps(PLAN, "entries", date(2026, 10, 5), YESTERDAY)))

    assert len(gaps) == 8
    for day in (date(2026, 10, 5), YESTERDAY):
        [entries] = [one for one in await store.evaluations(day) if one.series == "entries"]
        assert gaps[day] == pytest.approx(entries.gap)


async def test_keeping_nothing_is_possible(store: Store) -> None:
    await store.count(a_cell())
    await store.writing(lambda memory: memory.keep(PLAN, Played([], []), YESTERDAY))

    assert (await store.progress()).valid_through == YESTERDAY
