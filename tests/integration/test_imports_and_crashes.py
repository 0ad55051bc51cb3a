"""A monthly file is taken as a whole or not at all, wherever intake dies."""

from pathlib import Path

import httpx2
import pytest
from redis import Redis

from shared.crash import VARIABLE
from shared.keys import create_key
from shared.settings import Settings
from shared.streams import PLANS
from tests.support.filing import FED_BY_FILES, a_file, a_line
from tests.support.intake_door import a_plan, prepared
from tests.support.intake_process import IntakeProcess, intake_process
from tests.support.redis_server import RedisServer
from tests.support.running import until

FILE = a_file(*(a_line(f"T-{n}") for n in range(2_500)))  # more than are written at once


@pytest.fixture
def settings(redis_server: RedisServer, tmp_path: Path) -> Settings:
    """Return the settings of an intake that will learn a plan in which one office sends files."""
    made = prepared(tmp_path, redis_server)
    with Redis.from_url(made.redis) as redis:
        redis.xadd(PLANS.name, {"__data__": a_plan(fed_by_files=[FED_BY_FILES]).model_dump_json()})
    return made


def send(intake: IntakeProcess, key: str, *, dry_run: bool = False) -> httpx2.Response:
    address = f"http://127.0.0.1:{intake.port}/v1/imports"
    asked = {"office": FED_BY_FILES, "month": "2026-01", **({"dry_run": "true"} if dry_run else {})}
    headers = {"Authorization": f"Bearer {key}"}
    return httpx2.post(address, params=asked, content=FILE, headers=headers, timeout=60.0, trust_env=False)


@pytest.mark.parametrize(
    ("place", "kept"), [("intake.in-journal", 0), ("intake.in-import", 0), ("intake.after-import", 2_500)]
)
def test_all_of_a_file_is_kept_or_nothing_and_it_can_be_sent_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, place: str, kept: int
) -> None:
    key = create_key(settings.keys, office=FED_BY_FILES, rights=["emit"])
    monkeypatch.setenv(VARIABLE, f"{place}:1")
    with intake_process(settings) as intake:
        until(lambda: send(intake, key, dry_run=True).status_code == 202)
        with pytest.raises(httpx2.TransportError):
            send(intake, key)

    monkeypatch.delenv(VARIABLE)
    with intake_process(settings) as intake:
        until(lambda: send(intake, key, dry_run=True).status_code == 202)
        again = send(intake, key).json()
        once_more = send(intake, key).json()

    assert (again["unchanged"], again["new"]) == (kept, 2_500 - kept)
    assert once_more["unchanged"] == 2_500
