"""Plans as tests write them: a document of plain values, changed and compiled."""

import json
from typing import Any

import pytest

from services.planning.domain.plan import Plan
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import PlanDocument, PlanRefused, read_plan
from tests.support.reference import ROOT

TWO_DIMENSIONS = ROOT / "tests/data/plans/two-dimensions.yaml"


def read(document: dict[str, Any]) -> PlanDocument:
    """Return *document* as planning reads it when it is sent."""
    return read_plan(json.dumps(document, default=str).encode())


def compiled(document: dict[str, Any], before: Plan | None = None) -> Plan:
    """Return the plan of *document* after the version *before*."""
    return compile_plan(read(document), before)


def faults_of(document: dict[str, Any], before: Plan | None = None) -> list[str]:
    """Return everything for which *document* is refused."""
    with pytest.raises(PlanRefused) as refused:
        compiled(document, before)
    return list(refused.value.faults)


def a_plan(**changed: Any) -> dict[str, Any]:
    """Return a small plan with one target of 821 over the months of the method's examples, with what is *changed*."""
    months = (9.3, 11.8, 9.7, 8.5, 7.3, 7.1, 4.7, 10.2, 13.4, 9.1, 6.7, 2.2)
    return {
        "plan": "small-2026",
        "district": {"code": "KLEIN", "name": "Kleinbezirk"},
        "year": 2026,
        "version": 1,
        "valid_from": "2026-01-01",
        "reason": "first",
        "offices": {"A": "A-Stadt", "B": "B-Dorf"},
        "sectors": {"sectors": {"it": {"de": "IT"}, "health": {"de": "Pflege"}, "other": {"de": "Übrige"}}},
        "targets": [{"id": "entries", "title": {"de": "Eintritte"}, "amount": 821}],
        "phasing": {"months": dict(enumerate(months, 1))},
    } | changed


def a_split(**said: Any) -> dict[str, Any]:
    """Return a target that splits the entries by sector, unless it is *said* otherwise."""
    return {"id": "parts", "title": {"de": "Teile"}, "within": "entries", "split_by": "sector"} | said
