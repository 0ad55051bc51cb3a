"""Publishing versions of a plan over a real database: what is taken from the figures, and what stays as it was."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml

from services.kurs.plan_file import read_plan_file
from services.planning.domain.plan import Plan
from services.planning.plan.document import PlanDocument, PlanRefused
from services.planning.storage import plans as plan_store
from services.planning.storage.plans import PlanShelf
from services.planning.use_cases import publish_plan
from shared.clock import micros
from tests.support.ledger import LONG_AFTER, PLAN_2026, Books
from tests.support.plan_texts import a_plan, read
from tests.support.reference import board, sample_events
from tests.support.sample_year import sample_plan

MORNING = datetime(2026, 7, 1, 6, tzinfo=UTC)


@pytest.fixture
async def books(empty_database: str) -> Any:
    opened = Books(empty_database)
    yield opened
    await opened.database.aclose()


def the_plan_of_2026(**changed: Any) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(read_plan_file(PLAN_2026))
    return content | changed


def a_second_version(mode: dict[str, Any], amount: int = 780) -> dict[str, Any]:
    document = the_plan_of_2026(version=2, valid_from="2026-07-01", reason="less money", revision=mode)
    document["targets"][0]["amount"] = amount
    return document


async def publish(books: Books, document: dict[str, Any], now: datetime = MORNING, **said: Any) -> Plan:
    plan: Plan = await books.database.write(publish_plan, books.shelf, read(document), micros(now), **said)
    return plan


async def stored(books: Books, plan: Plan) -> PlanDocument:
    text = await books.database.read(plan_store.written, plan.id, plan.version)
    assert text
    return PlanDocument.model_validate_json(text)


async def test_next_year_is_spread_like_the_entries_of_this_one(recorded_books: Books) -> None:
    books = recorded_books
    counted = {one["id"]: one for one in (await books.board(date(2026, 12, 31), LONG_AFTER))["series"]}
    like = {"like": {"plan": "st-ost-2026"}, "source": "entries of 2026"}
    changed = {"plan": "st-ost-2027", "year": 2027, "valid_from": "2027-01-01", "phasing": like}

    plan = await publish(books, the_plan_of_2026(**changed), LONG_AFTER)

    months = (await stored(books, plan)).resolved
    assert months
    for id_ in ("entries", "employees", "sector/it"):
        assert list(months.months[id_].values()) == [month["actual"] for month in counted[id_]["months"]]
    assert (plan.series[0].target, sum(plan.series[0].months or ())) == (821, 821)
    assert (await books.database.read(PlanShelf().book)).versions[-1].series == plan.series


async def test_a_plan_like_one_without_entries_is_refused(books: Books) -> None:
    await books.publish()

    with pytest.raises(PlanRefused, match=r"phasing\.like\.plan: 'st-ost-2026' is not published, or has no entries"):
        await publish(books, a_plan(phasing={"like": {"plan": "st-ost-2026"}}))


async def test_starting_anew_estimates_what_has_begun_and_keeps_it_with_the_version(books: Books) -> None:
    await books.publish()
    known = [event for event in sample_events() if event["recordedtime"] < "2026-07-01"]
    await books.record(known)

    plan = await publish(books, a_second_version({"mode": "start_anew"}))

    resolved = (await stored(books, plan)).resolved
    assert resolved
    assert resolved.started["entries"] == nowcast(known)
    assert plan.series[0].expected(date(2026, 7, 1)) > nowcast(known)
    assert plan.series[0].expected(date(2026, 12, 31)) == 780
    await books.record(sample_events())
    assert (await books.database.read(PlanShelf().book)).versions[-1].series == plan.series


def nowcast(known: list[dict[str, Any]]) -> int:
    """Count what is known, and add the days' planned entries that are not yet reported at the pace seen so far."""
    planned = sample_plan()
    daily, curve = planned.series[0].daily, planned.completeness
    eve = date(2026, 6, 30)
    shares = {day: curve[min((date(2026, 7, 1) - day).days, 60)] for day in daily if day <= eve}
    n = board(known, eve, LONG_AFTER)["actual", "entries"]
    seen = sum(daily[day] * share for day, share in shares.items())
    missing = sum(daily[day] * (1 - share) for day, share in shares.items())
    return round(n + (4 + n) / (4 + seen) * missing)


async def test_a_later_version_leaves_the_board_of_the_past_as_it_was(books: Books) -> None:
    await books.publish()
    before = await books.board(date(2026, 6, 30), LONG_AFTER)

    await publish(books, a_second_version({}), by="a1b2")

    assert await books.board(date(2026, 6, 30), LONG_AFTER) == before
    after = await books.board(date(2026, 7, 1), LONG_AFTER)
    owed = [one["series"][0]["months"] for one in (before, after)]
    assert [month["target"] for month in owed[0]][:6] == [month["target"] for month in owed[1]][:6]
    assert after["series"][0]["target"] == sum(month["target"] for month in owed[1]) == 780
    newest = (await books.database.read(PlanShelf().book)).versions[-1]
    assert (newest.version, newest.reason, newest.author, newest.mode) == (2, "less money", "key a1b2", "gap_stays")


async def test_the_same_version_again_changes_nothing_and_another_content_is_refused(books: Books) -> None:
    await books.publish()
    document = a_second_version({"mode": "start_anew"})
    plan = await publish(books, document, by="a1b2")

    assert (await publish(books, document, LONG_AFTER, by="c3d4")).series == plan.series
    assert len((await books.database.read(PlanShelf().book)).versions) == 2
    with pytest.raises(PlanRefused, match="never edited"):
        await publish(books, a_second_version({"mode": "start_anew"}, amount=790))
