"""The tick on real databases: every working day once, whatever arrives and whatever the clock does."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.days import Year, midnight, working_days

A_DAY = timedelta(days=1)
UNTIL = date(2026, 5, 20)
STOPS_ON = date(2026, 3, 2)
ENTRIES = working_days(date(2026, 1, 1), STOPS_ON)
"""Everything according to plan, and then nothing any more: the year's alert is raised by the tick alone."""


@pytest.fixture
async def year(empty_database: str) -> AsyncIterator[Year]:
    year = Year(empty_database, 2026)
    await year.begin(ENTRIES)
    yield year
    await year.database.aclose()


async def walk(year: Year, first: date, last: date, step: timedelta = A_DAY) -> None:
    """Look at the clock on each day from *first* to *last*."""
    day = first
    while day <= last:
        await year.tick(midnight(day))
        day += step


async def test_every_working_day_is_evaluated_whether_or_not_anything_arrived(year: Year) -> None:
    await walk(year, date(2026, 1, 1), UNTIL)

    assert await year.evaluated() == working_days(date(2026, 1, 1), UNTIL - A_DAY)
    told = [(change.turn.value, change.severity.value) for change in await year.told()]
    assert ("raised", "warning") in told
    assert len({change.id for change in await year.told()}) == len(told)


@pytest.mark.parametrize("stop", [1, 5, 40])
async def test_after_a_stop_everything_is_as_if_there_had_been_none(year: Year, stop: int, tmp_path: Path) -> None:
    await walk(year, date(2026, 2, 20), STOPS_ON)
    await walk(year, STOPS_ON + stop * A_DAY, UNTIL)
    straight = Year(f"sqlite:///{tmp_path / 'straight.sqlite3'}", 2026)
    await straight.begin(ENTRIES)
    await walk(straight, date(2026, 2, 20), UNTIL)

    assert await year.evaluated() == await straight.evaluated()
    assert await year.changes() == await straight.changes()
    await straight.database.aclose()


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
async def test_the_hours_of_a_clock_change_tell_nothing_twice(year: Year, change: date) -> None:
    now = midnight(change - A_DAY)
    while now < midnight(change + 3 * A_DAY):
        await year.tick(now)
        now += timedelta(minutes=30)

    assert await year.evaluated() == working_days(date(2026, 1, 1), change + A_DAY)
    assert len({one.id for one in await year.told()}) == len(await year.told())


@pytest.mark.parametrize("back", [timedelta(hours=-1), timedelta(days=-1), timedelta(days=-60)])
async def test_an_alert_that_a_wrong_clock_told_early_is_told_again_when_it_is_true(
    year: Year, back: timedelta
) -> None:
    await walk(year, date(2026, 4, 1), UNTIL)
    assert await year.told_open()
    true = STOPS_ON + A_DAY
    await year.tick(midnight(true) + back)
    await walk(year, true, true + 3 * A_DAY)
    assert await year.told_open() == set()

    told = len(await year.told())
    await walk(year, true, true + 9 * A_DAY)
    assert len(await year.told()) == told
    await walk(year, true + 10 * A_DAY, UNTIL)
    assert await year.told_open() == await year.open()
    assert len({change.id for change in await year.told()}) == len(await year.told())


JUMPS = st.lists(st.integers(min_value=-45, max_value=80), max_size=8)
HOURS = st.integers(min_value=-26, max_value=26)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(jumps=JUMPS, hours=HOURS)
def test_whatever_the_clock_does_the_end_is_that_of_a_clock_that_never_moved(jumps: list[int], hours: int) -> None:
    asyncio.run(_wander(jumps, hours))


async def _wander(jumps: list[int], hours: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        year, straight = (Year(f"sqlite:///{folder}/{name}.sqlite3", 2026) for name in ("wandering", "straight"))
        for one in (year, straight):
            await one.begin(ENTRIES)
        await straight.tick(midnight(UNTIL))
        true = midnight(STOPS_ON, after=timedelta(hours=8))
        for days in jumps:
            await year.tick(true)
            await year.tick(true + timedelta(days=days, hours=hours))
            await year.tick(true)
            true += A_DAY
        await walk(year, true.date(), UNTIL)

        assert await year.evaluated() == await straight.evaluated()
        assert await year.changes() == await straight.changes()
        assert await year.told_open() == await straight.open()
        for one in (year, straight):
            await one.database.aclose()
