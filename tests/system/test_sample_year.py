"""The sample year through the whole product: intake, planning, monitoring, over HTTP and the streams."""

import json
import random
from datetime import date
from typing import Any

import pytest

from tests.support.reference import ROOT, board, end_of_day, sample_events, shown, truth
from tests.support.running import Running
from tests.support.truth import assert_as_truth, assert_potential
from tests.system.conftest import Start

SAMPLE = ROOT / "deploy/sample/events.ndjson"
LONG_AFTER = end_of_day(date(2027, 8, 20))
TO_SIX_DIGITS = 1.01e-6
LAST_DAY = "2026-12-31"
"""The truth ends with the year; afterwards every series that missed its target is told to be at risk."""


def assert_the_board_is_true(product: Running) -> None:
    events = sample_events()
    for name in ("as_known_then", "as_known_at_end"):
        for day, expected in truth()[name].items():
            parameters = {"on": day, "by": "month", **({"known": day} if name == "as_known_then" else {})}
            answer = product.get("planning", "/v1/board", **parameters)
            on = date.fromisoformat(day)
            known = end_of_day(on) if name == "as_known_then" else LONG_AFTER
            assert shown(answer) == board(events, on, known), (name, day)
            assert_as_truth(answer, expected)
            if name == "as_known_then":
                assert_potential(answer["potential"], truth()["potential"][day])


def test_the_board_and_the_alerts_are_as_the_truth_says(running: Start) -> None:
    product = running()

    sent = product.kurs("send", str(SAMPLE), "--json")

    assert sent.returncode == 0, sent.stderr
    assert json.loads(sent.stdout) == {
        "line": 4330,
        "accepted": truth()["distinct_events"],
        "duplicates": truth()["events"] - truth()["distinct_events"],
        "refused": 0,
        "left_out": 0,
        "refusals": [],
    }
    product.rest()
    assert_the_board_is_true(product)
    assert_the_alerts_are_true(product)
    assert_the_forecasts_are_true(product)


def assert_the_alerts_are_true(product: Running) -> None:
    alerts = product.get("monitoring", "/v1/alerts", plan="st-ost-2026", state="all")["alerts"]
    first: dict[str, dict[str, str]] = {}
    for alert in alerts:
        for change in alert["history"]:
            if change["change"] in {"raised", "rose"} and change["day"] <= LAST_DAY:
                days = first.setdefault(alert["series"], {})
                days[change["severity"]] = min(change["day"], days.get(change["severity"], "9999"))
    expected = {
        series: {level: day for level, day in days.items() if level not in {"month_end", "watch"}}
        for series, days in truth()["alerts"].items()
    }
    assert first == {series: days for series, days in expected.items() if days}


def assert_the_forecasts_are_true(product: Running) -> None:
    for series, expected in truth()["alerts"].items():
        for day, figures in expected["month_end"].items():
            answer = product.get("monitoring", f"/v1/forecast/{series}", plan="st-ost-2026", day=day)
            told = {name: answer["evaluation"][name] for name in figures}
            assert told == pytest.approx(figures, abs=TO_SIX_DIGITS), (series, day)


def test_shuffled_in_every_content_mode_and_sent_twice(running: Start) -> None:
    product = running()
    events = shuffled(1)

    product.send(events[:500], mode="single")
    product.send(events[500:2500], mode="batch")
    product.send(events[2500:], mode="lines")
    product.send(events)

    product.rest()
    assert_the_board_is_true(product)
    assert_the_alerts_are_true(product)


def test_in_two_halves_with_all_services_killed_between(running: Start) -> None:
    product = running()
    events = shuffled(2)

    product.send(events[:2000])
    product.kill_services()
    product.send(events[2000:])

    product.rest()
    assert_the_board_is_true(product)
    assert_the_alerts_are_true(product)


def shuffled(seed: int) -> list[dict[str, Any]]:
    events = sample_events()
    random.Random(seed).shuffle(events)  # noqa: S311 - a repeatable shuffle
    return events
