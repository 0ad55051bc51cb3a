"""What holds for every page, in both languages, light and dark, at every width."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import SHOTS, Window, in_language

WIDTHS = (320, 768, 1440)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_axe_finds_nothing_on_any_page(window: Window, paths: dict[str, str], language: str, colours: str) -> None:
    axe, found = Axe(), {}
    for name, path in paths.items():
        page = window.page(in_language(path, language), color_scheme=colours, viewport={"width": 1280, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        result = axe.run(page, options=RULES)
        if result.violations_count:
            found[name] = [(one["id"], one["nodes"][0]["html"][:160]) for one in result.response["violations"]]
        page.close()

    assert found == {}


def test_no_page_asks_anybody_else_for_anything(window: Window, paths: dict[str, str]) -> None:
    for path in paths.values():
        window.page(path).close()

    assert {url for url in window.requests if not url.startswith(f"{window.base}/")} == set()
    assert len(window.requests) > len(paths)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_to_be_moved_sideways(window: Window, paths: dict[str, str], width: int) -> None:
    SHOTS.mkdir(exist_ok=True)
    too_wide = {}
    for name, path in paths.items():
        page = window.page(path, viewport={"width": width, "height": 900})
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        extent = page.evaluate("document.documentElement.scrollWidth")
        if extent > width:
            too_wide[name] = extent
        page.close()

    assert too_wide == {}


def test_twice_the_size_breaks_nothing(window: Window, paths: dict[str, str]) -> None:
    for path in paths.values():
        # What a browser does when a window of 1280 pixels is enlarged to 200 %.
        page = window.page(path, viewport={"width": 640, "height": 450}, device_scale_factor=2)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path
        page.close()


def test_every_page_says_its_language_and_offers_the_other(window: Window, paths: dict[str, str]) -> None:
    for path in paths.values():
        page = window.page(path)
        assert page.locator("html").get_attribute("lang") == "de"
        page.get_by_role("link", name="English", exact=True).click()
        assert page.locator("html").get_attribute("lang") == "en", path
        page.close()
