"""Which alerts monitoring keeps, and which of them others are told."""

from datetime import date, timedelta

from services.monitoring.domain.history import alerts_of
from tests.support.evaluating import Store, a_cell, the_year
from tests.support.sample_year import PLAN, sample_fulfilment


async def test_alerts_of_past_days_are_kept_and_not_told(store: Store) -> None:
    await the_year(store, sample_fulfilment())

    assert await store.changes()
    assert await store.told() == []


async def test_an_alert_of_the_last_completed_day_is_told_once(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await the_year(store, sample_fulfilment())
    await store.count(a_cell(known=date(2026, 10, 1), entries=1, change=9, start=date(2026, 9, 28)))
    await store.play()

    told = [(one.series, one.change, one.severity) for one in await store.told()]
    assert sorted(told) == [("entries", "raised", "target_at_risk"), ("entries", "raised", "warning")]


async def test_an_alert_told_by_mistake_is_closed_for_others_when_the_missing_entries_arrive(store: Store) -> None:
    store.today = date(2026, 10, 6)
    await the_year(store, sample_fulfilment())
    told_before = {one.alert for one in await store.told()}
    plenty = [
        a_cell(known=date(2026, 9, 21) + timedelta(days=n), entries=30, start=date(2026, 9, 14)) for n in range(5)
    ]
    await store.count(*(cell._replace(change=99) for cell in plenty))
    await store.play()

    closed = [one for one in await store.told() if one.change == "resolved"]
    assert len(told_before) == 2
    assert {one.alert for one in closed} == told_before
    assert {one.day for one in closed} == {date(2026, 10, 5)}


async def test_when_the_day_is_set_back_later_days_are_taken_back(store: Store) -> None:
    await the_year(store, sample_fulfilment())
    store.today = date(2026, 9, 1)
    await store.play()

    assert await store.reading(lambda records: records.newest_day(PLAN)) == date(2026, 8, 31)
    changes = await store.reading(lambda records: records.changes(PLAN))
    assert all(alert.raised.day < store.today for alert in alerts_of(changes))

    store.today = date(2025, 12, 1)
    await store.play()
    assert not await store.is_due()
    assert await store.changes() == set()
