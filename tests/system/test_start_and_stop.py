"""The main job: one command starts everything, Ctrl-C ends it, nothing is left and nothing is lost."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import psutil
import pytest

from tests.support.reference import ROOT, board, end_of_day, sample_events, shown
from tests.support.running import Running, until
from tests.system.conftest import Start

SAMPLE = str(ROOT / "deploy/sample/events.ndjson")
TODAY = "2026-10-15"
STOP_WITHIN_S = 10


@dataclass
class Run:
    """What a product showed from a start to the end by Ctrl-C."""

    screen: str
    page: str
    board: Any
    key: str
    children: list[psutil.Process]
    code: int
    stopped_within_s: float


@dataclass
class Life:
    """A product that was started with the sample year, once more with what it had, and then beside newer data."""

    first: Run
    second: Run
    refused: CompletedProcess[str]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    with closing(Running(tmp_path_factory.mktemp("life"), TODAY)) as product:
        first, second = _run(product, "--sample", SAMPLE), _run(product)
        file = product.folder / "data" / "planning.sqlite3"
        with sqlite3.connect(file) as database:
            database.execute("UPDATE alembic_version SET version_num = 'planning_9999'")
        database.close()
        yield Life(first, second, product.kurs("up"))


def _run(product: Running, *options: str) -> Run:
    screen = product.start(*options)
    product.rest()
    assert product.ask("GET", "planning", "/v1/board", "JC-WB").is_success
    told = product.get("planning", "/v1/board", by="month", known=TODAY)
    children, page = list(product.children().values()), product.client().url("monitoring")
    began = time.monotonic()
    code = product.stop()
    return Run(screen, page, told, product.key("JC-WB"), children, code, time.monotonic() - began)


def test_the_main_job_ends_with_a_screen_that_says_where_things_stand(life: Life) -> None:
    run = life.first

    on = date(2026, 10, 14)
    known = [event for event in sample_events() if event["recordedtime"] < "2026-10-15T22:00:00Z"]
    assert shown(run.board) == board(known, on, end_of_day(date(2026, 10, 15)))
    screen = " ".join(run.screen.split())
    for part in ("The day is fixed", "15 Oct 2026", "522 of 639 expected", "target of the year 821", run.page):
        assert part in screen
    assert "Critical – Sozial- und Gesundheitswesen" in screen


def test_ctrl_c_ends_with_0_in_time_and_leaves_no_process(life: Life) -> None:
    for run in (life.first, life.second):
        assert len(run.children) == 4
        assert run.code == 0
        assert run.stopped_within_s < STOP_WITHIN_S
        assert not any(child.is_running() for child in run.children)


def test_starting_again_keeps_the_data_and_the_keys(life: Life) -> None:
    assert life.second.board["series"] == life.first.board["series"]
    assert life.second.key == life.first.key


def test_data_of_a_newer_version_are_refused_and_left_alone(life: Life) -> None:
    assert life.refused.returncode == 1
    assert "newer" in life.refused.stderr
    assert "planning_9999" in life.refused.stderr
    assert "Traceback" not in life.refused.stderr


def test_when_the_supervisor_is_killed_its_children_end_too(running: Start) -> None:
    product = running()
    children = list(product.children().values())

    psutil.Process(children[0].ppid()).kill()

    until(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children))


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a product that nobody stops."""
    with closing(Running(tmp_path_factory.mktemp("standing"), TODAY)) as product:
        product.start()
        yield product


def test_a_second_run_on_the_same_folder_is_told_which_one_has_it(standing: Running) -> None:
    second = standing.kurs("up")

    assert second.returncode == 1
    assert "already running" in second.stdout + second.stderr
    assert standing.is_ready("planning")


def test_a_taken_port_is_named_with_its_setting(standing: Running, tmp_path: Path) -> None:
    taken = str(standing.settings.port("planning"))
    (tmp_path / "other").mkdir()
    other = Running(tmp_path / "other", TODAY, KURS_PLANNING_PORT=taken)

    second = other.kurs("up")

    assert second.returncode == 1
    assert taken in second.stderr
    assert "KURS_PLANNING_PORT" in second.stderr


def test_what_dies_is_started_again(standing: Running) -> None:
    product = standing
    redis = product.children()["redis"]

    redis.kill()

    until(lambda: product.children().get("redis", redis).pid != redis.pid)
    until(lambda: all(product.is_ready(name) for name in ("intake", "planning", "monitoring")))
    product.send(sample_events()[:10])
    product.rest()
