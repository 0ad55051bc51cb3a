"""The main job: one command starts everything, Ctrl-C ends it, nothing is left and nothing is lost."""

import sqlite3
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil
import pytest

from tests.support.reference import ROOT, board, end_of_day, sample_events, shown
from tests.support.running import Running, until
from tests.system.conftest import Start

SAMPLE = str(ROOT / "deploy/sample/events.ndjson")
STOP_WITHIN_S = 10


def test_the_main_job_ends_with_a_screen_that_says_where_things_stand(tmp_path: Path) -> None:
    product = Running(tmp_path, "2026-10-15")
    try:
        screen = product.start("--sample", SAMPLE)

        on = date(2026, 10, 14)
        told = product.get("planning", "/v1/board", by="month", known="2026-10-15")
        known = [event for event in sample_events() if event["recordedtime"] < "2026-10-15T22:00:00Z"]
        assert shown(told) == board(known, on, end_of_day(date(2026, 10, 15)))
        for part in ("The day is fixed", "15 Oct 2026", "522 of 639 expected", "target of the year 821"):
            assert part in " ".join(screen.split())
        assert product.client().url("monitoring") in screen
        assert "Critical – Sozial- und Gesundheitswesen" in " ".join(screen.split())
    finally:
        product.close()


def test_ctrl_c_ends_with_0_in_time_and_leaves_no_process(running: Start) -> None:
    product = running()
    children = list(product.children().values())
    assert len(children) == 4

    began = time.monotonic()
    code = product.stop()

    assert code == 0
    assert time.monotonic() - began < STOP_WITHIN_S
    assert not any(child.is_running() for child in children)


def test_starting_again_keeps_the_data(running: Start) -> None:
    product = running("2027-08-20")
    product.send(sample_events())
    product.rest()
    before = product.get("planning", "/v1/board", on="2026-12-31")["series"]
    key = product.key("JC-WB")
    product.stop()

    product.start()
    product.rest()

    assert product.get("planning", "/v1/board", on="2026-12-31")["series"] == before
    assert product.key("JC-WB") == key
    answer = product.ask("GET", "planning", "/v1/board", "JC-WB", params={"on": "2026-12-31"})
    assert answer.status_code == 200


def test_when_the_supervisor_is_killed_its_children_end_too(running: Start) -> None:
    product = running()
    children = list(product.children().values())

    psutil.Process(children[0].ppid()).kill()

    until(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children))


def test_what_dies_is_started_again(running: Start) -> None:
    product = running()
    redis = product.children()["redis"]

    redis.kill()

    until(lambda: product.children().get("redis", redis).pid != redis.pid)
    until(lambda: all(product.is_ready(name) for name in ("intake", "planning", "monitoring")))
    product.send(sample_events()[:10])
    product.rest()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a product that nobody stops."""
    product = Running(tmp_path_factory.mktemp("standing"), "2026-10-15")
    try:
        product.start()
        yield product
    finally:
        product.close()


def test_a_second_run_on_the_same_folder_is_told_which_one_has_it(standing: Running) -> None:
    second = standing.kurs("up")

    assert second.returncode == 1
    assert "already running" in second.stdout + second.stderr
    assert standing.is_ready("planning")


def test_a_taken_port_is_named_with_its_setting(standing: Running, tmp_path: Path) -> None:
    taken = str(standing.settings.port("planning"))
    (tmp_path / "other").mkdir()
    other = Running(tmp_path / "other", "2026-10-15", KURS_PLANNING_PORT=taken)

    second = other.kurs("up")

    assert second.returncode == 1
    assert taken in second.stderr
    assert "KURS_PLANNING_PORT" in second.stderr


def test_data_of_a_newer_version_are_refused_and_left_alone(running: Start) -> None:
    product = running()
    product.stop()
    file = product.folder / "data" / "planning.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = 'planning_9999'")
    database.close()

    refused = product.kurs("up")

    assert refused.returncode == 1
    assert "newer" in refused.stderr
    assert "planning_9999" in refused.stderr
    assert "Traceback" not in refused.stderr
