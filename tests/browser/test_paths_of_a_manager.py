"""The ways a manager goes: without scripts, and by keyboard alone.

What follows a click is read by `expect`, which waits: the address changes before the page has arrived.
"""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from services.monitoring.pages.tickets import issue
from tests.browser.conftest import HOSTILE, Window
from tests.support.running import Running

MOST_STOPS = 150


def test_the_largest_gap_is_found_and_explained_without_scripts(window: Window) -> None:
    page = window.page(java_script_enabled=False)
    first = page.locator("table.cards tbody tr").first

    expect(first).to_contain_text("Sozial- und Gesundheitswesen")
    first.get_by_role("link", name="Sozial- und Gesundheitswesen", exact=True).click()
    expect(_heading(page)).to_have_text(re.compile("^Sozial- und Gesundheitswesen"))

    page.get_by_role("link", name="seit 18.09.2026").click()
    expect(_heading(page)).to_contain_text("Kritisch")
    expect(page.locator("ol.steps")).to_contain_text("p = Q(α, β) = 0,001371")


def test_a_figure_leads_to_the_entries_behind_it_and_an_entry_to_its_reason(window: Window) -> None:
    page = window.page(java_script_enabled=False)
    page.get_by_role("link", name="88 Eintritte: Sozial- und Gesundheitswesen").first.click()

    expect(page.locator("caption")).to_contain_text("gezählt: 88")
    page.locator("table.cards tbody a").first.click()
    expect(page.locator("main")).to_contain_text("Warum er zählt oder nicht")


def test_a_month_of_a_sector_leads_to_its_entries(window: Window) -> None:
    page = window.page(java_script_enabled=False)
    month = _section(page, "months").get_by_role(
        "link", name=re.compile("^[0-9]+ Eintritte: Sozial- und Gesundheitswesen, März$")
    )
    counted = month.inner_text()
    month.click()

    expect(_heading(page)).to_have_text("Eintritte: Sozial- und Gesundheitswesen, März")
    expect(page.locator("caption")).to_contain_text(f"gezählt: {counted}")
    expect(page.get_by_role("link", name="Alle Monate")).to_be_visible()


# openpyxl does not know the bars of Excel 2010.
@pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")
def test_figures_get_into_a_spreadsheet(window: Window) -> None:
    page = window.page(java_script_enabled=False)
    with page.expect_download() as download:
        _section(page, "sectors").get_by_role("link", name="Als CSV").click()
    table = download.value.path().read_text(encoding="utf-8-sig").splitlines()

    assert table[0].startswith("id;Zeile;Ziel;Soll bis heute;Ist")
    assert table[1].startswith("entries;Eintritte SGB III;821;639;522;-117")

    with page.expect_download() as book:
        page.get_by_role("link", name="Monatsbericht (XLSX)").click()
    cells = {
        cell.value for sheet in load_workbook(BytesIO(book.value.path().read_bytes())) for row in sheet for cell in row
    }
    assert {"Sozial- und Gesundheitswesen", 197, 821} <= cells

    page.goto("/series/sector/health/entries")
    with page.expect_download() as entries:
        page.get_by_role("link", name="Alle als CSV").click()
    assert len(entries.value.path().read_text(encoding="utf-8-sig").splitlines()) > 88


def test_a_version_says_what_it_changes_and_its_reason_stays_text(window: Window) -> None:
    page = window.page(java_script_enabled=False)
    expect(page.get_by_role("img").first).to_have_attribute("aria-label", re.compile("02.11.2026: Plan v2"))
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_role("link", name="Unterschied zeigen: Version 2").click()

    expect(_section(page, "difference")).to_contain_text("240")
    expect(_section(page, "versions")).to_contain_text(HOSTILE)


def test_a_series_and_an_alert_tell_everything_about_themselves(window: Window, paths: dict[str, str]) -> None:
    page = window.page(paths["series"], java_script_enabled=False)
    for part in ("course", "alerts", "months", "parts", "days"):
        expect(page.locator(f"main h2#{part}")).to_be_visible()
    expect(_section(page, "parts").locator("a")).to_have_count(4)
    expect(page.get_by_role("link", name="Die 88 Eintritte hinter dieser Zahl")).to_be_visible()

    page.goto(paths["alert"])
    for part in ("why", "acts", "history", "told", "inputs", "by-hand"):
        expect(page.locator(f"main h2#{part}")).to_be_visible()


def test_whoever_meets_a_barrier_can_tell_somebody(window: Window) -> None:
    page = window.page(java_script_enabled=False)
    page.get_by_role("link", name="Barrierefreiheit").click()

    expect(page.locator("main a[href^='mailto:']")).to_have_text("betrieb@example.org")


def test_the_data_say_who_reports_and_what_was_not_taken(window: Window) -> None:
    page = window.page(java_script_enabled=False)
    page.get_by_role("link", name="Daten im Einzelnen").click()

    expect(_section(page, "feeds").locator("tbody tr")).to_have_count(4)
    expect(_section(page, "quarantine").locator("tbody")).to_contain_text("kurs.entries")
    expect(_section(page, "refusals").locator("tbody")).to_contain_text("unknown-type")


def test_the_language_is_changed_with_the_filters_and_stays(window: Window) -> None:
    page = window.page("/?day=2026-06-30&known=2026-06-30", java_script_enabled=False)
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.locator("main")).to_contain_text("As of 30 Jun 2026")
    page.locator("table.cards tbody").get_by_role("link").first.click()

    expect(page).to_have_url(re.compile("/series/"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main")).to_contain_text("As of 30 Jun 2026")


def test_filters_stand_in_the_address(window: Window) -> None:
    page = window.page(java_script_enabled=False)
    page.get_by_text("Auswahl").click()
    page.get_by_label("Dienststelle", exact=True).select_option("JC-WB")
    page.get_by_label("Stand am Ende des").fill("2026-06-30")
    page.get_by_role("button", name="Anzeigen").click()

    expect(page).to_have_url(re.compile("office=JC-WB"))
    expect(page).to_have_url(re.compile("day=2026-06-30"))
    expect(page.locator(".district")).to_contain_text("Jobcenter Wittenberg")
    expect(page.locator("main")).to_contain_text("Stand: 30.06.2026")


def test_everything_is_reached_by_keyboard(window: Window) -> None:
    page = window.page()
    page.keyboard.press("Tab")
    assert _focused(page) == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    _tab_to(page, "Auswahl")
    page.keyboard.press("Enter")
    expect(page.locator(".filters")).to_have_attribute("open", "")

    seen = _tab_to(page, "Tabelle überspringen")
    page.keyboard.press("Enter")
    expect(page.locator("#after-months")).to_be_focused()
    seen |= _tab_to(page, "Schnittstelle")
    assert {"Anzeigen", "Zahlen als Tabelle", "Als CSV", "522 Eintritte: Eintritte SGB III"} <= seen


def test_an_alert_is_acknowledged_by_keyboard_and_without_scripts(window: Window, product: Running) -> None:
    context = window.context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/enter?ticket={issue(product.settings.data_dir)}")
    page.get_by_label("Ihr Name").press_sequentially("Erika Muster")
    page.keyboard.press("Enter")
    expect(page.locator("header")).to_contain_text("Angemeldet als Erika Muster")

    _tab_to(page, "Im Einzelnen: Ziel gefährdet – Energietechnik, Metallbau und Schweißtechnik")
    page.keyboard.press("Enter")
    expect(_heading(page)).to_contain_text("Ziel gefährdet")
    _tab_to(page, "Quittieren")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Mit dem Träger gesprochen")
    _tab_to(page, "Quittieren")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("Die Meldung ist quittiert.")
    expect(page.locator(".history").first).to_contain_text("Mit dem Träger gesprochen")


def test_the_page_can_be_printed(window: Window) -> None:
    page = window.page()
    page.emulate_media(media="print")

    expect(page.locator("nav")).to_be_hidden()
    expect(page.locator("table.cards")).to_be_visible()


def test_an_entry_that_nobody_has_sent_is_not_there(window: Window) -> None:
    page = window.context().new_page()
    response = page.goto("/entries/T-NEVER-SENT")

    assert response is not None
    assert response.status == 404
    expect(_heading(page)).to_have_text("Das gibt es nicht")


def _heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def _section(page: Page, name: str) -> Locator:
    return page.locator(f"section[aria-labelledby={name}]")


def _tab_to(page: Page, name: str) -> set[str]:
    """Press the key until *name* is focused; return all that was on the way, each of which must be seen to be."""
    page.wait_for_load_state()
    seen: set[str] = set()
    while name not in seen:
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", _focused(page)
        seen.add(_focused(page))
        assert len(seen) < MOST_STOPS, seen
    return seen


def _focused(page: Page) -> str:
    spoken = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
    return str(page.evaluate(spoken))
