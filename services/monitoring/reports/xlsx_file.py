"""The report as a workbook: a sheet a table, each a native table with native charts and conditional formats."""

import io
from datetime import UTC, date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.table_makers import tables_of
from services.monitoring.reports.tables import Cell, Form, Table, status_of
from services.monitoring.reports.xlsx_charts import add_chart
from services.monitoring.reports.xlsx_colours import add_colours
from services.monitoring.words.formats import Language

HEAD = 3
"""The row of the headings: above it stand what the sheet shows, of which month, and whether that may change."""

_OPTIONS = {
    "in_memory": True,
    # A title is text, whatever it looks like.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMS: dict[Form, str] = {
    "text": "@",
    "whole": "#,##0",
    "number": "#,##0.0",
    "signed": '+#,##0.0;"\N{MINUS SIGN}"#,##0.0;0.0',
    "share": "0.0%",
    "day": "dd.mm.yyyy",
    "flag": "@",
}
_NARROW, _WIDE, _LONGEST = 12, 34, 110
_OF_SENTENCES = 2
"""Tables with so few columns hold sentences."""

Place = tuple[int, int]
"""Row and column of a cell."""


def xlsx_of(report: Report, language: Language) -> bytes:
    """Return *report* as a workbook."""
    speaker, file = Speaker(report.figures, language), io.BytesIO()
    with Workbook(file, _OPTIONS) as book:
        made = datetime.combine(report.figures.day, time(), UTC)
        about = f"{speaker.month()} ({status_of(report, speaker)})"
        book.set_properties({"title": f"{speaker.say('report')} {about}", "created": made})
        for table in tables_of(report, language):
            sheet = book.add_worksheet(table.title)
            _fill(book, sheet, table, about, speaker)
            add_colours(book, sheet, table, HEAD, speaker)
            add_chart(book, sheet, table, HEAD, speaker)
    return file.getvalue()


def _fill(book: Workbook, sheet: Worksheet, table: Table, about: str, speaker: Speaker) -> None:
    sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, f"{speaker.say('report')} {about}", book.add_format({"italic": True}))
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    forms = [book.add_format({"num_format": _FORMS[column.form], "valign": "top"}) for column in table.columns]
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(table, place, column.form))
    for row, cells in enumerate(table.rows, HEAD + 1):
        for place, cell in enumerate(cells):
            _write(sheet, (row, place), _text_of(cell, speaker), forms[place])
    headings = [{"header": column.heading} for column in table.columns]
    last = HEAD + max(len(table.rows), 1)
    sheet.add_table(HEAD, 0, last, len(headings) - 1, {"columns": headings, "style": "Table Style Light 1"})


def _width(table: Table, place: int, form: Form) -> int:
    if form != "text":
        return _NARROW
    longest = max((len(str(row[place] or "")) for row in table.rows), default=0)
    return min(max(longest + 2, _NARROW), _LONGEST if len(table.columns) <= _OF_SENTENCES else _WIDE)


def _text_of(cell: Cell, speaker: Speaker) -> Cell:
    return speaker.say("yes" if cell else "no") if isinstance(cell, bool) else cell


def _write(sheet: Worksheet, at: Place, cell: Cell, form: Format) -> None:
    if cell is None:
        sheet.write_blank(*at, None, form)
    elif isinstance(cell, date):
        sheet.write_datetime(*at, datetime.combine(cell, time()), form)
    elif isinstance(cell, str):
        sheet.write_string(*at, cell, form)
    else:
        sheet.write_number(*at, cell, form)
