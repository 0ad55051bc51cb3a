"""Monitoring with several districts and years: each plan stands for itself."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from shared.events import FulfilmentCounted, PlanPublished
from shared.keys import create_key
from shared.settings import Settings
from tests.support.monitoring_service import Service, client_of, running, settings_in
from tests.support.redis_server import RedisServer
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan

NORTH, SOUTH, NEXT = PLAN, "sued-2026", "st-ost-2027"


def southern_plan() -> PlanPublished:
    """Return another district's plan of the same year, with one office and without sectors."""
    plan = sample_plan()
    series = [one for one in plan.series if one.id in {"entries", "employees"}]
    changes = {"plan": SOUTH, "district": "SUED", "district_title": "Bezirk Süd", "offices": {"S-1": "Amt Süd"}}
    return plan.model_copy(update={**changes, "series": series})


def next_plan() -> PlanPublished:
    """Return the first district's plan of the year after."""
    plan, year = sample_plan(), timedelta(days=365)
    moved = [
        one.model_copy(update={"daily": {day + year: entries for day, entries in one.daily.items()}})
        for one in plan.series
    ]
    return plan.model_copy(update={"plan": NEXT, "year": 2027, "valid_from": date(2027, 1, 1), "series": moved})


def counted(plan: str, shift: timedelta = timedelta(0), every: int = 1) -> FulfilmentCounted:
    """Return the sample year's counts for another plan, or every second of them, or a year later."""
    sample = sample_fulfilment()
    cells = [cell._replace(start=cell.start + shift, known=cell.known + shift) for cell in sample.cells[::every]]
    return sample.model_copy(update={"plan": plan, "cells": cells})


@pytest.fixture
async def service(tmp_path: Any, redis_server: RedisServer) -> AsyncIterator[tuple[Service, Settings]]:
    settings = settings_in(tmp_path, redis_server.url, today=date(2027, 1, 1))
    token = create_key(settings.keys, office=None, rights=["read"])
    async with running(settings, token) as service:
        for plan in (sample_plan(), southern_plan(), next_plan()):
            await service.publish_plan(plan)
        await service.publish_counts(counted(NORTH))
        await service.publish_counts(counted(SOUTH, every=2))
        await service.at_rest()
        yield service, settings


async def test_each_plan_has_metrics_and_verdicts_of_its_own(service: tuple[Service, Settings]) -> None:
    metrics = await service[0].metrics()

    north, south = (metrics[f'kurs_entries_actual{{plan="{plan}",series="entries"}}'] for plan in (NORTH, SOUTH))
    assert north > south > 0
    assert metrics[f'kurs_entries_target{{plan="{SOUTH}",series="entries"}}'] == 821
    assert metrics[f'kurs_entries_expected{{plan="{NORTH}",series="entries"}}'] == pytest.approx(821)
    assert metrics[f'kurs_entries_expected{{plan="{NEXT}",series="entries"}}'] == 0
    assert f'kurs_alerts_open{{plan="{SOUTH}",severity="critical"}}' in metrics
    assert f'kurs_evaluated_timestamp_seconds{{plan="{SOUTH}"}}' in metrics
    verdicts = [await service[0].get(f"/v1/forecast/entries?plan={plan}") for plan in (NORTH, SOUTH)]
    assert [one["evaluation"]["known"] for one in verdicts] == [693, 352]  # one became known on 1 January


async def test_on_new_years_day_the_old_year_is_shown_and_two_districts_are_a_choice(
    service: tuple[Service, Settings],
) -> None:
    http = service[0].http

    choice = await http.get("/v1/alerts")
    page = (await http.get("/?lang=en")).text

    assert choice.status_code == 409
    assert choice.json()["detail"] == f"Choose one with 'plan': {NORTH}, {SOUTH}."
    assert "Plan year 2026" in page
    assert "Bezirk Süd · 2026" in page
    assert f'<option value="{NEXT}">' in page


async def test_an_offices_key_leads_to_its_own_district(service: tuple[Service, Settings]) -> None:
    settings = service[1]
    app = service[0].http._transport.app  # type: ignore[attr-defined]  # noqa: SLF001 - the same service, another key
    async with client_of(app, create_key(settings.keys, office="S-1", rights=["read"])) as south:
        alerts = (await south.get("/v1/alerts")).json()
        foreign = await south.get(f"/v1/alerts?plan={NORTH}")

    assert alerts["plan"]["id"] == SOUTH
    assert foreign.status_code == 404


async def test_next_years_counts_are_judged_beside_this_years(service: tuple[Service, Settings]) -> None:
    monitoring = service[0]
    before = await monitoring.get(f"/v1/forecast/entries?plan={NORTH}")

    await monitoring.publish_counts(counted(NEXT, timedelta(days=365), every=50))
    await monitoring.at_rest()

    assert await monitoring.get(f"/v1/forecast/entries?plan={NORTH}") == before
    assert (await monitoring.http.get(f"/v1/forecast/entries?plan={NEXT}")).status_code == 409
