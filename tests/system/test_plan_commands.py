"""What people type about plans: what another version would change, and what it would show."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.kurs.plan_file import read_plan_file
from tests.support.ledger import PLAN_2026
from tests.support.running import Running


@pytest.fixture
def product(sample_year: Running) -> Running:
    return sample_year


def next_version(folder: Path, **changes: Any) -> str:
    """Write version 2 of the plan of 2026 to a file, with more care and less retail."""
    plan = yaml.safe_load(read_plan_file(PLAN_2026))
    split = next(target for target in plan["targets"] if target["id"] == "sector")
    split["weights"] |= {"health": 27, "retail": 4}
    file = folder / "plan.yaml"
    file.write_text(yaml.safe_dump({**plan, "version": 2, **changes}, allow_unicode=True))
    return str(file)


def test_the_difference_is_told_in_sentences_and_as_json(product: Running, tmp_path: Path) -> None:
    file = next_version(tmp_path)

    said = product.kurs("plan", "diff", file)
    as_json = json.loads(product.kurs("plan", "diff", file, "--json").stdout)

    assert said.returncode == 0
    assert "st-ost-2026: version 2 against 1, as of 19 Aug 2027" in said.stdout
    health = next(one for one in as_json["series"] if one["id"] == "sector/health")
    assert (health["before"]["target"], health["after"]["target"]) == (197, 222)
    assert "target 197 → 222" in " ".join(said.stdout.split())
    assert as_json["moving"] == []
    assert product.kurs("plan", "diff", str(PLAN_2026)).stdout.strip().endswith("Nothing changes.")


def test_what_if_shows_the_board_and_weights_that_can_be_pasted(product: Running, tmp_path: Path) -> None:
    file = next_version(tmp_path)

    said = product.kurs("plan", "what-if", file, "--on", "2026-10-14")
    answer = json.loads(product.kurs("plan", "what-if", file, "--on", "2026-10-14", "--json").stdout)

    assert "st-ost-2026" in said.stdout
    assert "Proposal" in said.stdout
    pasted = yaml.safe_load(said.stdout[said.stdout.index("weights:") :])
    assert pasted["weights"] == answer["proposal"]["weights"]
    assert sum(pasted["weights"].values()) == 821
    board = json.loads(product.kurs("board", "--on", "2026-10-14", "--json").stdout)
    assert _actual(answer) == _actual(board)


def _actual(board: dict[str, Any]) -> dict[str, int]:
    return {one["id"]: one["actual"] for one in board["series"]}


def test_closing_the_year_of_an_unknown_plan_is_refused(product: Running) -> None:
    refused = product.kurs("plan", "freeze", "st-ost-2062")

    assert refused.returncode == 1
    assert "There is no such plan" in refused.stderr


def test_calibrating_says_what_would_change_and_takes_it_over_only_when_it_is_meant(product: Running) -> None:
    said = product.kurs("calibrate", "--plan", "st-ost-2026")
    refused = product.kurs("calibrate", "--plan", "st-ost-2026", "--apply")
    taken = product.kurs("calibrate", "--plan", "st-ost-2026", "--apply", "--yes")
    again = product.kurs("calibrate", "--plan", "st-ost-2026", "--apply", "--yes")
    kept = json.loads(product.kurs("calibrate", "--plan", "st-ost-2026", "--json").stdout)["calibrations"]["kept"]

    assert said.returncode == 0, said.stderr
    assert "Calibration of plan st-ost-2026" in said.stdout
    assert "assumption" in said.stdout
    assert "matured entries" in said.stdout
    assert "reported after 14 days" in said.stdout
    assert "kurs calibrate --plan st-ost-2026 --apply" in " ".join(said.stdout.split())
    assert refused.returncode == 1
    assert "The year 2026 has begun" in refused.stderr
    assert taken.returncode == 0, taken.stderr
    assert "Taken over as version 2; it holds for the days from 20 Aug 2027 on." in taken.stdout
    assert "There is nothing new to learn" in " ".join(again.stdout.split())
    assert [one["version"] for one in kept] == [1, 2]
