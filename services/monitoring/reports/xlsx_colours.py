"""Conditional formats of the sheets: what is behind, and how grave it is, by colour and never by colour alone."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.tables import Table

_BEHIND, _AHEAD = "#B3261E", "#2E6B3E"
_LEVELS = {
    "level-critical": "#F4C7C3",
    "level-warning": "#FCE8B2",
    "level-watch": "#E8EAF6",
    "provisional": "#EEEEEE",
    "incomplete": "#EEEEEE",
}


def add_colours(book: Workbook, sheet: Worksheet, table: Table, head: int, speaker: Speaker) -> None:
    """Colour deviations of *table*, its levels, and what is provisional; its headings stand in row *head*."""
    if not table.rows:
        return
    first, last = head + 1, head + len(table.rows)
    for place, column in enumerate(table.columns):
        if column.form == "signed":
            sheet.conditional_format(first, place, last, place, _bars())
            for criteria, colour in (("<", _BEHIND), (">", _AHEAD)):
                font = book.add_format({"font_color": colour})
                rule = {"type": "cell", "criteria": criteria, "value": 0, "format": font}
                sheet.conditional_format(first, place, last, place, rule)
        if column.form == "text":
            _colour_words(book, sheet, (first, place, last, place), speaker)


def _colour_words(book: Workbook, sheet: Worksheet, where: tuple[int, int, int, int], speaker: Speaker) -> None:
    for key, colour in _LEVELS.items():
        fill = book.add_format({"bg_color": colour})
        rule = {"type": "cell", "criteria": "==", "value": f'"{speaker.say(key)}"', "format": fill}
        sheet.conditional_format(*where, rule)


def _bars() -> dict[str, object]:
    return {
        "type": "data_bar",
        "bar_solid": True,
        "bar_color": "#BFDCC5",
        "bar_negative_color": "#F2B8B5",
        "bar_axis_position": "middle",
        "data_bar_2010": True,
    }
