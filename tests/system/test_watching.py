"""A real Prometheus watches the running product: the dashboards' questions are answered, and alerts fire."""

import json
from collections.abc import Iterator

import pytest

from services.kurs.migrations import SERVICES
from services.kurs.references import dashboards
from tests.support.prometheus import Prometheus, prometheus
from tests.support.reference import sample_events
from tests.support.running import Running, until

pytestmark = pytest.mark.faults
NOTHING_TO_SHOW = {"Errors"}
"""Panels that are empty while all is well."""


@pytest.fixture(scope="module")
def watched(sample_year: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    jobs = {service: sample_year.settings.port(service) for service in SERVICES}
    with prometheus(tmp_path_factory.mktemp("prometheus"), jobs) as found:
        until(lambda: len(found.ask("up == 1")) == len(SERVICES))
        # Rates need two scrapes with something in between.
        until(lambda: bool(found.ask("count_over_time(kurs_ready[1m]) >= 2")))
        sample_year.send(sample_events()[:200], mode="single")
        sample_year.send([_again(event, number) for number, event in enumerate(sample_events()[:200])])
        sample_year.rest()
        until(lambda: bool(found.ask("rate(kurs_event_to_board_seconds_count[1m]) > 0")))
        yield found


def _again(event: dict[str, object], number: int) -> dict[str, object]:
    """Return what was sent once more under a new id: planning takes it and counts nothing."""
    return {**event, "id": f"again-{number}"}


def questions() -> list[tuple[str, str, str]]:
    return [
        (name, panel["title"], target["expr"].replace("$plan", "st-ost-2026").replace("$office", ".*"))
        for name, text in dashboards().items()
        for panel in json.loads(text)["panels"]
        for target in panel.get("targets", ())
    ]


@pytest.mark.parametrize(("dashboard", "panel", "expression"), questions())
def test_every_panel_of_the_dashboards_has_something_to_show(
    watched: Prometheus, dashboard: str, panel: str, expression: str
) -> None:
    found = watched.ask(expression)

    assert found or panel in NOTHING_TO_SHOW, (dashboard, panel)


def test_nothing_fires_while_all_is_well_but_the_watchdog(watched: Prometheus) -> None:
    until(lambda: "KurshalterWatchdog" in watched.firing())

    # The fixed day lies long after the year, and nobody has sent for months.
    assert watched.firing() <= {"KurshalterWatchdog", "KurshalterFeedSilent"}


def test_a_service_that_hangs_is_told(watched: Prometheus, sample_year: Running) -> None:
    planning = sample_year.children()["planning"]
    planning.suspend()
    try:
        until(lambda: "KurshalterDown" in watched.firing())
    finally:
        planning.resume()
    until(lambda: "KurshalterDown" not in watched.firing())
