"""A running product with the sample year, and Debian's Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from redis import Redis

from services.kurs.plan_file import read_plan_file
from shared.streams import ENTRIES
from tests.support.ledger import PLAN_2026
from tests.support.reference import ROOT
from tests.support.running import Running

TODAY = "2026-10-15"
HOSTILE = "=cmd()<script>alert(1)</script>"
_WITHIN_MS = 10_000
SHOTS = ROOT / "tests" / "browser" / "shots"
"""Screenshots are kept here to be looked at."""


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a product that knows the sample year as of 15 October."""
    with closing(Running(tmp_path_factory.mktemp("browser"), TODAY, KURS_LANGUAGE="de")) as running:
        running.start("--sample", str(ROOT / "deploy" / "sample" / "events.ndjson"))
        publish_a_version(running)
        send_what_cannot_be_taken(running)
        running.rest()
        yield running


def publish_a_version(running: Running) -> None:
    """Publish a version of the plan that will hold from November on, with a reason that is no text to some programs."""
    plan = yaml.safe_load(read_plan_file(PLAN_2026))
    plan |= {"version": 2, "valid_from": "2026-11-02", "reason": HOSTILE, "author": "E. <b>Muster"}
    plan["targets"][1]["amount"] = 240
    running.ask("POST", "planning", "/v1/plans", content=yaml.safe_dump(plan)).raise_for_status()


def send_what_cannot_be_taken(running: Running) -> None:
    """Send an event of an unknown type, which is refused, and put onto a stream what is none: it lies in quarantine."""
    event: dict[str, Any] = {"specversion": "1.0", "id": "browser-1", "source": "urn:office:jc-wb"}
    event |= {"type": "entry.dreamt", "time": "2026-10-14T08:00:00Z", "data": {}}
    media_type = {"Content-Type": "application/cloudevents+json"}
    refused = running.ask("POST", "intake", "/v1/events", "JC-WB", headers=media_type, json=event)
    assert refused.status_code == 422, refused.text
    with Redis.from_url(running.settings.redis) as client:
        client.xadd(ENTRIES.name, {"__data__": b"no event"})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser; only of a module, for its event loop must end before others begin."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: chromium)")
    with sync_playwright() as playwright:
        # The tests may run as root in a container, where Chromium's own sandbox cannot start.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


class Window:
    """Opens pages of the product, and notes every request they make."""

    def __init__(self, browser: Browser, product: Running, stack: ExitStack) -> None:
        """Open windows of *browser*; *stack* closes them."""
        self._browser = browser
        self._stack = stack
        self.base = f"http://127.0.0.1:{product.settings.port('monitoring')}"
        self.requests: list[str] = []

    def context(self, **how: Any) -> BrowserContext:
        """Return a window as a person has one; *how* says size, colours, scripts."""
        context = self._browser.new_context(base_url=self.base, **how)
        self._stack.callback(context.close)
        context.on("request", self._note)
        context.set_default_timeout(_WITHIN_MS)
        return context

    def page(self, path: str = "/", **how: Any) -> Page:
        """Return a page that has loaded."""
        page = self.context(**how).new_page()
        response = page.goto(path)
        assert response is not None
        assert response.status == 200, (path, response.status)
        return page

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)


@pytest.fixture
def window(browser: Browser, product: Running) -> Iterator[Window]:
    """Return what opens pages."""
    with ExitStack() as stack:
        yield Window(browser, product, stack)


@pytest.fixture(scope="package")
def paths(product: Running) -> dict[str, str]:
    """Return an address of each kind of page."""
    alerts = product.get("monitoring", "/v1/alerts")["alerts"]
    critical = next(one["id"] for one in alerts if one["severity"] == "critical")
    at_risk = next(one["id"] for one in alerts if one["severity"] == "target_at_risk")
    return {
        "overview": "/",
        "office": "/?office=JC-WB",
        "past": "/?day=2026-06-30&known=2026-06-30",
        "series": "/series/sector/health",
        "no-target": "/series/sector/other",
        "entries": "/series/sector/health/entries",
        "entry": "/entries/T-2026-01000177",
        "alert": f"/alerts/{critical}",
        "at-risk": f"/alerts/{at_risk}",
        "plan": "/plan?version=2",
        "data": "/data",
        "reports": "/reports",
        "method": "/method",
        "accessibility": "/accessibility",
        "sign-in": "/sign-in",
    }


def in_language(path: str, language: str) -> str:
    """Return *path* in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
