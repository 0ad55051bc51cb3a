"""The sample year with one office fed by its monthly files, through the whole product and its command."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from services.kurs.plan_file import read_plan_file
from tests.support.filing import SAMPLE_FILES, a_file, a_line, month_of, with_fed_by_files, without_its_entries
from tests.support.ledger import PLAN_2026
from tests.support.reference import sample_events, truth
from tests.support.running import Running
from tests.support.truth import assert_potential, assert_started_as_truth
from tests.system.conftest import TODAY

ALL_KNOWN = "2027-08-02"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Running]:
    """Return a product whose plan let the office send files from the year's first day on."""
    with closing(Running(tmp_path, "2026-01-01")) as started:
        started.start()
        document = with_fed_by_files(yaml.safe_load(read_plan_file(PLAN_2026)))
        plan = tmp_path / "plan.yaml"
        plan.write_text(yaml.safe_dump({**document, "version": 2, "reason": "JC-ABI schickt Monatsdateien"}))
        published = started.kurs("plan", "publish", str(plan))
        assert published.returncode == 0, published.stderr
        started.stop()
        started.environment["KURS_TODAY"] = TODAY
        started.start()
        yield started


def import_(product: Running, file: Path, month: str, *options: str) -> tuple[int, str, str]:
    done = product.kurs("import", str(file), "--office", "JC-ABI", "--month", month, *options)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.timeout(300)  # two starts and eight commands, each a process of its own
def test_what_began_is_as_the_truth_says_and_the_command_says_what_it_does(product: Running, tmp_path: Path) -> None:
    product.send(without_its_entries(sample_events()))
    *monthly, final = SAMPLE_FILES
    for file in monthly:
        month = month_of(file)
        asked = {"office": "JC-ABI", "month": f"2026-{month.number:02}", "known": str(month.last)}
        answer = product.ask("POST", "intake", "/v1/imports", params=asked, content=file.read_bytes())
        assert answer.status_code == 202, answer.text
    code, told, errors = import_(product, final, "2026-12", "--known", ALL_KNOWN, "--json")
    assert code == 0, errors
    assert json.loads(told)["refused"] == 0
    product.rest()

    for name in ("as_known_then", "as_known_at_end"):
        for day, expected in truth()[name].items():
            parameters = {"on": day, "by": "month", **({"known": day} if name == "as_known_then" else {})}
            answer = product.get("planning", "/v1/board", **parameters)
            assert_started_as_truth(answer, expected)
            if name == "as_known_then":
                assert_potential(answer["potential"], truth()["potential"][day])

    assert_the_command_speaks(product, tmp_path)
    assert "December 2026" in product.ask("GET", "monitoring", "/data", key=None).text


def assert_the_command_speaks(product: Running, tmp_path: Path) -> None:
    final = SAMPLE_FILES[-1]
    code, told, _ = import_(product, final, "2026-12")
    assert code == 0
    assert "unchanged 127" in " ".join(told.split())

    half = tmp_path / "half.csv"
    half.write_bytes(b"\r\n".join(final.read_bytes().split(b"\r\n")[:60]))
    code, told, _ = import_(product, half, "2026-12")
    assert code == 2
    assert "it would cancel 68 of 127 known entries" in " ".join(told.split())
    assert "--confirm" in told

    bad = tmp_path / "bad.csv"
    bad.write_bytes(final.read_bytes() + a_file(a_line("T-NEW"), a_line("T-BAD", Beginn="soon")).split(b"\r\n", 1)[1])
    code, told, _ = import_(product, bad, "2026-12", "--dry-run")
    assert code == 1
    assert "T-NEW" in told
    code, told, _ = import_(product, bad, "2026-12")
    assert code == 1
    beside = tmp_path / "bad.refused.csv"
    assert str(beside) in told.replace("\n", "")
    assert beside.read_text(encoding="utf-8-sig").splitlines()[1].startswith("130;Beginn;This is no day")
    bad.write_bytes(final.read_bytes())
    assert import_(product, bad, "2026-12")[0] == 0
    assert not beside.exists(), "what an earlier run wrote is gone"

    code, _, errors = import_(product, tmp_path / "nowhere.csv", "2026-12")
    assert (code, "nowhere.csv" in errors) == (1, True)
    wrong = product.kurs("import", str(final), "--office", "JC-WB", "--month", "2026-12")
    assert wrong.returncode == 1
    assert "come as events" in wrong.stderr
