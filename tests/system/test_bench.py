"""`kurs bench`, in a tiny size: it measures, it checks what was counted, and it leaves nothing behind."""

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support.running import KURS, until

Bench = Callable[..., "subprocess.Popen[str]"]
_WITHIN_S = 100.0


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Return what starts `kurs bench`, whose temporary files lie in ``tmp_path``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KURS_")}
    environment = {**kept, "TMPDIR": str(tmp_path), "KURS_LANGUAGE": "en", "KURS_DATA_DIR": "/nowhere"}

    def start(*arguments: str) -> "subprocess.Popen[str]":
        command = [str(KURS), "bench", *arguments]
        return subprocess.Popen(
            command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    return start


def answer(process: "subprocess.Popen[str]") -> Any:
    printed, told = process.communicate(timeout=_WITHIN_S)
    assert process.returncode == 0, told
    return json.loads(printed)


def test_a_replay_is_measured_against_the_limit_and_a_peer(bench: Bench, tmp_path: Path) -> None:
    paces = answer(bench("replay", "--events", "600", "--peer-events", "40", "--on", "sqlite", "--json"))["replay"]

    product = next(pace for pace in paces if pace["role"] == "product")
    assert product["events"] == 600
    assert product["memory_mb"] > 0
    assert 0 < product["of_limit"] < 1
    assert product["times_best_peer"] > 1
    assert {"XADD", "XREADGROUP + XACK", "FastStream, per message"} <= {pace["name"] for pace in paces}
    assert not list(tmp_path.iterdir())


def test_intake_is_measured_alone_and_with_the_whole_chain(bench: Bench, tmp_path: Path) -> None:
    options = ("--rate", "40", "--seconds", "1", "--batches", "2", "--on", "sqlite", "--json")

    (measured,) = answer(bench("ingest", *options))["ingest"]

    assert measured["single"]["number"] == 40
    assert measured["batches"]["events"] == 1_000
    assert measured["fresh"]["number"] > 0
    assert set(measured["memory_mb"]) == {"intake", "planning", "monitoring"}
    assert not list(tmp_path.iterdir())


def test_the_board_is_asked_for_with_and_without_writes(bench: Bench, tmp_path: Path) -> None:
    options = ("--events", "900", "--requests", "20", "--rate", "50", "--on", "sqlite", "--json")

    asked = answer(bench("board", *options))["board"]

    assert {(one["question"], one["writes"]) for one in asked} == {
        (question, writes) for question in ("today", "months", "office", "past") for writes in (0, 50)
    }
    assert all(one["events"] == 900 and one["waits"]["p50"] > 0 for one in asked)
    assert not list(tmp_path.iterdir())


def test_ctrl_c_ends_what_was_started_and_leaves_nothing_behind(bench: Bench, tmp_path: Path) -> None:
    process = bench("replay", "--events", "5000000", "--on", "sqlite", "--no-peers")
    until(lambda: len(psutil.Process(process.pid).children(recursive=True)) > 1)
    started = psutil.Process(process.pid).children(recursive=True)

    process.send_signal(signal.SIGINT)

    _, told = process.communicate(timeout=_WITHIN_S)
    assert process.returncode == 130
    assert "Interrupted" in told
    _, left = psutil.wait_procs(started, timeout=_WITHIN_S)
    assert not left
    assert not list(tmp_path.iterdir())
