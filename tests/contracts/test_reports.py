"""Monthly reports on real databases: their figures, closing, and what changes afterwards."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from services.monitoring.reports.asking import Answer
from services.monitoring.reports.closing import NotOver
from services.monitoring.reports.figures import Figures, MonthFigures
from services.monitoring.reports.frozen import canonical, hash_of, read
from services.monitoring.reports.reporting import NotYet
from shared.events import Cell, FulfilmentCounted
from tests.support.reference import truth
from tests.support.reports import Month
from tests.support.sample_year import PLAN, fallen_silent, sample_fulfilment

SILENT = ("JC-WB", date(2026, 8, 2), date(2026, 9, 7))
"""The office, the day on which it was heard of last, and the one on which its silence was noticed."""


@pytest.fixture
async def month(judged_database: str) -> AsyncIterator[Month]:
    month = Month(judged_database)
    yield month
    await month.database.aclose()


def late(entries: int, start: date, known: date) -> FulfilmentCounted:
    """Return entries of health in the agency that became known late."""
    places = [["entries", "sector/health", "office/AA-ST-OST"]]
    return FulfilmentCounted(plan=PLAN, places=places, cells=[Cell(0, start, known, entries, 10**9)])


def of_month(figures: Figures, series: str, month: int) -> MonthFigures:
    return next(one for one in figures.months if (one.series, one.month) == (series, month))


async def test_the_figures_are_those_of_the_sample_year(month: Month) -> None:
    figures = (await month.report("2026-09")).figures

    known = truth()["as_known_then"]["2026-09-30"]
    assert figures.day == date(2026, 9, 30)
    assert {one.id.removeprefix("sector/"): one.actual for one in figures.of("sector")} == known["sector"]
    assert {one.id.removeprefix("office/"): one.actual for one in figures.of("office")} == known["office"]
    months = {str(one.month): one.actual for one in figures.months if one.series == "entries" and one.actual}
    assert months == known["month"]
    total = figures.find("entries")
    assert total
    assert total.actual == known["entries"]
    assert total.verdict
    judged = truth()["alerts"]["entries"]["month_end"]["2026-09-30"]
    told = {
        "p": total.verdict.pace_probability,
        "forecast": total.verdict.forecast,
        "lo80": total.verdict.low,
        "hi80": total.verdict.high,
        "chance": total.verdict.chance,
        "chance95": total.verdict.chance95,
    }
    assert told == pytest.approx({name: judged[name] for name in told}, abs=1.01e-6)


async def test_the_course_ends_with_the_plan_and_the_forecast_of_the_year(month: Month) -> None:
    figures = (await month.report("2026-09")).figures

    total, last = figures.find("entries"), figures.curve[-1]
    assert total
    assert total.verdict
    assert (last.day, last.planned, last.actual) == (date(2026, 12, 31), 821, None)
    assert last.forecast == pytest.approx(total.verdict.forecast, abs=1e-5)
    assert (last.forecast_low, last.forecast_high) == (total.verdict.low, total.verdict.high)
    today = next(one for one in figures.curve if one.day == figures.day)
    assert (today.actual, today.planned) == (total.actual, total.expected)


async def test_alerts_of_the_month_are_new_and_older_ones_stand(month: Month) -> None:
    figures = (await month.report("2026-09")).figures

    assert {(one.series, one.severity, one.since) for one in figures.new_alerts} == {
        ("sector/health", "warning", date(2026, 9, 18)),
        ("sector/energy_metal", "target_at_risk", date(2026, 9, 30)),
    }
    assert {one.since for one in figures.open_alerts} - {one.since for one in figures.new_alerts} == {date(2026, 7, 22)}
    assert figures.resolved_alerts == []


async def test_an_alert_that_ended_says_why(month: Month) -> None:
    await month.count(late(200, date(2026, 9, 15), date(2026, 9, 25)))

    ended = (await month.report("2026-09")).figures.resolved_alerts

    assert {(one.series, one.cause) for one in ended} == {("sector/health", "reached")}


async def test_a_closed_month_never_changes_whatever_arrives(month: Month) -> None:
    before = await month.report("2026-09")
    closed = await month.close("2026-09", "Frau Müller")

    await month.count(late(7, date(2026, 9, 15), date(2026, 9, 25)))

    assert before.closing is None
    assert await month.report("2026-09") == closed
    assert await month.close("2026-09", "somebody else") == closed
    assert closed.closing
    assert closed.closing.who == "Frau Müller"
    assert closed.sha256 == before.sha256 == hash_of(canonical(closed.figures))


async def test_what_is_kept_reads_the_same(month: Month) -> None:
    answer = Answer(61, None)
    figures = (await month.report("2026-09", answer)).figures

    assert read(canonical(figures)) == figures
    assert canonical(read(canonical(figures))) == canonical(figures)


async def test_later_corrections_stand_in_the_next_report(month: Month) -> None:
    closed = await month.close("2026-09")
    await month.count(late(7, date(2026, 3, 16), date(2026, 10, 5)))
    await month.move_to(date(2026, 11, 2))

    october = (await month.report("2026-10")).figures

    was, is_ = of_month(closed.figures, "entries", 3).actual, of_month(october, "entries", 3).actual
    assert is_ is not None
    told = [one for one in october.quality.corrections if (one.series, one.month) == ("entries", 3)]
    assert [(one.before, one.now) for one in told] == [(was, is_)]
    assert october.quality.compared_with == "2026-09"
    assert {one.month for one in october.quality.corrections} <= set(range(1, 10))


async def test_without_a_closed_month_nothing_is_called_a_correction(month: Month) -> None:
    quality = (await month.report("2026-09")).figures.quality

    assert (quality.compared_with, quality.corrections) == (None, ())


async def test_a_month_that_is_not_over_cannot_be_closed(month: Month) -> None:
    await month.move_to(date(2026, 10, 15))

    with pytest.raises(NotOver, match="2026-11-01"):
        await month.close("2026-10")

    running = (await month.report("2026-10")).figures
    assert (running.day, running.over) == (date(2026, 10, 14), False)


async def test_a_month_without_a_completed_working_day_has_no_report_yet(month: Month) -> None:
    with pytest.raises(NotYet, match="2026-10-02"):
        await month.report("2026-10")


async def test_figures_without_a_silent_offices_reports_are_marked_and_stay_so(empty_database: str) -> None:
    month = Month(empty_database)
    await month.make(fallen_silent("JC-WB", date(2026, 8, 3)))
    closed = await month.close("2026-09")
    await month.count(sample_fulfilment())
    await month.move_to(date(2026, 11, 2))

    total, [silent] = closed.figures.find("entries"), closed.figures.silent
    assert total
    assert (total.incomplete, round(total.missing)) == (True, 26)
    assert silent.silence
    assert (silent.office, silent.silence.heard, silent.silence.silent_since) == SILENT
    offices = {one.id: one.incomplete for one in closed.figures.of("office")}
    assert [office for office, incomplete in offices.items() if incomplete] == ["office/JC-WB"]
    assert await month.report("2026-09") == closed
    october = (await month.report("2026-10")).figures
    assert not october.incomplete
    assert ("office/JC-WB", 9) in {(one.series, one.month) for one in october.quality.corrections}
    await month.database.aclose()


async def test_what_is_announced_is_known_without_planning(month: Month) -> None:
    pipeline = (await month.report("2026-09")).figures.pipeline

    assert pipeline
    assert (pipeline.announced, pipeline.overdue, pipeline.vouchers_open) == (63, 14, None)


async def test_offices_say_when_a_count_of_theirs_changed_last(month: Month) -> None:
    feeds = {one.office: one.last_change for one in (await month.report("2026-09")).figures.quality.feeds}

    assert feeds["AA-ST-OST"] == date(2026, 9, 30)
    assert all(day and day <= date(2026, 9, 30) for day in feeds.values())
