"""Who is told what, as the plan's owner writes it."""

import json
from typing import Any

import pytest
import yaml

from services.kurs.plan_file import read_plan_file
from services.planning.domain.calibration import Calibration, Measured
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import PlanDocument, PlanRefused, read_plan
from services.planning.publication import plan_event
from tests.support.ledger import PLAN_2026

ASSUMED = Calibration("st-ost-2026", 1, 0, Measured())
LEADER = {"name": "Leitung", "mail": "leitung@example.org", "series": ["*"]}


@pytest.fixture
def document() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(read_plan_file(PLAN_2026))
    return content


def with_people(document: dict[str, Any], *people: dict[str, Any], **more: Any) -> PlanDocument:
    document["managers"] = {"people": list(people), **more}
    return read_plan(json.dumps(document, default=str).encode())


def test_the_people_of_the_plan_are_published_with_it(document: dict[str, Any]) -> None:
    plan = compile_plan(read_plan(json.dumps(document, default=str).encode()))

    managers = plan_event(plan, 0, ASSUMED).managers

    told = [(one.name, one.from_level, one.digest, one.operations) for one in managers.people]
    assert told == [
        ("Leitung Agentur", "warning", "daily", False),
        ("Teamleitung Gesundheit", "warning", "none", False),
        ("Controlling", "watch", "weekly", False),
        ("Betrieb", "warning", "none", True),
    ]
    assert managers.people[2].report == "monthly"
    assert managers.escalation
    assert (managers.escalation.after_working_days, managers.escalation.to) == (5, "Leitung Agentur")


def test_what_is_stored_is_read_back_as_the_same_people(document: dict[str, Any]) -> None:
    stored = with_people(document, LEADER | {"from": "critical"})

    assert PlanDocument.model_validate_json(stored.model_dump_json()) == stored
    assert stored.managers.people[0].from_level == "critical"


def test_a_plan_without_people_tells_nobody(document: dict[str, Any]) -> None:
    del document["managers"]

    plan = compile_plan(read_plan(json.dumps(document, default=str).encode()))

    assert plan_event(plan, 0, ASSUMED).managers.people == ()


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"name": ""}, "people.0.name"),
        ({"name": "two\nlines"}, "people.0.name"),
        ({"mail": "nobody"}, "people.0.mail"),
        ({"mail": "a@example.org\r\nBcc: b@example.org"}, "people.0.mail"),
        ({"mail": None}, "give a mail address, a webhook, or both"),
        ({"webhook": "http://example.org/"}, "people.0.webhook"),
        ({"webhook": "https://user:secret@example.org/"}, "people.0.webhook"),
        ({"series": []}, "name series, offices or sectors"),
        ({"series": ["<x>"]}, "people.0.series.0"),
        ({"from": "never"}, "people.0.from"),
        ({"digest": "hourly"}, "people.0.digest"),
        ({"language": "fr"}, "people.0.language"),
        ({"phone": "0"}, "people.0.phone"),
    ],
)
def test_a_person_who_cannot_be_told_is_refused_with_the_place(
    document: dict[str, Any], changed: dict[str, Any], place: str
) -> None:
    with pytest.raises(PlanRefused) as refused:
        with_people(document, LEADER | changed)

    assert place in str(refused.value)


def test_offices_and_sectors_that_the_plan_does_not_have_are_told_all_at_once(document: dict[str, Any]) -> None:
    plan = with_people(document, LEADER | {"offices": ["JC-WB", "JC-X"], "sectors": ["it", "space"]})

    with pytest.raises(PlanRefused) as refused:
        compile_plan(plan)

    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        "managers.people.0.offices.JC-X",
        "managers.people.0.sectors.space",
    ]


def test_names_tell_people_apart_and_an_escalation_names_one_of_them(document: dict[str, Any]) -> None:
    with pytest.raises(PlanRefused, match="the same name"):
        with_people(document, LEADER, LEADER)
    with pytest.raises(PlanRefused, match=r"name one of the people"):
        with_people(document, LEADER, escalation={"after_working_days": 5, "to": "Nobody"})
