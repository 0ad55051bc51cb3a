"""Reconciliation over HTTP and as a command."""

import json
from typing import Any

import httpx2
import pytest

from shared.settings import Settings
from tests.integration.test_planning_http import http, key, settings, year

__all__ = ["http", "settings", "year"]  # fixtures
REPORT, OFFICIAL = "/v1/reconciliation", "/v1/reconciliation/official"


def figure(**given: Any) -> dict[str, Any]:
    return {"month": "2026-03", "measure": "payer/SGB3", "entries": 61, "as_of": "2026-06-14", "source": "T 1", **given}


async def type_in(settings: Settings, year: httpx2.AsyncClient, *figures: dict[str, Any]) -> httpx2.Response:
    return await year.put(OFFICIAL, headers=key(settings), content=json.dumps(figures))


async def test_the_lines_lead_from_our_figure_to_the_official_one(settings: Settings, year: httpx2.AsyncClient) -> None:
    before = (await year.get(REPORT, headers=key(settings), params={"month": "2026-03"})).json()
    typed = await type_in(settings, year, figure())
    report = (await year.get(REPORT, headers=key(settings), params={"month": "2026-03"})).json()

    assert typed.json() == {"added": 1, "unchanged": 0}
    assert before["lines"][-2:] == [
        {"id": "unexplained", "kind": "difference", "title": "unexplained rest", "entries": None},
        {"id": "official", "kind": "sum", "title": "The official figure", "entries": None},
    ]
    assert before["assumptions"][-1].startswith("No official figure")
    running = 0
    for line in report["lines"]:
        running = line["entries"] if line["id"] == "ours" else running + line["entries"] * (line["kind"] != "sum")
        assert line["kind"] != "sum" or line["entries"] == running
    assert report["lines"][-1]["entries"] == 61
    assert report["official_month"] == {"first": "2026-02-15", "last": "2026-03-14", "assumed": True}
    assert (report["cut_off"], report["final"]) == ("2026-06-14", True)
    assert [text[:3] for text in report["assumptions"]] == ["[A]"]


async def test_the_lines_are_told_in_german_too(settings: Settings, year: httpx2.AsyncClient) -> None:
    question = {"month": "2026-03", "lang": "de", "measure": "residence", "known": "2026-04-01"}
    report = (await year.get(REPORT, headers=key(settings), params=question)).json()

    titles = [line["title"] for line in report["lines"]]
    assert titles[0] == "Unsere Zahl: Beginn 01.03.2026 – 31.03.2026, bekannt bis 01.04.2026"
    assert "nach dem 14.06.2026 storniert oder zurückgenommen" in titles
    assert not report["final"]
    assert "betreuenden Dienststelle" in " ".join(report["assumptions"])


async def test_reporting_days_come_from_the_plan(settings: Settings, year: httpx2.AsyncClient) -> None:
    path = "/v1/plans/st-ost-2026/versions/1"
    document = (await year.get(path, headers=key(settings))).json()
    statistic = {"reporting_days": {"2026-02": "2026-02-12", "2026-03": "2026-03-13"}, "final_after_months": 2}
    second = json.dumps({**document, "version": 2, "statistic": statistic})
    assert (await year.post("/v1/plans", headers=key(settings), content=second)).status_code == 201

    report = (await year.get(REPORT, headers=key(settings), params={"month": "2026-03"})).json()

    assert report["official_month"] == {"first": "2026-02-13", "last": "2026-03-13", "assumed": False}
    assert report["cut_off"] == "2026-05-14"


async def test_all_faults_of_the_figures_are_told_at_once_and_none_is_taken(
    settings: Settings, year: httpx2.AsyncClient
) -> None:
    wrong: list[dict[str, Any]] = [
        {"entries": -1},
        {"month": "March", "as_of": "soon"},
        {"measure": "payer/SGB9"},
        {"month": "2031-01"},
        {},
    ]

    answer = await type_in(settings, year, figure(), *(figure(**one) for one in wrong))

    assert answer.status_code == 422
    places = [fault.split(":")[0] for fault in answer.json()["faults"]]
    assert places == ["/1/entries", "/2/month", "/2/as_of", "/3", "/4", "/5"]
    assert "a month is text like 2026-03" in answer.json()["detail"]
    assert (await year.put(OFFICIAL, headers=key(settings), content="{}")).json()["faults"]
    listed = await year.get(OFFICIAL, headers=key(settings), params={"month": "2026-03"})
    assert listed.json() == []


async def test_what_was_typed_in_stays_listed(settings: Settings, year: httpx2.AsyncClient) -> None:
    answers = [await type_in(settings, year, figure(entries=n)) for n in (60, 60, 61)]

    listed = (await year.get(OFFICIAL, headers=key(settings), params={"month": "2026-12"})).json()

    assert [answer.json() for answer in answers] == [
        {"added": 1, "unchanged": 0},
        {"added": 0, "unchanged": 1},
        {"added": 1, "unchanged": 0},
    ]
    assert [(one["entries"], one["plan"], one["source"]) for one in listed] == [
        (60, "st-ost-2026", "T 1"),
        (61, "st-ost-2026", "T 1"),
    ]


async def test_only_the_district_may_ask(settings: Settings, year: httpx2.AsyncClient) -> None:
    office, reader = key(settings, "JC-WB"), key(settings, rights=["read"])

    assert (await year.get(REPORT, headers=office, params={"month": "2026-03"})).status_code == 403
    assert (await year.put(OFFICIAL, headers=office, content="[]")).status_code == 403
    assert (await year.put(OFFICIAL, headers=reader, content="[]")).status_code == 403
    assert (await year.get(REPORT, headers=reader, params={"month": "2026-03"})).status_code == 200


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ({}, 422),
        ({"month": "2026-13"}, 422),
        ({"month": "2026-03", "measure": "payer/SGB4"}, 422),
        ({"month": "2026-03", "series": "nothing"}, 422),
        ({"month": "2025-03", "plan": "st-ost-2026"}, 404),
        ({"month": "2027-03", "plan": "st-ost-2026"}, 422),
        ({"month": "2027-03"}, 404),
    ],
)
async def test_a_question_that_makes_no_sense_is_answered_as_such(
    settings: Settings, year: httpx2.AsyncClient, question: dict[str, str], status: int
) -> None:
    answer = await year.get(REPORT, headers=key(settings), params=question)

    assert answer.status_code == status
    assert answer.json()["detail"]
