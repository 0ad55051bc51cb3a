"""What monitoring answers when figures, the plan or its calibration change, or might."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.events import Calibration, Groups
from shared.keys import create_key
from shared.settings import Settings
from tests.support.monitoring_service import Service, counted
from tests.support.sample_year import PLAN, sample_plan

PROPOSAL = {"completeness": [0.0, 0.5, 1.0], "groups": {"sector/health": {"entries": 90, "squares": 900}}}


async def test_what_a_calibration_would_change_can_be_asked_and_changes_nothing(
    evaluated: Service, settings: Settings
) -> None:
    before = await evaluated.get("/v1/forecast/sector/health")
    manager = create_key(settings.keys, office=None, rights=["read", "manage"])
    answer = await evaluated.http.post(
        f"/v1/calibration/effect?plan={PLAN}", json=PROPOSAL, headers={"Authorization": f"Bearer {manager}"}
    )
    effect = answer.json()
    health = next(one for one in effect["series"] if one["series"] == "sector/health")

    assert (effect["plan"], effect["day"]) == ({"id": PLAN, "version": 1}, "2026-10-14")
    assert len(effect["series"]) == 13
    figures = before["evaluation"]
    assert health["now"] == {
        "phi": pytest.approx(figures["inputs"]["phi"], abs=1e-6),
        "level": "critical",
        **{name: figures[name] for name in ("p", "forecast", "lo80", "hi80")},
    }
    assert health["proposed"]["phi"] == pytest.approx((300 + 900) / 190 + 0.15**2 * 197 / 12, abs=1e-6)
    assert health["title"] == "Sozial- und Gesundheitswesen"
    assert await evaluated.get("/v1/forecast/sector/health") == before


@pytest.mark.parametrize(
    ("key", "proposal", "status"),
    [
        ({"office": None, "rights": ["read"]}, PROPOSAL, 403),
        ({"office": "JC-WB", "rights": ["read", "manage"]}, PROPOSAL, 403),
        ({"office": None, "rights": ["manage"]}, {"completeness": [], "groups": {}}, 422),
        ({"office": None, "rights": ["manage"]}, PROPOSAL | {"other": 1}, 422),
        ({"office": None, "rights": ["manage"]}, PROPOSAL, 409),
    ],
)
async def test_only_the_districts_managers_try_a_calibration_and_only_a_sound_one(
    service: Service, settings: Settings, key: dict[str, Any], proposal: dict[str, Any], status: int
) -> None:
    await service.publish_plan(sample_plan())
    await service.at_rest()
    headers = {"Authorization": f"Bearer {create_key(settings.keys, **key)}"}

    answer = await service.http.post("/v1/calibration/effect", json=proposal, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_forecast_says_by_which_plan_and_calibration_its_day_was_judged(evaluated: Service) -> None:
    measured = Calibration(
        version=2,
        origin="matured",
        entries=640,
        measured_on=date(2026, 10, 15),
        groups={"sector/health": Groups(entries=90, squares=400)},
    )
    again = {"calibration": measured, "recordedtime": datetime(2026, 10, 15, 8, tzinfo=UTC)}
    await evaluated.publish_plan(sample_plan().model_copy(update=again))
    await evaluated.at_rest()

    before = await evaluated.get("/v1/forecast/sector/health?day=2026-10-13")
    after = await evaluated.get("/v1/forecast/sector/health")
    assert [one["evaluation"]["calibration_version"] for one in (before, after)] == [1, 2]
    assert before["calibration"]["measured_on"] is None
    assert after["calibration"] == {
        "version": 2,
        "origin": "matured",
        "entries": 640,
        "measured_on": "2026-10-15",
        "groups": {"entries": 90, "squares": 400},
        "completeness": sample_plan().completeness,
    }
    phi = (100 * 3 + 400) / (100 + 90) + 0.15**2 * 197 / 12
    assert after["evaluation"]["inputs"]["phi"] == pytest.approx(phi)


async def test_a_version_that_is_valid_later_is_not_shown_before(evaluated: Service) -> None:
    series = [one.model_copy(update={"target": 1_000} if one.id == "entries" else {}) for one in sample_plan().series]
    later = {"series": series, "valid_from": date(2026, 11, 2), "recordedtime": datetime(2026, 10, 15, 8, tzinfo=UTC)}
    await evaluated.publish_plan(sample_plan(2).model_copy(update=later))
    await evaluated.at_rest()

    assert (await evaluated.get("/v1/alerts"))["plan"] == {"id": PLAN, "version": 1}
    assert (await evaluated.get("/v1/forecast/entries"))["evaluation"]["target"] == 821
    assert "Ziel 1.000" not in (await evaluated.http.get("/")).text
    metrics = await evaluated.metrics()
    assert metrics[f'kurs_entries_target{{plan="{PLAN}",series="entries"}}'] == 821


async def test_an_alert_that_a_change_of_the_plan_ends_says_so(evaluated: Service) -> None:
    smaller = [
        one.model_copy(update={"target": 100, "daily": {day: entries / 8 for day, entries in one.daily.items()}})
        if one.id == "entries"
        else one
        for one in sample_plan().series
    ]
    changed = {"series": smaller, "recordedtime": datetime(2026, 10, 15, 8, tzinfo=UTC)}
    await evaluated.publish_plan(sample_plan(2).model_copy(update=changed))
    await evaluated.at_rest()

    resolved = (await evaluated.get("/v1/alerts?state=resolved"))["alerts"]
    assert {(one["series"], one["plan_version"], one["resolved_on"]) for one in resolved} == {
        ("entries", 1, "2026-10-14")
    }
    assert {one["history"][-1]["cause"] for one in resolved} == {"plan_change"}
    assert {one["evaluation"]["plan_version"] for one in resolved} == {2}
    before = await evaluated.get("/v1/forecast/entries?day=2026-10-13")
    assert (before["evaluation"]["plan_version"], before["evaluation"]["target"]) == (1, 821)


async def test_the_end_of_a_series_that_is_asked_no_more_keeps_title_and_last_figures(
    evaluated: Service,
) -> None:
    left = [one for one in sample_plan().series if one.id != "sector/health"]
    changed = {"series": left, "recordedtime": datetime(2026, 10, 15, 8, tzinfo=UTC)}
    await evaluated.publish_plan(sample_plan(2).model_copy(update=changed))
    await evaluated.at_rest()

    resolved = (await evaluated.get("/v1/alerts?state=resolved"))["alerts"]
    assert {(one["title"], one["resolved_on"], one["history"][-1]["cause"]) for one in resolved} == {
        ("Sozial- und Gesundheitswesen", "2026-10-14", "plan_change")
    }
    assert {(one["evaluation"]["day"], one["evaluation"]["known"]) for one in resolved} == {("2026-10-13", 88)}
    assert await evaluated.get(f"/v1/alerts/{resolved[0]['id']}") == resolved[0]


async def test_an_alert_is_resolved_on_the_day_on_which_the_target_is_reached(evaluated: Service) -> None:
    day = date(2026, 10, 7)
    await evaluated.publish_counts(counted({"entries": 400}, day))
    await evaluated.at_rest()
    resolved = (await evaluated.get("/v1/alerts?state=resolved"))["alerts"]

    assert {(one["series"], one["severity"], one["resolved_on"]) for one in resolved} == {
        ("entries", "warning", "2026-10-07"),
        ("entries", "target_at_risk", "2026-10-07"),
    }
    assert {one["evaluation"]["day"] for one in resolved} == {"2026-10-07"}
