"""What each place says of the series: board, forecasts, metrics, page, and every format of the report.

By series and figure, None for a figure that the place has none of. Page and PDF show whole entries, the others all
digits.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterable
from typing import Any

import openpyxl
from pypdf import PdfReader

from tests.support.running import Running

Told = dict[str, dict[str, float | None]]

_COLUMNS = {
    "target": "Target",
    "expected": "Expected by now",
    "actual": "Actual",
    "deviation": "Deviation",
    "forecast": "Forecast",
    "low": "Forecast from (80%)",
    "high": "Forecast to (80%)",
}
_ON_PAGE = ("Target", "Expected by now", "Actual", "Deviation", "Forecast")
_FORECAST = {"forecast": "forecast", "low": "lo80", "high": "hi80"}
_QUANTILES = {"0.1": "low", "0.9": "high"}


def on_board(board: dict[str, Any]) -> Told:
    """Return what planning's board says."""
    names = ("target", "expected", "actual", "deviation")
    return {one["id"]: {name: one[name] for name in names} for one in board["series"] if "/office/" not in one["id"]}


def in_forecasts(product: Running, counted: Told, day: str) -> Told:
    """Return what monitoring forecasts for the series that have a target; it judges no others."""
    found: Told = {}
    for series, figures in counted.items():
        asked = figures["target"] is not None
        judged = product.get("monitoring", f"/v1/forecast/{series}", day=day)["evaluation"] if asked else {}
        found[series] = {name: judged.get(key) for name, key in _FORECAST.items()}
    return found


def in_metrics(text: str) -> Told:
    """Return what the metrics say."""
    found: Told = {}
    for name, labels, value in re.findall(r"^kurs_entries_(\w+)\{([^}]*)\} (\S+)$", text, re.MULTILINE):
        about = dict(re.findall(r'(\w+)="([^"]*)"', labels))
        figure = _QUANTILES.get(about.get("quantile", ""), name)
        if figure in _COLUMNS and (name != "forecast" or figure != name):
            found.setdefault(about["series"], {})[figure] = float(value)
    return found


def in_json(content: bytes) -> Told:
    """Return what the report as JSON says."""
    verdicts = ("forecast", "low", "high")
    return {
        one["id"]: {name: one[name] for name in ("target", "expected", "actual", "deviation")}
        | {name: one["verdict"] and one["verdict"][name] for name in verdicts}
        for one in json.loads(content)["figures"]["series"]
    }


def in_workbook(content: bytes) -> Told:
    """Return what the report's workbook says."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content))["Series"]
    head, *rows = sheet.iter_rows(min_row=4, values_only=True)
    return _by_series(dict(zip(head, row, strict=True)) for row in rows)


def in_csv(content: bytes) -> Told:
    """Return what the report as CSV says."""
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return _by_series({name: _number(cell, ",") for name, cell in line.items()} | _named(line) for line in lines)


def _named(line: dict[str, str]) -> dict[str, str]:
    return {"Series": line["Series"]}


def _by_series(rows: Iterable[dict[Any, Any]]) -> Told:
    return {str(row["Series"]): {name: row[column] for name, column in _COLUMNS.items()} for row in rows}


def _number(text: str, point: str = ".") -> float | None:
    number = text.replace("\N{MINUS SIGN}", "-").replace(point, ".").lstrip("+")
    return float(number) if re.fullmatch(r"-?\d+(\.\d+)?", number) else None


def on_page(text: str) -> Told:
    """Return what the tables and tiles of the page's sectors and wholes say, in whole entries."""
    found: Told = {}
    for row in re.findall(r"<tr role=\"row\">.*?</tr>", text, re.DOTALL):
        cells = dict(re.findall(r'data-label="([^"]*)">(.*?)</td>', row, re.DOTALL))
        if set(_ON_PAGE) <= cells.keys() and (link := re.search(r'href="/series/([^"?]*)', row)):
            found[link[1]] = {name.split()[0].lower(): _number(_words(cells[name]).split()[0]) for name in _ON_PAGE}
    for tile in re.findall(r'<section class="tile">.*?</section>', text, re.DOTALL):
        if link := re.search(r'href="/series/([^"?]*)', tile):
            found.setdefault(link[1], {}).update(_on_tile(tile))
    return found


def _on_tile(tile: str) -> dict[str, float | None]:
    """Return the figures of a whole, or of its forecast, by the words beside them."""
    large, *_ = re.findall(r"\d+", _words(tile.partition('<p class="figure">')[2]))
    beside = {_words(head): _words(said) for head, said in re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", tile)}
    if "Deviation" in beside:
        return {
            "actual": _number(large),
            "expected": _number(beside["Expected by now"]),
            "deviation": _number(beside["Deviation"]),
        }
    low, high = re.findall(r"\d+", beside["Forecast (80%)"])
    return {"forecast": _number(large), "low": _number(low), "high": _number(high)}


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def in_pdf(content: bytes, titles: dict[str, str]) -> Told:
    """Return what the table of sectors and the tiles of the report's pages say, in whole entries."""
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    text = " ".join(pages.replace("\N{NON-BREAKING HYPHEN}", "-").replace("\N{MINUS SIGN}", "-").split())
    figure, found = r"([+-]?\d+|–)", Told()
    row = " ".join([figure] * 5) + r" (?:(\d+)–(\d+)|–)"
    for series, title in titles.items():
        if series.startswith("sector/"):
            said = re.search(rf"{re.escape(title)}\*? {row}", text)
            assert said, title
            numbers = (_number(one or "") for one in said.groups())
            found[series] = dict(zip(_COLUMNS, numbers, strict=True))
    for series, head in {"entries": "All entries", "employees": "Employees"}.items():
        said = re.search(rf"{head} {figure} Expected by now {figure} Deviation {figure}", text)
        assert said, head
        found[series] = dict(zip(("actual", "expected", "deviation"), map(_number, said.groups()), strict=True))
    said = re.search(r"Forecast for the year's end (\d+) 80%: (\d+)–(\d+)", text)
    assert said
    found["entries"] |= dict(zip(("forecast", "low", "high"), map(_number, said.groups()), strict=True))
    return found
