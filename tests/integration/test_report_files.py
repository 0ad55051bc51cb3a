"""The files of a report, read by others: the PDF by pypdf, the workbook by openpyxl."""

import csv
import io
import re
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import orjson
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from services.monitoring.domain.silence import FeedDay
from services.monitoring.reports.csv_file import csv_of
from services.monitoring.reports.figures import Correction, FeedFigures, Pipeline
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.json_file import json_of
from services.monitoring.reports.pdf_file import pdf_of
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.table_makers import tables_of
from services.monitoring.reports.tables import NAMES
from services.monitoring.reports.xlsx_file import xlsx_of
from services.monitoring.reports.xlsx_sheet import HEAD
from services.monitoring.words.formats import Language
from tests.unit.monitoring.reports import CLOSED, a_report, a_series, an_alert, some_figures, with_a_silent_office

# openpyxl does not know the bars of Excel 2010, which show negative figures to the left.
pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")

HOSTILE = [
    '#read("/etc/passwd") #set page(width: 1cm)',
    "*fett* _kursiv_ $x$ @ref [red]",
    "<script>alert(1)</script>",
    "=cmd()|'/c calc'!A0",
]


@cache
def the_pdf(language: Language = "de") -> bytes:
    """Return the report that most tests read, set once."""
    return pdf_of(a_report(), language)


def text_in(pdf: bytes) -> str:
    """Return the text of all pages; lines and hyphens at their ends do not count."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


def elements_in(pdf: bytes) -> list[tuple[str, str]]:
    """Return the kind of each structure element and the text that stands for it, in reading order."""
    found: list[tuple[str, str]] = []

    def look(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for one in element:
                look(one)
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                found.append((str(element["/S"]), str(element.get("/Alt", ""))))
            if "/K" in element:
                look(element["/K"])

    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    look(root["/StructTreeRoot"])
    return found


@pytest.mark.parametrize(("language", "title"), [("de", "Monatsbericht"), ("en", "Monthly report")])
def test_the_pdf_is_tagged_and_has_two_pages(language: Language, title: str) -> None:
    pdf = the_pdf(language)

    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert len(reader.pages) == 2
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert str(reader.metadata.title).startswith(f"{title} September 2026")
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure", "/P"} <= {tag for tag, _ in elements_in(pdf)}


LONG = "Energietechnik, Metallbau, Schweißtechnik und alles, was sonst noch dazugehört"


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_large_plan_still_has_two_pages(language: Language) -> None:
    """What does not fit is in the workbook, though all offices are silent."""
    few = some_figures()
    lacking: dict[str, Any] = {"title": {"de": LONG}, "incomplete": True, "missing": 1.0}
    sectors = tuple(a_series(f"sector/s{n}", 3 * n, 4.0 * n + 5, **lacking) for n in range(40))
    silence = FeedDay("o", few.day, few.day, 26.2, 0.000001, None, few.day)
    feeds = tuple(FeedFigures(f"o{n}", LONG, by_files=False, last_change=few.day, silence=silence) for n in range(20))
    corrected = tuple(Correction("entries", month, 60, 61) for month in range(1, 9))
    figures = some_figures(
        series=(*(replace(one, incomplete=True, missing=26.0) for one in few.series[:2]), *sectors),
        alerts=tuple(an_alert(f"sector/s{n}", id=str(n)) for n in range(40)),
        quality=replace(few.quality, feeds=feeds, corrections=corrected),
    )

    pdf = pdf_of(a_report(figures), language)

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2
    assert len([cell for cell in cells_of(a_report(figures), "Zeilen") if cell == LONG]) == 40


def test_every_chart_has_a_text_that_stands_for_it() -> None:
    figures = [text for tag, text in elements_in(the_pdf()) if tag == "/Figure"]

    assert len(figures) == 4, "the course, a bar for each of two sectors, the months"
    assert "Geplant bis 30.09.2026: 429, gemeldet: 352" in figures[0]
    assert all(figures)


def test_the_pages_say_the_four_figures_three_sentences_and_the_rest() -> None:
    report, text = a_report(), text_in(the_pdf())

    for said in ("352", "104", "678", "602–759", "Korrekturen zu früheren Monaten", "Wie wird bewertet?"):
        assert said in text
    for sentence in Speaker(report.figures, "de").sentences():
        assert sentence.replace("\N{NO-BREAK SPACE}", " ") in text
    assert "durch Planänderung" in text
    assert "März 2026 73 → 76 (+3)" in text
    assert "Angekündigt sind 34 Eintritte, überfällig 5. Offen sind 61 Bildungsgutscheine; – davon" in text


def test_every_page_says_that_figures_are_provisional_until_the_month_is_closed() -> None:
    provisional, closed = (PdfReader(io.BytesIO(one)) for one in (the_pdf(), pdf_of(a_report(closing=CLOSED), "de")))

    assert all("Vorläufig" in page.extract_text() for page in provisional.pages)
    assert all("Abgeschlossen am 07.10.2026" in page.extract_text() for page in closed.pages)
    assert a_report().sha256[:16] in closed.pages[0].extract_text()


def test_when_planning_was_away_the_report_says_so() -> None:
    figures = some_figures(pipeline=Pipeline(34, 5, None, None), planning_away=True)

    assert "Die Planung hat nicht geantwortet" in text_in(pdf_of(a_report(figures), "de"))
    assert any("Planung hat nicht geantwortet" in str(cell) for cell in cells_of(a_report(figures), "Überblick"))


def test_every_format_marks_what_a_silent_office_should_have_reported() -> None:
    report = a_report(with_a_silent_office())
    text = text_in(pdf_of(report, "de"))

    for said in ("352†", "104", "678†", "Zeile sector/health†", "Jobcenter JC-B†", "† Unvollständig"):
        assert said in text
    assert "Keine Meldungen kommen von Jobcenter JC-B (zuletzt am 03.08.2026, rund 26 zu erwarten)" in text
    assert "Das heißt nicht, dass dort etwas zurückliegt" in text
    assert {"unvollständig", 25.6} <= set(cells_of(report, "Zeilen"))
    assert {"unvollständig", 26.2, 0.000001} <= set(cells_of(report, "Datenstand"))
    lines = [line["Daten"] for line in lines_of(csv_of(report, "de", "series"))]
    assert lines == ["unvollständig", "", "unvollständig", "", "", "unvollständig"]
    assert [line["Zuletzt gehört"] for line in lines_of(csv_of(report, "de", "offices"))] == ["", "03.08.2026"]
    feeds = orjson.loads(json_of(report))["figures"]["quality"]["feeds"]
    assert [one["silence"] and one["silence"]["silent_since"] for one in feeds] == [None, "2026-09-07"]


def lines_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_report_without_silence_has_no_mark() -> None:
    assert "†" not in text_in(the_pdf())
    assert "unvollständig" not in cells_of(a_report(), "Zeilen")


def test_the_same_figures_make_the_same_bytes() -> None:
    assert pdf_of(a_report(), "en") == the_pdf("en")


def test_no_font_of_the_machine_is_used() -> None:
    pages: Any = PdfReader(io.BytesIO(the_pdf())).pages
    found = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    fonts = {str(font["/BaseFont"]).partition("+")[2] for font in found}

    assert fonts
    assert all(font.startswith("LibertinusSerif") for font in fonts)


def book_of(report: Report, language: Language = "de") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_of(report, language)))


def cells_of(report: Report, sheet: str) -> list[Any]:
    return [cell.value for row in book_of(report)[sheet].iter_rows() for cell in row if cell.value is not None]


def test_the_workbook_has_a_sheet_a_table_with_its_figures() -> None:
    report = a_report()
    book = book_of(report)

    tables = tables_of(report, "de")
    assert book.sheetnames == [table.title for table in tables]
    for table in tables:
        sheet = book[table.title]
        assert [cell.value for cell in sheet[HEAD + 1]] == [column.heading for column in table.columns]
        assert len(sheet.tables) == 1
        assert sheet["A2"].value == "Monatsbericht September 2026 (vorläufig)"
    [series] = [table for table in tables if table.name == "series"]
    for row, cells in zip(book["Zeilen"].iter_rows(min_row=HEAD + 2, values_only=True), series.rows, strict=True):
        assert list(row[2:12]) == list(cells[2:12])


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_word_of_a_heading_is_wider_than_its_column(language: Language) -> None:
    sheets: list[Any] = list(book_of(a_report(), language))
    for sheet in sheets:
        for cell in sheet[HEAD + 1]:
            width = sheet.column_dimensions[cell.column_letter].width
            assert max(map(len, str(cell.value).split())) < width, (sheet.title, cell.value)
            assert cell.alignment.wrap_text


def charts_of(sheet: Any) -> list[Any]:
    return list(sheet._charts)  # noqa: SLF001 - openpyxl has no other name for the charts of a sheet that was read


def test_charts_are_native_and_in_the_notation_of_ibcs() -> None:
    book = book_of(a_report())

    assert [sheet.title for sheet in book if charts_of(sheet)] == ["Zeilen", "Monate", "Verlauf"]
    target, actual, forecast = charts_of(book["Zeilen"])[0].series
    assert target.graphicalProperties.noFill
    assert target.graphicalProperties.line.solidFill
    assert actual.graphicalProperties.solidFill
    assert forecast.graphicalProperties.pattFill.prst == "wdUpDiag"


def test_deviations_and_levels_are_coloured_by_conditional_formats() -> None:
    rules = {
        (column_of(where), rule.type)
        for where, ones in conditional_formats(book_of(a_report())["Zeilen"])
        for rule in ones
    }

    assert {("F", "dataBar"), ("F", "cellIs"), ("M", "cellIs")} <= rules


def conditional_formats(sheet: Any) -> list[tuple[str, Any]]:
    return [(str(found.sqref), found.rules) for found in sheet.conditional_formatting]


def column_of(where: str) -> str:
    return re.sub(r"\d.*", "", where)


def test_a_day_among_texts_is_a_day_in_the_workbook() -> None:
    sheet: Any = book_of(a_report())["Überblick"]
    rows = {name.value: value for name, value in sheet.iter_rows(min_row=HEAD + 2)}

    assert rows["Stichtag"].is_date
    assert rows["Offene Bildungsgutscheine"].number_format == "#,##0"


def test_csv_is_what_a_german_spreadsheet_reads() -> None:
    content = csv_of(a_report(), "de", "series")

    assert content.startswith(b"\xef\xbb\xbf")
    head, first, *_ = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    line = dict(zip(head, first, strict=True))
    assert (line["Bericht"], line["Stichtag"], line["Status"]) == ("2026-09", "30.09.2026", "vorläufig")
    assert (line["Zeile"], line["Ist"], line["Abweichung"], line["Prognose"]) == ("entries", "352", "-77", "678,2")
    assert line["Chance auf Ziel"] == "0,017"


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_there_as_csv(name: Any) -> None:
    lines = list(csv.reader(io.StringIO(csv_of(a_report(), "en", name).decode("utf-8-sig")), delimiter=";"))

    assert len(lines) > 1
    assert {len(line) for line in lines} == {len(lines[0])}


def test_json_holds_the_figures_and_their_hash() -> None:
    closed = a_report(closing=CLOSED)

    answer = orjson.loads(json_of(closed))

    assert (answer["status"], answer["sha256"], answer["closed_by"]) == ("closed", closed.sha256, "Frau Müller")
    assert answer["figures"]["series"][0]["actual"] == 352
    assert orjson.loads(json_of(a_report()))["status"] == "provisional"


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_text_in_every_format(title: str) -> None:
    hostile = a_series("sector/health", 87, 141.0, title={"de": title})
    figures = some_figures(series=(a_series("entries"), hostile))
    report = a_report(figures)

    pdf = pdf_of(report, "de")
    assert title.replace(" ", "") in text_in(pdf).replace(" ", "")
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2
    [cell] = [cell for row in book_of(report)["Zeilen"].iter_rows() for cell in row if cell.value == title]
    assert cell.data_type == "s"
    lines = csv.reader(io.StringIO(csv_of(report, "de", "series").decode("utf-8-sig")), delimiter=";")
    written = [cell for line in lines for cell in line if title in cell]
    assert written == [f"'{title}" if title.startswith("=") else title]
    assert orjson.loads(json_of(report))["figures"]["series"][1]["title"]["de"] == title


@pytest.mark.parametrize("title", ["Pflege \N{GRINNING FACE}", "a\x1b[31mb\x00", "漢字", "\N{RIGHT-TO-LEFT OVERRIDE}x"])
def test_what_no_font_shows_has_a_mark_in_the_pdf(title: str) -> None:
    """PDF/UA-1 would refuse the whole document."""
    figures = some_figures(series=(a_series("entries"), a_series("sector/health", 87, 141.0, title={"de": title})))

    text = text_in(pdf_of(a_report(figures), "de"))

    assert re.sub(r"[^\x20-\x7e]", "\N{REPLACEMENT CHARACTER}", title) in text
    assert xlsx_of(a_report(figures), "de")


def test_a_plan_without_targets_and_sectors_is_reported_too() -> None:
    figures = some_figures(series=(a_series("entries", expected=None),), curve=(), months=(), alerts=(), pipeline=None)
    text = text_in(pdf_of(a_report(figures), "de"))

    assert "ein Ziel nennt der Plan dafür nicht" in text
    assert "Im Monat stand keine Meldung" in text
    assert xlsx_of(a_report(figures), "de")
