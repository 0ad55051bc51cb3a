"""Rules, dashboards and runbooks speak of what exists; a real promtool and amtool agree with them."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from typer.main import get_command

from services.kurs.__main__ import command_line
from services.kurs.metric_catalogue import described
from services.kurs.references import SERVICES, dashboards
from shared.settings import Settings
from tests.support.reference import ROOT

RULES = ROOT / "deploy/prometheus/rules"
UNIT_TESTS = ROOT / "deploy/prometheus/tests/alerts_test.yml"
ROUTES = ROOT / "deploy/alertmanager/alertmanager.yml"
RUNBOOKS = ROOT / "docs/runbooks"
FROM_THE_PROCESS = {"process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds", "process_max_fds"}
FROM_PROMETHEUS = {"up"}


def rules() -> Iterator[dict[str, Any]]:
    for file in sorted(RULES.glob("*.yml")):
        for group in yaml.safe_load(file.read_text())["groups"]:
            yield from group["rules"]


def alerts() -> list[dict[str, Any]]:
    return [rule for rule in rules() if "alert" in rule]


def unit_tests() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(UNIT_TESTS.read_text())["tests"]
    return found


def panels() -> Iterator[tuple[str, str]]:
    for name, text in dashboards().items():
        for panel in json.loads(text)["panels"]:
            for target in panel.get("targets", ()):
                yield f"{name}: {panel['title']}", target["expr"].replace("$__all", ".*")


@cache
def served() -> dict[str, set[str]]:
    """Return the names under which the services' metrics are scraped, with their labels."""
    found: dict[str, set[str]] = {}
    for create in SERVICES.values():
        for one in described(create(Settings(_env_file=None)).state.registry):
            own = set(one.labels) | {"job", "instance"}
            found[one.name] = own
            if one.type == "histogram":
                found |= {f"{one.name}_bucket": own | {"le"}, f"{one.name}_count": own, f"{one.name}_sum": own}
    return found


def selectors(expression: Any) -> Iterator[Any]:
    """Yield every selector of a series in a parsed expression."""
    if isinstance(expression, promql_parser.VectorSelector):
        yield expression
    for name in ("expr", "lhs", "rhs", "param", "vector_selector"):
        if (inner := getattr(expression, name, None)) is not None and not isinstance(inner, str):
            yield from selectors(inner)
    for inner in getattr(expression, "args", None) or ():
        yield from selectors(inner)


def expressions() -> list[tuple[str, str]]:
    named = [(rule.get("alert") or rule["record"], rule["expr"]) for rule in rules()]
    return [*named, *panels()]


@pytest.mark.parametrize(("where", "expression"), expressions())
def test_every_series_that_is_asked_for_exists(where: str, expression: str) -> None:
    recorded = {rule["record"] for rule in rules() if "record" in rule}
    asked = list(selectors(promql_parser.parse(expression)))

    assert asked or expression == "vector(1)", where
    for one in asked:
        if one.name in FROM_PROMETHEUS | FROM_THE_PROCESS | recorded:
            continue
        assert one.name in served(), f"{where} asks for {one.name}"
        assert {matcher.name for matcher in one.matchers.matchers} <= served()[one.name], where


@pytest.mark.parametrize("alert", alerts(), ids=lambda rule: f"{rule['alert']}-{rule['labels']['severity']}")
def test_every_alert_says_how_grave_it_is_what_it_is_and_what_to_do(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in {"none", "warning", "critical"}
    assert "for" in alert or alert["labels"]["severity"] == "none"
    assert alert["annotations"]["summary"]
    assert (ROOT / alert["annotations"]["runbook"]).is_file()


def test_the_freshness_objective_burns_in_several_windows() -> None:
    burning = [rule for rule in alerts() if rule["alert"] == "KurshalterFreshnessBurning"]
    windows = [re.findall(r"ratio_rate(\w+)", rule["expr"]) for rule in burning]

    assert windows == [["5m", "1h"], ["30m", "6h"]]
    assert [rule["labels"]["severity"] for rule in burning] == ["critical", "warning"]


def test_every_runbook_belongs_to_an_alert_and_stands_in_the_list() -> None:
    named = {Path(alert["annotations"]["runbook"]).name for alert in alerts()}
    listed = (RUNBOOKS / "README.md").read_text()

    assert {page.name for page in RUNBOOKS.glob("*.md")} - {"README.md"} == named
    assert all(f"({name})" in listed for name in named)


@pytest.mark.parametrize("page", sorted(RUNBOOKS.glob("[a-z]*.md")), ids=lambda page: page.stem)
def test_every_runbook_answers_the_four_questions(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", page.read_text(), re.MULTILINE)

    assert headings == ["What it means", "What to look at", "What to do", "How to see that it worked"]


@pytest.mark.parametrize("page", sorted(RUNBOOKS.glob("[a-z]*.md")), ids=lambda page: page.stem)
def test_a_runbook_names_metrics_and_commands_that_exist(page: Path) -> None:
    text = page.read_text()
    metrics = set(re.findall(r"\bkurs_[a-z_]+", text))

    assert metrics <= served().keys(), page.stem
    for command in re.findall(r"`kurs ([^`]+)`", text):
        said = command.split()
        found: Any = get_command(command_line([]))
        while said and said[0] in getattr(found, "commands", {}):
            found = found.commands[said.pop(0)]
        options = {name for parameter in found.params for name in parameter.opts}
        assert not hasattr(found, "commands"), command
        assert {word for word in said if word.startswith("--")} <= options, command


def test_the_dashboards_are_those_that_the_code_builds() -> None:
    kept = {file.name: file.read_text() for file in (ROOT / "deploy/grafana/dashboards").iterdir()}

    assert kept == dashboards(), "run `make docs`"


def test_the_dashboards_lead_to_the_runbooks_and_to_the_page_and_one_asks_for_plan_and_office() -> None:
    built = {name: json.loads(text) for name, text in dashboards().items()}
    asked = {name: [one["name"] for one in board["templating"]["list"]] for name, board in built.items()}
    links = {name: {one["title"] for one in board["links"]} for name, board in built.items()}

    assert asked == {"plan.json": ["plan", "office"], "service.json": []}
    assert all(found == {"Managers' page", "Runbooks"} for found in links.values())


def test_every_choice_of_a_dashboard_is_a_label_of_a_series() -> None:
    choices = [one for text in dashboards().values() for one in json.loads(text)["templating"]["list"]]

    for one in choices:
        found = re.fullmatch(r"label_values\((\w+), (\w+)\)", one["query"]["query"])
        assert found, one["name"]
        assert found[2] in served()[found[1]]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
needs_amtool = pytest.mark.skipif(shutil.which("amtool") is None, reason="amtool is not installed")


@needs_promtool
def test_prometheus_takes_its_configuration() -> None:
    checked = run("promtool", "check", "config", ROOT / "deploy/prometheus/prometheus.yml")

    assert checked.returncode == 0, checked.stderr


@needs_promtool
def test_every_alert_fires_in_time_and_not_without_its_condition() -> None:
    fires, rests = set(), set()
    for case in (case for test in unit_tests() for case in test["alert_rule_test"]):
        expected = {(case["alertname"], alert["exp_labels"]["severity"]) for alert in case["exp_alerts"]}
        fires |= expected
        rests |= set() if expected else {case["alertname"]}

    checked = run("promtool", "test", "rules", UNIT_TESTS)

    assert checked.returncode == 0, checked.stderr + checked.stdout
    assert fires == {(alert["alert"], alert["labels"]["severity"]) for alert in alerts()}
    assert rests == {alert["alert"] for alert in alerts()} - {"KurshalterWatchdog"}


def test_the_unit_tests_of_the_rules_speak_of_series_that_exist() -> None:
    given = [one["series"] for test in unit_tests() for one in test["input_series"]]

    for series in given:
        [asked] = selectors(promql_parser.parse(series))
        assert asked.name in FROM_PROMETHEUS | served().keys(), series
        labels = {matcher.name for matcher in asked.matchers.matchers}
        assert labels <= served().get(asked.name, {"job", "instance"}), series


@needs_amtool
def test_alertmanager_takes_its_configuration() -> None:
    checked = run("amtool", "check-config", ROUTES)

    assert checked.returncode == 0, checked.stderr


@needs_amtool
@pytest.mark.parametrize(
    ("labels", "receiver"),
    [
        (["alertname=KurshalterWatchdog", "severity=none"], "dead-man"),
        (["alertname=KurshalterDown", "severity=critical"], "operations-at-once"),
        (["alertname=KurshalterStreamLag", "severity=warning"], "operations"),
        (["alertname=KurshalterHeartbeat", "severity=none"], "dead-man"),
        (["alertname=KurshalterFeedSilent", "severity=warning", "office=JC-WB"], "feeds-jobcentres"),
        (["alertname=KurshalterFeedSilent", "severity=feed_silent", "office=JC-ABI"], "feeds-jobcentres"),
        (["alertname=KurshalterFeedSilent", "severity=warning", "office=AA-ST-OST"], "feeds"),
        (["alertname=KurshalterDeviation", "severity=critical"], "nobody"),
    ],
)
def test_an_alert_finds_its_receiver(labels: list[str], receiver: str) -> None:
    found = run("amtool", "config", "routes", "test", f"--config.file={ROUTES}", *labels)

    assert found.stdout.strip() == receiver, found.stderr
