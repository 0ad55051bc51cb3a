"""Native charts of the sheets, in the notation of IBCS: actual solid, plan outlined, forecast hatched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

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

Looks = Mapping[int, dict[str, Any]]
"""The columns that a chart shows, each with how its bars or lines look."""

_LINES: Looks = {
    1: {"line": {"color": _MIDDLE, "width": 1.5, "dash_type": "dash"}},
    2: {"line": {"color": _LIGHT, "width": 1}},
    3: {"line": {"color": _LIGHT, "width": 1}},
    4: {"line": {"color": _DARK, "width": 2.5}},
    5: {"line": {"color": _MIDDLE, "width": 1.5, "dash_type": "square_dot"}},
    6: {"line": {"color": _DARK, "width": 1.5, "dash_type": "round_dot"}},
    7: {"line": {"color": _MIDDLE, "width": 1, "dash_type": "round_dot"}},
    8: {"line": {"color": _MIDDLE, "width": 1, "dash_type": "round_dot"}},
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its kind, its title, the rows and columns that it shows, and the column of its labels."""

    kind: Literal["bar", "column", "line"]
    title: str
    rows: range
    looks: Looks
    labels: int


def add_chart(book: Workbook, sheet: Worksheet, table: Table, head: int, speaker: Speaker) -> None:
    """Put the chart that belongs to *table* to its right, if it has one; its headings stand in row *head*."""
    drawing = _drawing(table, speaker)
    if drawing is None or not drawing.rows:
        return
    chart = book.add_chart({"type": drawing.kind})
    if chart is None:
        raise TypeError(drawing.kind)
    first, last = head + 1 + drawing.rows.start, head + drawing.rows.stop
    for column, look in drawing.looks.items():
        where = {"categories": drawing.labels, "values": column}
        cells = {name: [table.title, first, place, last, place] for name, place in where.items()}
        chart.add_series({"name": [table.title, head, column], "gap": 60, "overlap": 20, **cells, **look})
    _arrange(chart, drawing)
    sheet.insert_chart(head, len(table.columns) + 1, chart, {"description": drawing.title})


def _drawing(table: Table, speaker: Speaker) -> Drawing | None:
    match table.name:
        case "series":
            rows = _rows_with(table, "sector/", target=2)
            return Drawing("bar", speaker.say("sectors"), rows, {2: PLAN, 4: ACTUAL, 7: FORECAST}, labels=1)
        case "months":
            rows = _rows_with(table, "entries", target=3)
            title = f"{speaker.say('total')}: {speaker.say('months')}"
            return Drawing("column", title, rows, {3: PLAN, 5: ACTUAL}, labels=2)
        case "course":
            return Drawing("line", speaker.say("chart-title"), range(len(table.rows)), _LINES, labels=0)
        case _:
            return None


def _arrange(chart: Chart, drawing: Drawing) -> None:
    chart.set_title({"name": drawing.title, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_size(_SIZE)
    if drawing.kind == "bar":
        chart.set_y_axis({"reverse": True})
    if drawing.kind == "line":
        chart.set_x_axis({"date_axis": True, "num_format": "mmm", "major_unit": 1, "major_unit_type": "months"})


def _rows_with(table: Table, prefix: str, target: int) -> range:
    """Return the rows whose id begins with *prefix* and that have a *target*; they stand together."""
    found = [at for at, row in enumerate(table.rows) if str(row[0]).startswith(prefix) and row[target] is not None]
    return range(found[0], found[-1] + 1) if found else range(0)
