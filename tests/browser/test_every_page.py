"""What holds for every page, in both languages, light and dark, at every width: each page is loaded once a language."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SHOTS, Window, in_language
from tests.support.running import Running

pytestmark = pytest.mark.timeout(300)

WIDTHS = (320, 640, 768, 1440, 3840)
"""A telephone, a window of 1280 pixels enlarged to 200 %, a tablet, a desk, and 4K."""

PICTURES = (320, 768, 1440)
LOOKED_AT = ("overview", "series", "alert", "data", "reports")
"""Their pictures are also taken in the dark and as they are printed."""

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
_AXE = """async only => (await axe.run({runOnly: only, resultTypes: ["violations"]})).violations.map(
    one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`)"""

_CUT_OFF = """() => [...document.querySelectorAll("main *")].filter(one =>
    ["hidden", "clip"].includes(getComputedStyle(one).overflowX) && one.clientWidth > 1
    && one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 160))"""


@dataclass
class Seen:
    """What a page showed of itself."""

    language: str = ""
    other: str = ""
    light: list[str] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)
    extents: dict[int, int] = field(default_factory=dict)
    cut_off: dict[int, list[str]] = field(default_factory=dict)


@dataclass
class Walk:
    """Every page in one language, and what was asked for on the way."""

    language: str
    pages: dict[str, Seen]
    requests: list[str]
    base: str


@pytest.fixture(scope="module", params=["de", "en"])
def walk(request: pytest.FixtureRequest, browser: Browser, product: Running, paths: dict[str, str]) -> Iterator[Walk]:
    SHOTS.mkdir(exist_ok=True)
    language = request.param
    with ExitStack() as stack:
        window = Window(browser, product, stack)
        page = window.context(color_scheme="light", viewport={"width": 1440, "height": 900}).new_page()
        pages = {name: _look_at(page, name, path, language) for name, path in paths.items()}
        yield Walk(language, pages, window.requests, window.base)


def _look_at(page: Page, name: str, path: str, language: str) -> Seen:
    seen = Seen()
    page.emulate_media(color_scheme="light", media="screen")
    page.set_viewport_size({"width": 1440, "height": 900})
    response = page.goto(in_language(path, language))
    assert response is not None
    assert response.status == 200, (path, response.status)
    seen.language = page.locator("html").get_attribute("lang") or ""
    seen.other = page.locator(".aside a[hreflang]").get_attribute("href") or ""
    if language == "de":
        _take_pictures(page, name)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    _at_every_width(page, seen)
    _with_axe(page, seen)
    return seen


def _take_pictures(page: Page, name: str) -> None:
    for width in PICTURES:
        page.set_viewport_size({"width": width, "height": 900})
        _picture(page, f"{name}-{width}")
    if name in LOOKED_AT:
        _picture(page, f"{name}-dark", color_scheme="dark")
        _picture(page, f"{name}-print", color_scheme="light", media="print")
        page.emulate_media(media="screen")


def _picture(page: Page, name: str, **media: Any) -> None:
    page.emulate_media(**media)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def _at_every_width(page: Page, seen: Seen) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        seen.extents[width] = page.evaluate("document.documentElement.scrollWidth")
        seen.cut_off[width] = page.evaluate(_CUT_OFF)


def _with_axe(page: Page, seen: Seen) -> None:
    """Apply all rules in the light, and in the dark those about colours."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(AXE_SCRIPT)
    seen.light = page.evaluate(_AXE, RULES)
    page.emulate_media(color_scheme="dark")
    seen.dark = page.evaluate(_AXE, CONTRAST)


def test_axe_finds_nothing_on_any_page(walk: Walk) -> None:
    assert {name: seen.light for name, seen in walk.pages.items() if seen.light} == {}
    assert {name: seen.dark for name, seen in walk.pages.items() if seen.dark} == {}


def test_no_page_asks_anybody_else_for_anything(walk: Walk) -> None:
    assert {url for url in walk.requests if not url.startswith(f"{walk.base}/")} == set()
    assert len(walk.requests) > len(walk.pages)


def test_no_page_has_to_be_moved_sideways(walk: Walk) -> None:
    wide = {(name, width): one for name, seen in walk.pages.items() for width, one in seen.extents.items()}

    assert {place: extent for place, extent in wide.items() if extent > place[1]} == {}
    assert {width for _, width in wide} == set(WIDTHS)


def test_no_text_is_cut_off(walk: Walk) -> None:
    cut = {(name, width): one for name, seen in walk.pages.items() for width, one in seen.cut_off.items() if one}

    assert cut == {}


def test_every_page_says_its_language_and_leads_to_itself_in_the_other(walk: Walk, paths: dict[str, str]) -> None:
    other = {"de": "en", "en": "de"}[walk.language]

    for name, seen in walk.pages.items():
        assert seen.language == walk.language, name
        assert seen.other.partition("?")[0] == paths[name].partition("?")[0]
        assert f"lang={other}" in seen.other
