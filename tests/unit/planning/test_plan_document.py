"""A plan that does not add up is refused with the place and the reason."""

import json
from typing import Any

import pytest
import yaml

from services.kurs.plan_file import read_plan_file
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import PlanDocument, PlanRefused, read_plan
from tests.support.ledger import PLAN_2026
from tests.support.plan_texts import a_plan, a_split
from tests.support.plan_texts import faults_of as faults_in


@pytest.fixture
def document() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(read_plan_file(PLAN_2026))
    return content


def faults_of(document: dict[str, Any]) -> str:
    return "; ".join(faults_in(document))


def test_what_is_stored_is_read_back_as_the_same_plan() -> None:
    document = read_plan(read_plan_file(PLAN_2026))

    assert PlanDocument.model_validate_json(document.model_dump_json()) == document


def test_a_file_that_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(PlanRefused, match="line 2"):
        read_plan(b"plan: x\n  : [")


def test_a_key_that_stands_twice_is_refused_with_its_line() -> None:
    with pytest.raises(PlanRefused, match=r"'it' stands twice \(line 3\)"):
        read_plan(b"weights:\n  it: 1\n  it: 2")


def test_a_field_that_nobody_knows_is_refused_by_its_path(document: dict[str, Any]) -> None:
    document["targets"][0]["amuont"] = 3

    assert "targets.0.amuont" in faults_of(document)


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\r", "\x7f", "\x9b"])
def test_a_control_character_is_refused_by_its_place(document: dict[str, Any], character: str) -> None:
    document["targets"][0]["title"] = {"de": f"Ein{character}tritte"}

    assert faults_of(document) == f"targets.0.title.de: a control character (U+{ord(character):04X}) is no text"


@pytest.mark.parametrize("depth", [900, 1_500, 20_000])
def test_a_file_in_which_much_is_nested_is_refused_like_any_other(depth: int) -> None:
    with pytest.raises(PlanRefused):
        read_plan(b'{"reason": ' + b"[" * depth + b"]" * depth + b"}")


def test_a_reason_may_have_several_lines(document: dict[str, Any]) -> None:
    document["reason"] = "Bildungszielplanung 2026:\n\tbeschlossen\n"

    assert read_plan(json.dumps(document, default=str).encode()).reason == document["reason"]


def test_an_office_is_a_name_or_says_how_its_entries_come(document: dict[str, Any]) -> None:
    document["offices"]["JC-ABI"] = {"name": "Jobcenter Anhalt-Bitterfeld", "feed": "files"}

    plan = compile_plan(read_plan(json.dumps(document, default=str).encode()))

    assert plan.offices["JC-ABI"] == "Jobcenter Anhalt-Bitterfeld"
    assert plan.fed_by_files == {"JC-ABI"}
    document["offices"]["JC-ABI"]["feed"] = "letters"
    assert "offices.JC-ABI" in faults_of(document)


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
    document["targets"].append({**document["targets"][2], "id": "again"})

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


@pytest.mark.parametrize(
    "said",
    [
        {"split_by": 3},
        {"split_by": [["sector"]]},
        {"split_by": ["sector", "office", "form"], "weights": {"it": 1}},
        {"split_by": ["sector", "sector"], "weights": {"sector": {"it": 1}}},
        {"split_by": "occupation", "weights": {"43": 1}},
        {"weights": {"it": "1/0"}},
        {"weights": {"it": -1}},
        {"weights": {"it": float("inf")}},
        {"weights": {"it": {"it": {"it": 1}}}},
        {"weights": [1, 2]},
        {"weights": {"it": None}},
        {"amounts": {"it": 1.5}},
        {"amounts": {"": 1}},
        {"counts": {"occupation": 43}},
        {"counts": {"occupation": [[]]}},
        {"counts": {"sector": []}},
        {"counts": {"form": None}},
        {"phasing": {}},
        {"phasing": {"months": {"1": 1}, "starts": {"2026-02-02": 1}}},
        {"phasing": {"starts": {"0": 1}}},
        {"phasing": {"starts": {}}},
        {"phasing": {"like": "st-ost-2025"}},
        {"tier": 3},
        {"within": "sector//it"},
        {"assumption": {"a": 1}},
    ],
    ids=repr,
)
def test_a_split_that_makes_no_sense_is_refused_and_breaks_nothing(said: dict[str, Any]) -> None:
    whole = a_plan()["targets"][0]

    assert any("targets" in fault for fault in faults_in(a_plan(targets=[whole, a_split() | said])))


def test_all_faults_are_told_at_once(document: dict[str, Any]) -> None:
    document["targets"][1]["amount"] = 900
    del document["sectors"]["sectors"]["other"]

    told = faults_of(document)

    assert "targets.employees" in told
    assert "'other' is missing" in told
