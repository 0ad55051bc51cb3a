"""A real Alertmanager hears of open alerts and of their end."""

import asyncio
import shutil
import subprocess
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
from services.monitoring.notify.alertmanager import Alertmanager
from services.monitoring.notify.wording import Wording
from services.monitoring.storage.mapping import change_row
from services.monitoring.storage.memory import SqlMemory
from services.monitoring.storage.tables import AnnouncedRow, ChangeRow
from shared.storage import table
from tests.support.offspring import end_with_us
from tests.support.running import free_ports
from tests.support.sample_year import PLAN
from tests.support.telling import Office, change

WITHIN_S = 20.0
YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


@pytest.fixture
def alertmanager(tmp_path: Path) -> Iterator[str]:
    """Return the URL of a running Alertmanager that notifies nobody."""
    program = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
    if program is None:
        pytest.skip("Alertmanager is not installed (Debian: prometheus-alertmanager)")
    config = tmp_path / "alertmanager.yml"
    config.write_text("route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")
    [port] = free_ports(1)
    command = [program, f"--config.file={config}", f"--storage.path={tmp_path}", "--cluster.listen-address="]
    process = subprocess.Popen(
        [*command, f"--web.listen-address=127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_us,  # noqa: PLW1509 - it only calls the kernel
    )
    url = f"http://127.0.0.1:{port}"
    _wait_for(url)
    yield url
    process.kill()
    process.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + WITHIN_S
    while True:
        try:
            httpx2.get(f"{url}/-/ready", trust_env=False).raise_for_status()
        except httpx2.HTTPError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


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


async def open_at(url: str) -> list[dict[str, Any]]:
    async with httpx2.AsyncClient(trust_env=False) as http:
        alerts: list[dict[str, Any]] = (await http.get(f"{url}/api/v2/alerts")).raise_for_status().json()
    return alerts


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
