"""What is measured for a plan is kept for its year, on both databases, and comes again after every loss."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select

from services.planning.calibration import calibrating
from services.planning.calibration.recalibrating import NothingNew, YearFrozen, look_at_reporting, recalibrate
from services.planning.closing.years import freeze_plan
from services.planning.domain.calibration import Calibration, Groups, Measured
from services.planning.domain.reporting import DEFAULT, Curve
from services.planning.rebuilding.restoring import announce_everything
from services.planning.storage import calibrations as store
from services.planning.storage.audit import Act
from services.planning.storage.plans import PlanShelf
from services.planning.storage.reporting import told_of
from services.planning.storage.tables import EntityRow, OutboxRow, RevisionRow
from services.planning.use_cases import publish_plan
from shared.clock import end_of, micros
from shared.events import FulfilmentCounted, PlanPublished
from shared.storage import table
from shared.streams import FULFILMENT, PLANS
from tests.support.districts import entry, plan
from tests.support.ledger import LONG_AFTER, Books
from tests.support.plan_texts import read

JANUARY = datetime(2027, 1, 5, 9, tzinfo=UTC)
COURSE = "955/1/26"


@pytest.fixture
async def books(empty_database: str) -> AsyncIterator[Books]:
    opened = Books(empty_database)
    yield opened
    await opened.database.aclose()


async def publish(books: Books, document: dict[str, Any], now: datetime) -> None:
    await books.database.write(publish_plan, books.shelf, read(document), micros(now), by="k1")


async def in_force(books: Books, plan_id: str) -> Calibration:
    found = await books.database.read(calibrating.newest, plan_id)
    assert found
    return found


async def measured(books: Books, plan_id: str, day: date) -> Measured:
    def work(connection: Connection) -> Measured:
        book = books.shelf.book(connection)
        newest = book.newest(plan_id)
        assert newest
        return calibrating.measure(connection, book, newest, day)

    return await books.database.read(work)


async def told(books: Books, stream: str) -> list[bytes]:
    outbox = table(OutboxRow)
    chosen = select(outbox.c.body).where(outbox.c.stream == stream).order_by(outbox.c.id)
    return await books.database.read(lambda connection: list(connection.scalars(chosen)))


async def published(books: Books) -> list[PlanPublished]:
    return [PlanPublished.model_validate_json(body) for body in await told(books, PLANS.name)]


def a_year(*, delay: int = 7, number: int = 200, year: int = 2026) -> list[dict[str, Any]]:
    """Return entries that begin one after the other over a year, each known *delay* days after its start."""
    starts = (date(year, 1, 5) + timedelta(days=n * 350 // number) for n in range(number))
    return [
        entry(f"{year}-{n}", start=str(start), known=f"{start + timedelta(days=delay)}T08:00:00Z")
        for n, start in enumerate(starts)
    ]


def in_course(id_: str, start: str = "2026-03-02", **changed: Any) -> dict[str, Any]:
    event = entry(id_, start=start, known="2026-03-04T08:00:00Z", **changed)
    return {**event, "data": {**event["data"], "measure": COURSE}}


async def test_the_first_year_is_judged_by_assumption(books: Books) -> None:
    await books.publish()

    assert (await in_force(books, "st-ost-2026")).measured == Measured(None, DEFAULT, {})
    (event,) = await published(books)
    assert event.completeness == list(DEFAULT.shares)
    assert (event.calibration.version, event.calibration.origin, event.calibration.groups) == (1, "default", {})
    assert event.preset == "standard"


async def test_how_readily_managers_are_warned_is_published_with_the_plan(books: Books) -> None:
    await publish(books, plan("nord", 2026, alerts={"preset": "quiet"}), JANUARY)

    assert [event.preset for event in await published(books)] == ["quiet"]


async def test_a_year_with_one_before_it_is_calibrated_when_its_plan_is_published(books: Books) -> None:
    """By hand: courses of 3 and of 2 and one single entry of the whole; one of them planned and one cancelled."""
    await publish(books, plan("nord", 2026), JANUARY.replace(year=2026))
    await books.record(
        [
            *(in_course(f"A-{n}") for n in range(3)),
            *(in_course(f"B-{n}", start="2026-04-01", office="N-2") for n in range(2)),
            entry("ALONE", start="2026-03-02", known="2026-03-09T08:00:00Z", occupation="82102"),
            in_course("PLANNED", status="planned"),
            in_course("CANCELLED", status="cancelled"),
        ]
    )

    await publish(books, plan("nord", 2027), JANUARY)

    kept = await in_force(books, "nord-2027")
    assert (kept.version, kept.by, kept.measured.day) == (1, "k1", date(2026, 12, 31))
    assert (kept.measured.curve.origin, kept.measured.curve.entries) == ("hazards", 6)
    assert kept.measured.groups == {
        "entries": Groups(3 + 2 + 1, 9 + 4 + 1),
        "office/N-1": Groups(3 + 1, 9 + 1),
        "office/N-2": Groups(2, 4),
        "sector/care": Groups(1, 1),
        "sector/it": Groups(3 + 2, 9 + 4),
    }
    event = (await published(books))[-1]
    assert event.completeness == list(kept.measured.curve.shares)
    assert (event.calibration.measured_on, event.calibration.entries) == (date(2026, 12, 31), 6)
    assert event.calibration.groups["entries"].squares == 14


async def test_the_groups_follow_the_filters_of_the_plan_that_is_calibrated(books: Books) -> None:
    """What counted as informatics then counts as care under the new plan's sectors; no plan of that year is needed."""
    await publish(books, plan("sued", 2026), JANUARY.replace(year=2026))
    await books.record([in_course(f"A-{n}") for n in range(3)])
    document = plan("nord", 2027)
    document["sectors"]["sectors"]["care"]["kldb"] = ["43"]
    document["sectors"]["sectors"]["it"]["kldb"] = []

    await publish(books, document, JANUARY)

    groups = (await in_force(books, "nord-2027")).measured.groups
    assert groups["sector/care"] == groups["entries"] == Groups(3, 9)
    assert "sector/it" not in groups


async def test_later_versions_of_a_plan_keep_its_calibration(books: Books) -> None:
    await publish(books, plan("nord", 2026), JANUARY.replace(year=2026))
    await books.record(a_year())
    await publish(books, plan("nord", 2027), JANUARY)
    first = await in_force(books, "nord-2027")
    assert (first.measured.curve.origin, first.measured.curve.shares[6:8]) == ("matured", (0.0, 1.0))

    await publish(books, plan("nord", 2027, version=2, reason="more"), JANUARY + timedelta(days=40))

    assert await in_force(books, "nord-2027") == first
    assert [(event.plan_version, event.calibration.version) for event in await published(books)][1:] == [(1, 1), (2, 1)]


async def test_measuring_anew_keeps_a_version_more_and_publishes_the_plan_with_it(books: Books) -> None:
    await publish(books, plan("nord", 2026), JANUARY.replace(year=2026))
    await books.record(a_year())
    found = await measured(books, "nord-2026", date(2027, 1, 4))

    async def again(measured_now: Measured) -> Calibration:
        now = micros(JANUARY)
        return await books.database.write(recalibrate, books.shelf, "nord-2026", measured_now, now=now, by="k2")

    kept = await again(found)

    assert (kept.version, kept.measured.curve.origin, kept.by) == (2, "matured", "k2")
    assert [one.version for one in await books.database.read(store.calibrations_of, "nord-2026")] == [1, 2]
    event = (await published(books))[-1]
    assert (event.plan_version, event.calibration.version, event.recordedtime) == (1, 2, JANUARY)
    assert event.completeness == list(found.curve.shares)
    with pytest.raises(NothingNew):
        await again(Measured(date(2027, 1, 9), found.curve, found.groups))
    act = Act(1, "k1", "freeze", "nord-2026")
    await books.database.write(freeze_plan, books.shelf, act, JANUARY, confirmed=True)
    with pytest.raises(YearFrozen):
        await again(Measured(None, DEFAULT, {}))


async def test_when_the_details_of_the_year_before_are_gone_its_groups_stay(books: Books) -> None:
    await publish(books, plan("nord", 2026), JANUARY.replace(year=2026))
    await books.record(a_year())
    await publish(books, plan("nord", 2027), JANUARY)
    before = (await in_force(books, "nord-2027")).measured

    def forget(connection: Connection) -> None:
        for row in (RevisionRow, EntityRow):
            connection.execute(delete(table(row)))

    await books.database.write(forget)

    assert (await measured(books, "nord-2027", date(2027, 1, 4))).groups == before.groups


async def test_after_a_loss_every_version_is_told_again_with_the_calibrations_it_had(books: Books) -> None:
    await publish(books, plan("nord", 2026), JANUARY.replace(year=2026))
    await books.record(a_year())
    found = await measured(books, "nord-2026", date(2027, 1, 4))
    later = JANUARY + timedelta(days=1)
    await books.database.write(recalibrate, books.shelf, "nord-2026", found, now=micros(later), by=None)
    await publish(
        books, plan("nord", 2026, version=2, valid_from="2026-07-01", reason="more"), later + timedelta(days=1)
    )
    before = await published(books)

    await books.database.write(lambda connection: connection.execute(delete(table(OutboxRow))) and None)
    await books.database.write(announce_everything, PlanShelf(), lambda: LONG_AFTER)

    assert await published(books) == before
    assert [(event.plan_version, event.calibration.version) for event in before] == [(1, 1), (1, 2), (2, 2)]


async def test_a_slower_feed_is_told_once_and_after_a_loss_again_until_it_is_calibrated(books: Books) -> None:
    await publish(books, plan("nord", 2026), JANUARY.replace(year=2026))
    await books.record(a_year(delay=30, number=340))
    day = date(2026, 10, 14)

    found = await books.database.write(look_at_reporting, books.shelf, day)
    await books.database.write(look_at_reporting, books.shelf, day + timedelta(days=1))

    assert found["nord-2026"].verdict() == "slower"
    counted = [FulfilmentCounted.model_validate_json(body) for body in await told(books, FULFILMENT.name)]
    (pace,) = [event.reporting for event in counted if event.reporting]
    assert (pace.verdict, pace.observed_days, pace.since) == ("slower", 30.0, day)
    assert pace.calibrated_days < 15
    await books.database.write(lambda connection: connection.execute(delete(table(OutboxRow))) and None)
    await books.database.write(announce_everything, PlanShelf(), lambda: LONG_AFTER)
    again = [FulfilmentCounted.model_validate_json(body) for body in await told(books, FULFILMENT.name)]
    assert [event.reporting for event in again if event.reporting] == [pace]
    measured_now = Measured(day, Curve((*[0.0] * 30, 1.0), "matured", 300), {})
    await books.database.write(recalibrate, books.shelf, "nord-2026", measured_now, now=micros(end_of(day)), by=None)
    await books.database.write(look_at_reporting, books.shelf, day + timedelta(days=2))
    last = await books.database.read(told_of, "nord-2026")
    assert last
    assert (last.verdict, last.since) == ("as_calibrated", day + timedelta(days=2))


async def test_the_sample_year_reports_as_it_is_taken_to(recorded_books: Books) -> None:
    books = recorded_books

    for offset in range(0, 330, 10):
        await books.database.write(look_at_reporting, books.shelf, date(2026, 2, 2) + timedelta(days=offset))

    assert await books.database.read(told_of, "st-ost-2026") is None
