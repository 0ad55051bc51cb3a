"""Reports over HTTP: what they look like to whom, closing, and what is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest

from services.monitoring.app import create_app
from shared.events import Person
from shared.keys import Right, create_key
from shared.settings import Settings
from tests.support.monitoring_service import client_of
from tests.support.originals import Original
from tests.support.reports import Month
from tests.support.running import free_ports

ALL: list[Right] = ["emit", "backfill", "read", "manage"]
SUBSCRIBER = Person(name="Controlling", mail="controlling@example.org", series=("*",), report="monthly")


class Doors:
    """Monitoring's HTTP with the sample year, for callers with different keys; planning is away."""

    def __init__(self, settings: Settings) -> None:
        """Make keys."""
        self.app = create_app(settings)
        self.tokens = {
            "district": create_key(settings.keys, office=None, rights=ALL),
            "reader": create_key(settings.keys, office=None, rights=["read"]),
            "JC-DERO": create_key(settings.keys, office="JC-DERO", rights=["read"]),
            "manager of JC-DERO": create_key(settings.keys, office="JC-DERO", rights=["read", "manage"]),
        }

    async def get(self, path: str, who: str = "reader", **asked: str) -> httpx2.Response:
        async with client_of(self.app, self.tokens.get(who, "")) as http:
            return await http.get(f"/v1/reports/{path}", params=asked)

    async def post(self, path: str, who: str = "district", **body: Any) -> httpx2.Response:
        async with client_of(self.app, self.tokens.get(who, "")) as http:
            return await http.post(f"/v1/reports/{path}", json=body)


@pytest.fixture
async def doors(judged_year: Original, tmp_path: Path) -> Doors:
    """Return doors to a month in SQLite: that both databases say the same is told by the contracts' tests."""
    database = judged_year.copy_to(tmp_path / "judged.sqlite3")
    month = Month(database)
    await month.name(SUBSCRIBER)
    await month.database.aclose()
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path,
        monitoring_database_url=database,
        planning_port=free_ports(1)[0],
        today=date(2026, 10, 1),
    )
    return Doors(settings)


async def test_a_report_comes_in_every_format(doors: Doors) -> None:
    begins = {"pdf": b"%PDF", "xlsx": b"PK", "csv": b"\xef\xbb\xbf", "json": b"{"}
    for form, begin in begins.items():
        answer = await doors.get(f"2026-09.{form}", lang="en")
        assert answer.status_code == 200, answer.text
        assert answer.content.startswith(begin)
        assert answer.headers["content-disposition"].endswith(f'.{form}"')
    assert "Closing day" in (await doors.get("2026-09.csv", lang="en")).text
    assert "Stichtag" in (await doors.get("2026-09.csv")).text


async def test_planning_being_away_is_said_and_what_is_announced_is_known_all_the_same(doors: Doors) -> None:
    figures = (await doors.get("2026-09.json")).json()["figures"]

    assert figures["planning_away"]
    assert figures["pipeline"]["announced"] > 0
    assert figures["pipeline"]["vouchers_open"] is None


async def test_an_office_sees_its_own_part(doors: Doors) -> None:
    figures = (await doors.get("2026-09.json", "JC-DERO")).json()["figures"]

    assert {one["id"] for one in figures["series"]} == {"entries", "employees", "office/JC-DERO"}
    assert (await doors.get("2026-09.pdf", "JC-DERO")).content.startswith(b"%PDF")


async def test_closing_freezes_and_answers_the_same_again(doors: Doors) -> None:
    provisional = (await doors.get("2026-09.json")).json()
    first = await doors.post("2026-09/close", who="district")
    second = await doors.post("2026-09/close", who="district")
    closed = (await doors.get("2026-09.json")).json()

    assert first.status_code == 200, first.text
    assert first.json() == second.json()
    assert (provisional["status"], closed["status"]) == ("provisional", "closed")
    assert closed["sha256"] == first.json()["sha256"]
    assert "abgeschlossen" in (await doors.get("2026-09.csv")).text


async def test_a_month_that_is_not_over_says_when_it_can_be_closed(doors: Doors) -> None:
    answer = await doors.post("2026-10/close")

    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:kurs:problem:month-not-over"
    assert "2026-11-01" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("2026-10.pdf", 409), ("2025-09.pdf", 404), ("2026-13.pdf", 422), ("2026-09.docx", 422)],
)
async def test_what_cannot_be_reported_is_refused(doors: Doors, path: str, status: int) -> None:
    answer = await doors.get(path)

    assert answer.status_code == status
    assert answer.json()["detail"]


@pytest.mark.parametrize(("who", "status"), [("nobody", 401), ("reader", 403), ("manager of JC-DERO", 403)])
@pytest.mark.parametrize("act", ["close", "send"])
async def test_only_the_districts_managers_close_and_send(doors: Doors, act: str, who: str, status: int) -> None:
    assert (await doors.post(f"2026-09/{act}", who)).status_code == status


async def test_a_report_needs_a_key(doors: Doors) -> None:
    assert (await doors.get("2026-09.pdf", "nobody")).status_code == 401


async def test_sending_says_to_how_many(doors: Doors) -> None:
    assert (await doors.post("2026-09/send")).json() == {"queued": 1}
    assert (await doors.post("2026-09/send")).json() == {"queued": 0}
