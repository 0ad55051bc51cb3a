"""Monitoring tells people: from a day that is over to a mail, over restarts and crashes."""

import asyncio
import email
import email.policy
import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from services.monitoring.notify.sender import Sender
from services.monitoring.notify.wording import Wording
from shared.crash import VARIABLE
from shared.events import Managers, Person
from shared.keys import create_key
from shared.migrate import migrate
from shared.settings import Settings
from shared.storage import Database
from tests.support.monitoring_service import Service, running, settings_in
from tests.support.redis_server import RedisServer
from tests.support.reference import ROOT
from tests.support.sample_year import sample_fulfilment, sample_plan
from tests.support.smtp_server import Mailbox, serving
from tests.support.telling import LEADER, MIGRATIONS, OPERATIONS, Hand, Office, several
from tests.support.waiting import eventually

ALERT_DAY = date(2026, 10, 6)
PEOPLE = (
    Person(name="Leitung", mail=LEADER, series=("entries", "employees")),
    Person(name="Betrieb", mail=OPERATIONS, operations=True),
)
PLAN = sample_plan().model_copy(update={"managers": Managers(people=PEOPLE)})
SUBJECTS = {
    "Warnung – Eintritte SGB III: 83 zu wenig",
    "Ziel gefährdet – Eintritte SGB III: Prognose 693 von 821",
}


@pytest.fixture
def settings(tmp_path: Path, redis_server: RedisServer) -> Settings:
    return settings_in(tmp_path, redis_server.url, today=ALERT_DAY)


def manager(settings: Settings) -> str:
    return create_key(settings.keys, office=None, rights=["read", "manage"])


async def the_year(service: Service) -> None:
    await service.publish_plan(PLAN)
    await service.publish_counts(sample_fulfilment())
    await service.at_rest()


def files(settings: Settings) -> list[Path]:
    return sorted((settings.data_dir / "outbox").glob("*.eml"))


def subjects(mails: list[bytes]) -> set[str]:
    return {str(email.message_from_bytes(mail, policy=email.policy.default)["Subject"]) for mail in mails}


async def all_sent(service: Service, number: int) -> None:
    async def are_they() -> bool:
        return len(await service.get("/v1/notifications?state=sent")) == number

    await eventually(are_they)


async def test_without_a_server_mails_are_files_and_the_page_says_so(settings: Settings) -> None:
    token = manager(settings)
    for _ in ("first start", "second start"):
        async with running(settings, token) as service:
            await the_year(service)
            await all_sent(service, 2)
            page = (await service.http.get("/")).text

    assert subjects([file.read_bytes() for file in files(settings)]) == SUBJECTS
    assert len(files(settings)) == 2
    assert "KURS_SMTP_URL ist nicht gesetzt" in page


async def test_alerts_of_past_days_are_kept_and_nobody_is_told(settings: Settings) -> None:
    later = settings.model_copy(update={"today": date(2026, 10, 15)})
    async with running(later, manager(later)) as service:
        await the_year(service)
        assert (await service.get("/v1/alerts"))["alerts"]
        assert await service.get("/v1/notifications") == []
    assert files(later) == []


async def test_mails_go_through_the_server_that_is_set(settings: Settings) -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as port:
        through = settings.model_copy(update={"smtp_url": SecretStr(f"smtp://127.0.0.1:{port}")})
        async with running(through, manager(through)) as service:
            await the_year(service)
            await all_sent(service, 2)
            assert "KURS_SMTP_URL" not in (await service.http.get("/")).text
    assert subjects(mailbox.mails) == SUBJECTS
    assert files(settings) == []


async def test_managers_see_what_failed_and_send_it_again(settings: Settings) -> None:
    mailbox = Mailbox()
    mailbox.answers["RCPT"] = "550 nobody"
    async with serving(mailbox) as port:
        through = settings.model_copy(update={"smtp_url": SecretStr(f"smtp://127.0.0.1:{port}")})
        async with running(through, manager(through)) as service:
            await the_year(service)

            async def failed() -> bool:
                return len(await service.get("/v1/notifications?state=failed")) == 3

            await eventually(failed)
            listed = await service.get("/v1/notifications?state=failed")
            metrics = await service.metrics()
            mailbox.answers.clear()
            replayed: Any = (await service.http.post("/v1/notifications/replay")).json()
            await all_sent(service, 3)
            one = listed[0]["id"]
            assert (await service.http.post(f"/v1/notifications/{one}/replay")).json() == {"replayed": 1}
            assert (await service.http.post("/v1/notifications/nothing/replay")).status_code == 404

    assert {(one["person"], one["reason"]) for one in listed} == {("Leitung", "smtp-550"), ("Betrieb", "smtp-550")}
    assert "example.org" not in str(listed)
    assert metrics['kurs_notifications{channel="mail",state="failed"}'] == 3
    assert replayed == {"replayed": 3}
    assert subjects(mailbox.mails) == SUBJECTS | {"Kurshalter – Meldung nicht zustellbar"}


async def test_only_the_districts_managers_see_the_notifications(settings: Settings) -> None:
    reader = create_key(settings.keys, office=None, rights=["read"])
    office = create_key(settings.keys, office="JC-WB", rights=["read", "manage"])
    async with running(settings) as service:
        for method, path in (("GET", ""), ("POST", "/replay"), ("POST", "/1/replay")):
            url = f"/v1/notifications{path}"
            assert (await service.http.request(method, url)).status_code == 401
            for token in (reader, office):
                headers = {"Authorization": f"Bearer {token}"}
                assert (await service.http.request(method, url, headers=headers)).status_code == 403


@pytest.mark.parametrize("url", ["mail.example.org:secret", "http://mail.example.org/secret", "smtp:///secret"])
def test_a_server_url_that_is_none_is_said_at_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="write smtp://") as refused:
        settings_in(tmp_path, "", smtp_url=url)

    assert "secret" not in str(refused.value)


async def test_a_sender_whose_database_is_away_says_so_and_goes_on_when_it_is_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitoring.sqlite3'}"
    bare = Database(url, "monitoring")
    sender = Sender(bare, {}, Wording(""), Hand(), lambda: 0.0)

    async def failing() -> bool:
        return await sender.fault() == "sending-failing"

    async def fine() -> bool:
        return await sender.fault() is None

    async with sender.running():
        await eventually(failing)
        migrate("monitoring", url, MIGRATIONS)
        await eventually(fine)
    await bare.aclose()


async def test_a_sender_that_works_no_more_is_not_ready(settings: Settings) -> None:
    async with running(settings) as service:
        await service.at_rest()
        for task in asyncio.all_tasks():
            if getattr(task.get_coro(), "__qualname__", "") == "Sender._run":
                task.cancel()

        async def not_ready() -> bool:
            return "sending-stopped" in (await service.http.get("/health/ready")).text

        await eventually(not_ready)


@pytest.mark.parametrize(("place", "arrivals"), [("monitoring.leased-not-sent", 1), ("monitoring.sent-not-noted", 2)])
async def test_a_sender_that_is_killed_loses_nothing_and_what_comes_twice_has_one_id(
    empty_database: str, place: str, arrivals: int
) -> None:
    office = Office(empty_database, *PEOPLE)
    await office.open()
    await office.tell(*several(1))
    await office.database.aclose()
    mailbox = Mailbox()
    async with serving(mailbox) as port:
        died = await _sender(empty_database, port, minutes=0, crash_at=place)
        early = await _sender(empty_database, port, minutes=1)
        done = await _sender(empty_database, port, minutes=4)

    assert (died, early, done) == (-signal.SIGKILL, 0, 0)
    assert len(mailbox.mails) == arrivals
    assert len({email.message_from_bytes(mail)["Message-ID"] for mail in mailbox.mails}) == 1


async def _sender(url: str, port: int, *, minutes: int, crash_at: str = "") -> int | None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.support.sender_process", url, f"smtp://127.0.0.1:{port}", str(minutes)),
        env={**os.environ, VARIABLE: crash_at},
        cwd=ROOT,
    )
    return await process.wait()
