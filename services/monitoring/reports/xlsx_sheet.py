"""A sheet of the workbook: what it shows, of which month, and a native table of figures."""

from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.tables import Cell, Column, Form, Table

HEAD = 3
"""The row of the headings: above it stand what the sheet shows, of which month, and whether that may change."""

_FORMS: dict[Form, str] = {
    "text": "@",
    "whole": "#,##0",
    "number": "#,##0.0",
    "signed": '+#,##0.0;"\N{MINUS SIGN}"#,##0.0;0.0',
    "share": "0.0%",
    "day": "dd.mm.yyyy",
    "flag": "@",
}
_TOP = {"valign": "top", "text_wrap": True}
_NARROW, _WIDE, _LONGEST, _FILTER = 12, 34, 110, 4
_OF_SENTENCES = 2
"""Tables with so few columns hold sentences."""

Place = tuple[int, int]
"""Row and column of a cell."""


def fill(book: Workbook, sheet: Worksheet, table: Table, about: str, speaker: Speaker) -> None:
    """Write *table* into *sheet* under what it is *about*."""
    sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, f"{speaker.say('report')} {about}", book.add_format({"italic": True}))
    _arrange(sheet, table)
    forms = {form: book.add_format(_TOP | {"num_format": written}) for form, written in _FORMS.items()}
    for row, cells in enumerate(table.rows, HEAD + 1):
        for place, cell in enumerate(cells):
            _write(sheet, (row, place), _text_of(cell, speaker), forms[_form_of(cell, table.columns[place].form)])
    wrapped = book.add_format(_TOP | {"bold": True})
    headings = [{"header": column.heading, "header_format": wrapped} for column in table.columns]
    last = HEAD + max(len(table.rows), 1)
    sheet.add_table(HEAD, 0, last, len(headings) - 1, {"columns": headings, "style": "Table Style Light 1"})


def _arrange(sheet: Worksheet, table: Table) -> None:
    """Let the headings stay in sight, on the screen and on every printed page."""
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(table, place, column))


def _width(table: Table, place: int, column: Column) -> int:
    """Return how many characters wide a column is: no word of its heading is broken, beside the sign of the filter."""
    least = max(_NARROW, *(len(word) + _FILTER for word in column.heading.split()))
    if column.form != "text":
        return least
    longest = max((len(str(row[place] or "")) for row in table.rows), default=0)
    return min(max(longest + 2, least), _LONGEST if len(table.columns) <= _OF_SENTENCES else _WIDE)


def _form_of(cell: Cell, form: Form) -> Form:
    """Return how *cell* is written in a column of *form*; a figure among texts keeps its own."""
    if form != "text" or cell is None or isinstance(cell, str):
        return form
    return "day" if isinstance(cell, date) else "whole"


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
