"""A plan that does not add up is refused with the place and the reason."""

import json
from typing import Any

import pytest
import yaml

from services.kurs.plan_file import read_plan_file
from services.planning.compile import compile_plan
from services.planning.document import PlanDocument, PlanRefused, read_plan
from tests.support.ledger import PLAN_2026


@pytest.fixture
def document() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(read_plan_file(PLAN_2026))
    return content


def faults_of(document: dict[str, Any]) -> str:
    with pytest.raises(PlanRefused) as refused:
        compile_plan(read_plan(json.dumps(document, default=str).encode()))
    return str(refused.value)


def test_what_is_stored_is_read_back_as_the_same_plan() -> None:
    document = read_plan(read_plan_file(PLAN_2026))

    assert PlanDocument.model_validate_json(document.model_dump_json()) == document


def test_a_file_that_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(PlanRefused, match="line 2"):
        read_plan(b"plan: x\n  : [")


def test_a_field_that_nobody_knows_is_refused_by_its_path(document: dict[str, Any]) -> None:
    document["targets"][0]["amuont"] = 3

    assert "targets.0.amuont" in faults_of(document)


def test_a_split_by_an_unknown_sector_is_refused_by_its_name(document: dict[str, Any]) -> None:
    document["targets"][2]["weights"]["space"] = 3

    assert "targets.sector.weights.space" in faults_of(document)


def test_weights_without_sum_are_refused(document: dict[str, Any]) -> None:
    document["phasing"]["months"] = dict.fromkeys(range(1, 13), 0)

    assert "phasing.months" in faults_of(document)


def test_a_target_within_one_that_is_not_above_it_is_refused(document: dict[str, Any]) -> None:
    document["targets"][0]["within"] = "employees"

    assert "targets.entries.within" in faults_of(document)


def test_two_splits_that_make_the_same_series_are_refused(document: dict[str, Any]) -> None:
    document["targets"].append({**document["targets"][2], "id": "again", "within": "employees"})

    assert "series 'sector/health'" in faults_of(document)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("calendar", "subdivision"), "XX", "calendar.subdivision"),
        (("calendar", "closed"), [f"2026-02-{day:02}" for day in range(1, 29)], "month 2 has no working day"),
        (("valid_from",), "1000-01-01", "valid_from"),
        (("version",), 2**63, "version"),
        (("targets", 0, "amount"), 10**30, "targets.0.amount"),
        (("targets", 0, "title"), {}, "targets.0.title"),
        (("targets", 1, "counts"), {"employed": "Erika"}, "targets.employees.counts.employed"),
        (("reason",), "\ud800", "file: "),
    ],
)
def test_what_would_break_later_is_refused_now(
    document: dict[str, Any], path: tuple[str | int, ...], value: object, told: str
) -> None:
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(PlanRefused) as refused:
        compile_plan(read_plan(json.dumps(document, default=str).encode()))
    assert told in str(refused.value)


def test_all_faults_are_told_at_once(document: dict[str, Any]) -> None:
    document["targets"][1]["amount"] = None
    del document["sectors"]["sectors"]["other"]

    told = faults_of(document)

    assert "targets.employees" in told
    assert "'other' is missing" in told
