"""`kurs plan check`: what a controller sees before anything is published."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner, Result

from services.kurs.commands.plan import app
from services.kurs.failure import Failure
from tests.support.ledger import PLAN_2026
from tests.support.plan_texts import TWO_DIMENSIONS, a_plan
from tests.support.reference import ROOT


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)], env={"KURS_LANGUAGE": "en", "COLUMNS": "160"})


def written(folder: Path, **changed: Any) -> Path:
    file = folder / f"plan-{changed.get('version', 1)}.yaml"
    file.write_text(json.dumps(a_plan(**changed)))
    return file


def readme_plan() -> dict[str, Any]:
    found = re.search(r"tests: yaml -->\n```yaml\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found
    content: dict[str, Any] = yaml.safe_load(PLAN_2026.read_text()) | yaml.safe_load(found[1])
    return content


def test_a_plan_that_adds_up_is_shown_with_its_months() -> None:
    checked = check(PLAN_2026)

    assert checked.exit_code == 0
    assert re.search(r"Entries under SGB III\s+821 +59 +72 +73 +68 +62 +56 +46 +54 +99 +110 +73 +49", checked.output)
    assert "an assumption" in checked.output


def test_what_a_split_leaves_is_said() -> None:
    assert "The split nurses-by-hours leaves 7 entries unallocated." in check(TWO_DIMENSIONS).output


def test_all_faults_are_said_and_the_exit_code_is_1(tmp_path: Path) -> None:
    file = written(tmp_path, valid_from="2020-01-01", phasing={"months": dict.fromkeys(range(1, 13), 0)})

    told, for_machines = check(file), check(file, "--json")

    assert (told.exit_code, for_machines.exit_code) == (1, 1)
    assert "phasing.months" in told.output
    assert "valid_from: 2020-01-01" in told.output
    assert len(json.loads(for_machines.stdout)["faults"]) == 2


def test_a_weight_that_stands_twice_is_not_lost_silently(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("weights:\n  it: 1\n  it: 2\n")

    refused = check(file).exception

    assert isinstance(refused, Failure)
    assert "'it' stands twice (line 3)" in refused.text("en")


def test_a_later_version_is_shown_after_the_one_before(tmp_path: Path) -> None:
    first = written(tmp_path)
    targets = [a_plan()["targets"][0] | {"amount": 780}]
    second = written(tmp_path, version=2, valid_from="2026-07-01", targets=targets)

    [entries, *_] = json.loads(check(second, "--before", first, "--json").stdout)["series"]

    assert entries["months"] == [76, 97, 80, 70, 60, 58, 34, 75, 98, 67, 49, 16]
    assert "--before" in check(second).output


def test_months_like_an_earlier_plan_wait_for_publication(tmp_path: Path) -> None:
    checked = check(written(tmp_path, phasing={"like": {"plan": "last-year"}}), "--json")

    answer = json.loads(checked.stdout)
    assert answer["at_publication"] == ["entries"]
    assert (answer["series"][0]["target"], answer["series"][0]["months"]) == (821, None)


def test_the_readme_s_plan_adds_up(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    folder = PLAN_2026.parent
    file.write_text(yaml.safe_dump(readme_plan()).replace("parts/", f"{folder}/parts/"))

    checked = check(file, "--json")

    assert checked.exit_code == 0, checked.output
    targets = {series["id"]: series["target"] for series in json.loads(checked.stdout)["series"]}
    assert (targets["entries"], targets["sector/it"], targets["sector/health"], targets["care"]) == (821, 60, 457, 90)


@pytest.mark.parametrize(
    "plan",
    [yaml.safe_load(PLAN_2026.read_text()), yaml.safe_load(TWO_DIMENSIONS.read_text()), readme_plan(), a_plan()],
)
def test_the_published_schema_knows_what_plans_say(plan: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "docs/schemas/plan.json").read_text())

    jsonschema.validate(as_json(plan), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_json(plan | {"amuont": 3}), schema)


def as_json(value: Any) -> Any:
    """Return *value* with the texts that JSON has for dates and for keys that are no text."""
    if isinstance(value, dict):
        return {str(key): as_json(of) for key, of in value.items()}
    if isinstance(value, list):
        return [as_json(of) for of in value]
    return value if isinstance(value, str | int | float) else str(value)
