"""By which version of a plan a day is judged, and what becomes of the alerts of the one before."""

from datetime import date

import pytest

from services.monitoring.domain.alerts import Cause, Turn
from services.monitoring.use_cases import plans_shown, take_up_plans
from shared.events import Calibration, Groups
from tests.support.evaluating import TODAY, YESTERDAY, Store, a_cell, a_later_version, at, the_year
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan


async def test_a_new_version_judges_the_last_completed_day_again_and_no_day_before_it(store: Store) -> None:
    await the_year(store, sample_fulfilment())
    eve = await store.evaluations(date(2026, 10, 13))
    await take_up_plans([a_later_version()], store.writing)
    assert (await store.progress()).valid_through == date(2026, 10, 13)
    await store.play()

    after = await store.evaluations()
    assert await store.evaluations(date(2026, 10, 13)) == eve
    assert {one.plan_version for one in eve} == {1}
    assert {(one.plan_version, one.target) for one in after if one.series == "entries"} == {(2, 410)}


async def test_a_version_that_is_valid_later_changes_nothing_until_then(store: Store) -> None:
    await the_year(store, sample_fulfilment())
    before = await store.evaluations()
    later = a_later_version(valid_from=date(2026, 11, 2), recorded=TODAY)
    await take_up_plans([later], store.writing)
    assert not await store.is_due()
    assert [plan.version for plan in await store.reading(plans_shown, TODAY)] == [1]

    store.today = date(2026, 11, 4)
    await store.play()
    days = [date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 3)]
    assert [{one.plan_version for one in await store.evaluations(day)} for day in days] == [{1}, {2}, {2}]
    assert await store.evaluations() == before
    assert [plan.version for plan in await store.reading(plans_shown, store.today)] == [2]


async def test_a_new_calibration_is_used_from_the_last_completed_day_on_and_ends_no_alert(store: Store) -> None:
    await the_year(store, sample_fulfilment())
    before = await store.changes()
    groups = {"entries": Groups(entries=600, squares=3_000)}
    measured = Calibration(version=2, origin="matured", entries=600, measured_on=YESTERDAY, groups=groups)
    again = sample_plan().model_copy(update={"calibration": measured, "recordedtime": at(TODAY)})
    await take_up_plans([again], store.writing)
    await store.play()

    used = {one.series: one for one in await store.evaluations()}
    assert {one.calibration_version for one in used.values()} == {2}
    assert {one.calibration_version for one in await store.evaluations(date(2026, 10, 13))} == {1}
    assert used["entries"].dispersion == pytest.approx((100 * 3 + 3_000) / (100 + 600) + 0.15**2 * 821 / 12)
    assert before <= await store.changes()
    changes = await store.reading(lambda records: records.changes(PLAN))
    assert not [one for one in changes if one.cause is Cause.PLAN_CHANGE]


async def test_what_a_smaller_plan_ends_is_told_as_the_plans_doing(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await the_year(store, sample_fulfilment())
    await store.count(a_cell(known=date(2026, 10, 1), entries=1, change=9, start=date(2026, 9, 28)))
    await store.play()
    told = {one.alert for one in await store.told()}
    await take_up_plans([a_later_version(recorded=store.today)], store.writing)
    await store.play()

    closed = [one for one in await store.told() if one.change == "resolved"]
    assert told <= {one.alert for one in closed}
    assert {(one.cause, one.plan_version, one.day) for one in closed} == {("plan_change", 2, date(2026, 10, 5))}


async def test_the_end_of_a_series_that_is_asked_no_more_rests_on_its_last_evaluation(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await the_year(store, sample_fulfilment())
    store.today = date(2026, 10, 7)
    await store.count(a_cell(known=date(2026, 10, 1), entries=1, change=9, start=date(2026, 9, 28)))
    await store.play()
    kept = [one for one in sample_plan().series if one.id != "entries"]
    await take_up_plans([sample_plan(2).model_copy(update={"recordedtime": at(TODAY), "series": kept})], store.writing)
    store.today = TODAY
    await store.play()

    closed = [one for one in await store.told() if one.change == "resolved"]
    told = {one.alert for one in await store.told() if one.change == "raised"}
    assert told
    assert {one.alert for one in closed} == told
    assert {(one.series, one.cause, one.plan_version, one.day) for one in closed} == {
        ("entries", "plan_change", 2, YESTERDAY)
    }
    assert "entries" not in {one.series for one in await store.evaluations()}


async def test_a_plan_that_asks_for_nothing_any_more_ends_its_alerts_once(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await the_year(store, sample_fulfilment())
    nothing = [one.model_copy(update={"target": None}) for one in sample_plan().series]
    later = {"recordedtime": at(store.today), "series": nothing}
    await take_up_plans([sample_plan(2).model_copy(update=later)], store.writing)
    for store.today in (date(2026, 10, 6), date(2026, 10, 7), date(2026, 10, 12)):
        await store.play()

    changes = await store.reading(lambda records: records.changes(PLAN))
    ended = [one for one in changes if one.turn is Turn.RESOLVED]
    assert {(one.cause, one.day) for one in ended} == {(Cause.PLAN_CHANGE, date(2026, 10, 5))}
    assert len(ended) == len({one.alert for one in changes if one.day < date(2026, 10, 5)})


async def test_the_order_in_which_versions_arrive_changes_nothing(store: Store, another: Store) -> None:
    states = [sample_plan(), a_later_version(recorded=date(2026, 8, 3)), a_later_version(3, date(2026, 9, 1))]
    for plan in states:
        await take_up_plans([plan], store.writing)
        await store.count(*sample_fulfilment().cells, places=sample_fulfilment().places)
        await store.play()
    await another.count(*sample_fulfilment().cells, places=sample_fulfilment().places)
    for plan in (states[2], states[0], states[1]):
        await take_up_plans([plan, plan], another.writing)
        await another.play()

    days = [date(2026, 7, 30), date(2026, 7, 31), date(2026, 8, 28), date(2026, 8, 31), YESTERDAY]
    for day in days:
        assert await store.evaluations(day) == await another.evaluations(day)
    assert [{one.plan_version for one in await store.evaluations(day)} for day in days] == [{1}, {2}, {2}, {3}, {3}]
    assert await store.changes() == await another.changes()


async def test_late_knowledge_replays_each_day_with_the_version_that_was_in_force(store: Store) -> None:
    await the_year(store, sample_fulfilment())
    await take_up_plans([a_later_version(recorded=date(2026, 9, 1))], store.writing)
    await store.play()
    await store.count(a_cell(known=date(2026, 3, 2), start=date(2026, 3, 2), change=99))
    await store.play()

    days = [date(2026, 3, 2), date(2026, 8, 28), date(2026, 8, 31), YESTERDAY]
    assert [{one.plan_version for one in await store.evaluations(day)} for day in days] == [{1}, {1}, {2}, {2}]
