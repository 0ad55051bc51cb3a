"""`kurs deviation replay` and `kurs bench alerts` as somebody types them."""

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.support.replays import entries_of_e8, lines, plan_file, rows, write
from tests.support.running import KURS, until
from tests.unit.monitoring.test_deviation import plan_of_e8

_WITHIN_S = 100.0
Kurs = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def kurs(tmp_path: Path) -> Kurs:
    """Return what starts `kurs` in English in ``tmp_path``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KURS_")}

    def start(*arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(KURS), *arguments],
            env={**kept, "KURS_LANGUAGE": "en"},
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def many_runs(number: int) -> str:
    return "".join(lines(one | {"run": run} for one in entries_of_e8()) for run in range(number))


def test_a_replay_reads_standard_input_and_writes_standard_output(kurs: Kurs, tmp_path: Path) -> None:
    options = write(tmp_path, plan_file(plan_of_e8(), 2.0), "")
    process = kurs("deviation", "replay", "--events", "-", "--plan", options[3])

    printed, told = process.communicate(many_runs(25), timeout=_WITHIN_S)

    assert process.returncode == 0, told
    assert "Judging runs" in told
    found = rows(printed)
    assert list(dict.fromkeys(run for run, _, _ in found)) == [str(run) for run in range(25)]
    assert len(found) == 25 * 253


def test_faulty_lines_end_a_replay_with_1_and_leave_no_file(kurs: Kurs, tmp_path: Path) -> None:
    options = write(tmp_path, plan_file(plan_of_e8(), 2.0), "no json\n")

    process = kurs("deviation", "replay", *options, "--out", "out.csv")

    _, told = process.communicate(timeout=_WITHIN_S)
    assert process.returncode == 1
    assert "Faulty lines: 1;" in told
    assert not (tmp_path / "out.csv").exists()


def test_ctrl_c_ends_a_replay_and_leaves_neither_file_nor_process(kurs: Kurs, tmp_path: Path) -> None:
    options = write(tmp_path, plan_file(plan_of_e8(), 2.0), many_runs(5_000))
    process = kurs("deviation", "replay", *options, "--out", "out.csv")
    until(lambda: (tmp_path / "out.csv.part").exists() and bool(psutil.Process(process.pid).children(recursive=True)))
    started = psutil.Process(process.pid).children(recursive=True)

    process.send_signal(signal.SIGINT)

    _, told = process.communicate(timeout=_WITHIN_S)
    assert process.returncode == 130
    assert "Interrupted" in told
    _, left = psutil.wait_procs(started, timeout=_WITHIN_S)
    assert not left
    assert not list(tmp_path.glob("out.csv*"))


def test_the_goals_are_printed_as_json_and_decide_the_exit_code(kurs: Kurs) -> None:
    process = kurs("bench", "alerts", "--years", "40", "--json")

    printed, told = process.communicate(timeout=_WITHIN_S)

    answer = json.loads(printed)
    good = all(goal["met"] for goal in answer["goals"]) and all(answer["mutations"].values())
    assert process.returncode == (0 if good else 1), told
    assert answer["years"]["on-plan"] == 40
    assert len(answer["mutations"]) == 5
