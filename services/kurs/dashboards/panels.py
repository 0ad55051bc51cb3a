"""What a dashboard is made of, in the shapes of Grafana's JSON (schema version 39)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

SOURCE = {"type": "prometheus", "uid": "prometheus"}
_COLUMNS = 24
_STEPS = {"good": "green", "watch": "yellow", "bad": "red"}

Kind = Literal["stat", "timeseries", "bargauge", "table"]
Steps = Sequence[tuple[float | None, Literal["good", "watch", "bad"]]]
"""From which figure on a value is good, worth watching, or bad; the first step is from the lowest on."""


@dataclass(frozen=True, slots=True)
class Query:
    """A PromQL expression, and what its series are called."""

    expr: str
    legend: str = "__auto"


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure with its queries; ``steps`` colours its values.

    ``unit`` is one of Grafana's (short, s, percentunit, bytes, reqps); width and height are in its grid of 24 columns.
    """

    title: str
    kind: Kind
    queries: Sequence[Query]
    text: str
    unit: str = "short"
    width: int = 8
    height: int = 7
    steps: Steps = ((None, "good"),)


@dataclass(frozen=True, slots=True)
class Row:
    """Panels under one heading."""

    title: str
    panels: Sequence[Panel]


@dataclass(frozen=True, slots=True)
class Variable:
    """A choice at the top of a dashboard: the values of a label; ``several`` may be chosen at once."""

    name: str
    label: str
    values: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A way out of the dashboard."""

    title: str
    url: str


def dashboard(
    uid: str, title: str, rows: Iterable[Row], variables: Iterable[Variable], links: Iterable[Link]
) -> dict[str, Any]:
    """Return a dashboard as Grafana reads it from a file."""
    return {
        "uid": uid,
        "title": title,
        "tags": ["kurshalter"],
        "schemaVersion": 39,
        "editable": False,
        "refresh": "1m",
        "time": {"from": "now-24h", "to": "now"},
        "timezone": "Europe/Berlin",
        "templating": {"list": [_variable(one) for one in variables]},
        "links": [{"title": one.title, "type": "link", "url": one.url, "targetBlank": True} for one in links],
        "panels": _laid_out(rows),
    }


def _variable(one: Variable) -> dict[str, Any]:
    return {
        "type": "query",
        "name": one.name,
        "label": one.label,
        "datasource": SOURCE,
        "query": {"query": one.values, "refId": one.name},
        "refresh": 2,
        "sort": 1,
        "multi": one.several,
        "includeAll": one.several,
        "current": {"text": "All", "value": "$__all"} if one.several else {},
    }


def _laid_out(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Place the panels of each row from left to right, and the rows below each other."""
    placed: list[dict[str, Any]] = []
    top = 0
    for row in rows:
        head = {"type": "row", "title": row.title, "collapsed": False, "panels": []}
        placed.append(head | {"gridPos": {"x": 0, "y": top, "w": _COLUMNS, "h": 1}})
        left, top, height = 0, top + 1, 0
        for panel in row.panels:
            if left + panel.width > _COLUMNS:
                left, top, height = 0, top + height, 0
            placed.append(_panel(panel, left, top))
            left, height = left + panel.width, max(height, panel.height)
        top += height
    return [one | {"id": number} for number, one in enumerate(placed, 1)]


def _panel(panel: Panel, left: int, top: int) -> dict[str, Any]:
    return {
        "type": panel.kind,
        "title": panel.title,
        "description": panel.text,
        "datasource": SOURCE,
        "gridPos": {"x": left, "y": top, "w": panel.width, "h": panel.height},
        "targets": [_target(number, query, panel.kind) for number, query in enumerate(panel.queries)],
        "fieldConfig": {"defaults": {"unit": panel.unit, "thresholds": _thresholds(panel)}, "overrides": []},
        "options": {},
    }


def _target(number: int, query: Query, kind: Kind) -> dict[str, Any]:
    instant = kind != "timeseries"
    named = {"refId": chr(ord("A") + number), "expr": query.expr, "legendFormat": query.legend}
    return named | {"datasource": SOURCE, "instant": instant, "range": not instant, "format": _format(kind)}


def _format(kind: Kind) -> str:
    return "table" if kind == "table" else "time_series"


def _thresholds(panel: Panel) -> dict[str, Any]:
    return {"mode": "absolute", "steps": [{"value": value, "color": _STEPS[word]} for value, word in panel.steps]}
