"""What the pages for operations say of logs, traces and metrics exists."""

import re
from pathlib import Path

import pytest
import yaml
from opentelemetry.sdk import environment_variables

from services.kurs.log_catalogue import lines
from services.kurs.migrations import SERVICES
from shared.settings import Settings
from tests.support.reference import ROOT

DOCS = ROOT / "docs"
PAGES = [DOCS / "operations.md", *sorted((DOCS / "runbooks").glob("*.md"))]
OPERATIONS = PAGES[0].read_text()
FILES = {".md", ".json", ".yml", ".yaml", ".env", ".key"}


def quoted(page: Path) -> set[str]:
    """Return what stands in a page as code, within a line."""
    return set(re.findall(r"`([^`\n]+)`", page.read_text()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_line_metric_and_page_that_is_named_exists(page: Path) -> None:
    named = {word for word in quoted(page) if re.fullmatch(r"[a-z]+\.[a-z-]+", word)}
    streams_and_files = {word for word in named if word.startswith("kurs.") or Path(word).suffix in FILES}
    metrics = {word for word in quoted(page) if re.fullmatch(r"kurs_[a-z_]+", word)}
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text())

    assert named - streams_and_files <= set(lines())
    assert {word for word in metrics if f"`{word}`" not in (DOCS / "metrics.md").read_text()} == set()
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_file_that_switches_traces_on_names_what_exists() -> None:
    [block] = [text for text in re.findall(r"```yaml\n(.+?)```", OPERATIONS, re.DOTALL) if "KURS_TRACING" in text]
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    override = yaml.safe_load(block)["services"]

    assert set(override) == set(SERVICES) <= set(compose["services"])
    for name, described in override.items():
        assert described["image"].removesuffix("-tracing") == compose["services"][name]["image"] != described["image"]
        assert (ROOT / f"requirements/{described['build']['args']['LOCK']}.txt").is_file()
        given = {name.removeprefix("KURS_").lower() for name in described["environment"] if name[:5] == "KURS_"}
        assert given <= set(Settings.model_fields)
        assert {name for name in described["environment"] if name[:5] == "OTEL_"} <= set(vars(environment_variables))


def test_the_proxy_leads_to_the_ports_of_the_services() -> None:
    [block] = re.findall(r"```nginx\n(.+?)```", OPERATIONS, re.DOTALL)
    settings = Settings(_env_file=None)
    leads = dict(re.findall(r"location (/\S*) .*proxy_pass http://127\.0\.0\.1:(\d+)", block))

    assert leads == {
        "/v1/events": str(settings.intake_port),
        "/v1/imports": str(settings.intake_port),
        "/": str(settings.monitoring_port),
    }
    assert block.count("{") == block.count("}")
