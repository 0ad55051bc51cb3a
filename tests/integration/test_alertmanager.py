"""A real Alertmanager hears of open alerts and of their end."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from services.monitoring.domain.alerts import Kind, Severity, Turn
from services.monitoring.domain.deeds import Deed, What
from services.monitoring.domain.history import Change
from services.monitoring.notify.alertmanager import WATCHDOG, Alertmanager
from services.monitoring.notify.wording import Wording
from services.monitoring.storage.mapping import change_row
from services.monitoring.storage.memory import SqlMemory
from services.monitoring.storage.tables import AnnouncedRow, ChangeRow
from shared.storage import table
from tests.support.alertmanager import alertmanager as configured
from tests.support.running import free_ports
from tests.support.sample_year import PLAN
from tests.support.telling import Office, change

WITHIN_S = 20.0
YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


@pytest.fixture
def alertmanager(tmp_path: Path) -> Iterator[str]:
    """Return the URL of a running Alertmanager as it is deployed, whose mail server is away."""
    with configured(tmp_path / "alertmanager", *free_ports(1)) as found:
        yield found.url


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    office = Office(f"sqlite:///{tmp_path / 'monitoring.sqlite3'}")
    await office.open()
    yield office
    await office.database.aclose()


async def announce(office: Office, *changes: Change) -> None:
    rows = [change_row(one) for one in changes]
    await office.database.write(lambda connection: connection.execute(table(AnnouncedRow).insert(), rows))


async def tell(office: Office, url: str, at: datetime | None = None) -> None:
    def wall() -> datetime:
        return at or datetime.now(UTC)

    await Alertmanager(url, office.database, wall, Wording("http://page.example.org"), "en").tell()


async def open_at(url: str, *, watchdog: bool = False) -> list[dict[str, Any]]:
    async with httpx2.AsyncClient(trust_env=False) as http:
        alerts: list[dict[str, Any]] = (await http.get(f"{url}/api/v2/alerts")).raise_for_status().json()
    return [one for one in alerts if (one["labels"]["alertname"] == WATCHDOG) is watchdog]


async def severities_open_at(url: str, expected: Sequence[str]) -> None:
    """Wait until *url* has open alerts of the *expected* severities and no others."""
    deadline = time.monotonic() + WITHIN_S
    while (found := [one["labels"]["severity"] for one in await open_at(url)]) != list(expected):
        assert time.monotonic() < deadline, found
        await asyncio.sleep(0.05)


async def test_an_open_alert_is_known_with_its_labels_and_nobodys_data(office: Office, alertmanager: str) -> None:
    await announce(office, change(day=YESTERDAY, since=YESTERDAY))
    await tell(office, alertmanager)

    [known] = await open_at(alertmanager)
    assert known["labels"] == {
        "alertname": "KurshalterDeviation",
        "plan": PLAN,
        "series": "entries",
        "severity": "warning",
        "kind": "pace",
    }
    assert known["annotations"] == {"summary": "Warning: Entries under SGB III"}
    assert known["generatorURL"] == f"http://page.example.org/?plan={PLAN}&lang=en"
    ends = datetime.fromisoformat(known["endsAt"]) - datetime.now(UTC)
    assert timedelta(minutes=4) < ends <= timedelta(minutes=5)


async def test_telling_again_keeps_the_same_alert_open_for_longer(office: Office, alertmanager: str) -> None:
    await announce(office, change(day=YESTERDAY, since=YESTERDAY))
    await tell(office, alertmanager)
    [first] = await open_at(alertmanager)
    await tell(office, alertmanager, datetime.now(UTC) + timedelta(minutes=1))
    [second] = await open_at(alertmanager)

    assert second["fingerprint"] == first["fingerprint"]
    assert second["startsAt"] == first["startsAt"]
    assert second["endsAt"] > first["endsAt"]


async def test_what_has_risen_is_open_once_and_what_is_resolved_is_over(office: Office, alertmanager: str) -> None:
    raised = change(day=YESTERDAY - timedelta(days=1), since=YESTERDAY - timedelta(days=1))
    await announce(office, raised)
    await tell(office, alertmanager)
    await severities_open_at(alertmanager, ["warning"])

    await announce(office, change(Turn.ROSE, YESTERDAY, since=raised.since, severity=Severity.CRITICAL))
    await tell(office, alertmanager)
    await severities_open_at(alertmanager, ["critical"])

    resolved = change(Turn.RESOLVED, YESTERDAY, since=raised.since, severity=Severity.CRITICAL)
    await announce(office, resolved)
    await tell(office, alertmanager)
    await severities_open_at(alertmanager, [])


async def test_on_a_fixed_day_in_the_future_an_alert_is_open_now(office: Office, alertmanager: str) -> None:
    await announce(office, change(day=date(2099, 3, 5), since=date(2099, 3, 5)))
    await tell(office, alertmanager)

    await severities_open_at(alertmanager, ["warning"])


async def test_an_alertmanager_that_is_away_is_tried_again_and_stops_nothing(office: Office) -> None:
    await announce(office, change(day=YESTERDAY, since=YESTERDAY))
    [port] = free_ports(1)

    with pytest.raises(httpx2.ConnectError):
        await tell(office, f"http://127.0.0.1:{port}")


async def test_a_silent_office_inhibits_only_what_follows_from_it(office: Office, alertmanager: str) -> None:
    silent = "office/JC-WB"
    of_it = [silent, "sector/health/office/JC-WB"]
    others = ["entries", "sector/health", "office/JC-ABI", "sector/health/office/JC-ABI"]
    behind = [change(day=YESTERDAY, since=YESTERDAY, series=series) for series in (*of_it, *others)]
    await announce(office, *behind)
    await tell(office, alertmanager)
    await inhibited_at(alertmanager, expected=set())

    about: dict[str, Any] = {"series": silent, "kind": Kind.FEED_SILENT, "severity": Severity.FEED_SILENT}
    await announce(office, change(day=YESTERDAY, since=YESTERDAY, **about))
    await tell(office, alertmanager)
    await inhibited_at(alertmanager, expected=set(of_it))
    [known] = [one for one in await open_at(alertmanager) if one["labels"]["kind"] == "feed_silent"]
    assert known["labels"] == {
        "alertname": "KurshalterFeedSilent",
        "office": "JC-WB",
        "plan": PLAN,
        "series": silent,
        "severity": "feed_silent",
        "kind": "feed_silent",
    }

    await announce(office, change(Turn.RESOLVED, YESTERDAY, since=YESTERDAY, **about))
    await tell(office, alertmanager)
    await inhibited_at(alertmanager, expected=set())


async def inhibited_at(url: str, *, expected: set[str]) -> None:
    """Wait until the alerts of *expected* series, and no others, are open at *url* and told to nobody."""
    deadline = time.monotonic() + WITHIN_S
    while True:
        found = {one["labels"]["series"] for one in await open_at(url) if one["status"]["inhibitedBy"]}
        if found == expected:
            return
        assert time.monotonic() < deadline, found
        await asyncio.sleep(0.05)


async def test_a_snoozed_alert_is_over_until_it_is_open_again(alertmanager: str, tmp_path: Path) -> None:
    office = Office(f"sqlite:///{tmp_path / 'snoozed.sqlite3'}")
    await office.open()
    raised = change(day=YESTERDAY, since=YESTERDAY)
    await announce(office, raised)
    await office.database.write(lambda connection: connection.execute(table(ChangeRow).insert(), [change_row(raised)]))
    now = datetime.now(UTC)
    today = YESTERDAY + timedelta(days=1)
    await tell(office, alertmanager)
    await severities_open_at(alertmanager, ["warning"])

    deed = Deed(PLAN, "entries", Kind.PACE, raised.alert, 0, What.SNOOZE, today, now, "A", "B", today)
    await office.database.write(lambda connection: SqlMemory(connection).do(deed))
    await tell(office, alertmanager)
    await severities_open_at(alertmanager, [])

    again = replace(deed, number=1, what=What.REOPEN, until=None)
    await office.database.write(lambda connection: SqlMemory(connection).do(again))
    await tell(office, alertmanager)
    await severities_open_at(alertmanager, ["warning"])
    await office.database.aclose()


async def test_the_watchdog_is_always_open_and_ends_when_nobody_tells_it_any_more(
    office: Office, alertmanager: str
) -> None:
    await tell(office, alertmanager, datetime.now(UTC) - timedelta(minutes=4))
    [first] = await open_at(alertmanager, watchdog=True)
    await tell(office, alertmanager)
    [second] = await open_at(alertmanager, watchdog=True)

    ends = datetime.fromisoformat(second["endsAt"]) - datetime.now(UTC)
    assert second["startsAt"] == first["startsAt"]
    assert second["labels"] == {"alertname": "KurshalterHeartbeat", "severity": "none"}
    assert timedelta(minutes=4) < ends <= timedelta(minutes=5)
    await severities_open_at(alertmanager, [])
