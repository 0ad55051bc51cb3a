"""Native charts of the sheets, in the notation of IBCS: actual solid, plan outlined, forecast hatched."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.tables import Table

_DARK, _MIDDLE, _LIGHT = "#404040", "#8C8C8C", "#D9D9D9"
ACTUAL: dict[str, Any] = {"fill": {"color": _DARK}, "border": {"color": _DARK}}
PLAN: dict[str, Any] = {"fill": {"none": True}, "border": {"color": _DARK, "width": 1.25}}
FORECAST: dict[str, Any] = {
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": _DARK, "bg_color": "#FFFFFF"},
    "border": {"color": _DARK},
}
_SIZE = {"width": 820, "height": 420}

Bars = Mapping[int, dict[str, Any]]
"""The columns that a chart shows, each with how its bars look."""


def add_chart(book: Workbook, sheet: Worksheet, table: Table, head: int, speaker: Speaker) -> None:
    """Put the chart that belongs to *table* to its right, if it has one; its headings stand in row *head*."""
    makers = {"series": _sectors, "months": _months, "course": _course}
    if table.name not in makers:
        return
    if chart := makers[table.name](book, table, head, speaker):
        chart.set_legend({"position": "bottom"})
        chart.set_size(_SIZE)
        sheet.insert_chart(head, len(table.columns) + 1, chart, {"description": speaker.say("chart-title")})


def _sectors(book: Workbook, table: Table, head: int, speaker: Speaker) -> Chart | None:
    rows = _rows_with(table, 0, "sector/", target=2)
    chart = _bars(book, "bar", table, rows, head, {2: PLAN, 4: ACTUAL, 7: FORECAST})
    if chart:
        chart.set_title({"name": speaker.say("sectors"), "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True})
    return chart


def _months(book: Workbook, table: Table, head: int, speaker: Speaker) -> Chart | None:
    rows = _rows_with(table, 0, "entries", target=3)
    chart = _bars(book, "column", table, rows, head, {3: PLAN, 5: ACTUAL}, labels=2)
    if chart:
        chart.set_title({"name": f"{speaker.say('total')}: {speaker.say('months')}", "name_font": {"size": 12}})
    return chart


def _bars(
    book: Workbook, kind: str, table: Table, rows: range, head: int, bars: Bars, labels: int = 1
) -> Chart | None:
    if not rows:
        return None
    chart: Chart = book.add_chart({"type": kind})
    first, last = head + 1 + rows.start, head + rows.stop
    for column, look in bars.items():
        chart.add_series(
            {
                "name": [table.title, head, column],
                "categories": [table.title, first, labels, last, labels],
                "values": [table.title, first, column, last, column],
                "gap": 60,
                "overlap": 20,
                **look,
            }
        )
    return chart


def _course(book: Workbook, table: Table, head: int, speaker: Speaker) -> Chart | None:
    if not table.rows:
        return None
    chart: Chart = book.add_chart({"type": "line"})
    lines = {
        1: {"color": _MIDDLE, "width": 1.5, "dash_type": "dash"},
        2: {"color": _LIGHT, "width": 1},
        3: {"color": _LIGHT, "width": 1},
        4: {"color": _DARK, "width": 2.5},
        5: {"color": _DARK, "width": 1.5, "dash_type": "round_dot"},
        6: {"color": _MIDDLE, "width": 1, "dash_type": "round_dot"},
        7: {"color": _MIDDLE, "width": 1, "dash_type": "round_dot"},
    }
    first, last = head + 1, head + len(table.rows)
    for column, line in lines.items():
        values = [table.title, first, column, last, column]
        days = [table.title, first, 0, last, 0]
        chart.add_series({"name": [table.title, head, column], "categories": days, "values": values, "line": line})
    chart.set_title({"name": speaker.say("chart-title"), "name_font": {"size": 12}})
    chart.set_x_axis({"date_axis": True, "num_format": "mmm", "major_unit": 1, "major_unit_type": "months"})
    return chart


def _rows_with(table: Table, column: int, prefix: str, target: int) -> range:
    """Return the rows whose *column* begins with *prefix* and that have a *target*; they stand together."""
    found = [
        at for at, row in enumerate(table.rows) if str(row[column]).startswith(prefix) and row[target] is not None
    ]
    return range(found[0], found[-1] + 1) if found else range(0)


