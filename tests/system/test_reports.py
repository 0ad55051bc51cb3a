"""The same figures everywhere, and the commands of a month, on the sample year as known on 1 August, a Saturday."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from tests.support.reference import ROOT
from tests.support.running import Running, until

pytestmark = [
    pytest.mark.xdist_group("reports"),
    pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning"),
]
# openpyxl does not know the bars of Excel 2010.

SAMPLE = ROOT / "deploy/sample/events.ndjson"
_METRIC = re.compile(r'^kurs_entries_(\w+)\{plan="[^"]*",series="([^"]*)"\} (\S+)$', re.MULTILINE)
DAY = "2026-07-31"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a product on the first day after July; nothing is reported on it."""
    product = Running(tmp_path_factory.mktemp("reports"), "2026-08-01")
    try:
        product.start()
        assert product.kurs("send", str(SAMPLE), "--until", DAY).returncode == 0
        product.rest()
        yield product
    finally:
        product.close()


def report(product: Running, form: str) -> bytes:
    answer = product.ask("GET", "monitoring", f"/v1/reports/2026-07.{form}", params={"lang": "en"})
    assert answer.status_code == 200, answer.text
    return answer.content


def board_of(product: Running) -> dict[str, Any]:
    answer = product.get("planning", "/v1/board", on=DAY, known=DAY, by="month", lang="en")
    series: dict[str, Any] = {one["id"]: one for one in answer["series"] if "/office/" not in one["id"]}
    return series


Row = tuple[float | None, float | None, int, float | None]
"""Target, expected, actual, deviation."""


def on_board(series: dict[str, Any]) -> dict[str, Row]:
    return {id_: (one["target"], one["expected"], one["actual"], one["deviation"]) for id_, one in series.items()}


def in_json(content: bytes) -> dict[str, Row]:
    series = json.loads(content)["figures"]["series"]
    return {one["id"]: (one["target"], one["expected"], one["actual"], one["deviation"]) for one in series}


def in_workbook(content: bytes) -> dict[str, Row]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Series"]
    return {str(row[0]): row[2:6] for row in sheet.iter_rows(min_row=5, values_only=True)}  # type: ignore[misc]  # cells


def in_csv(content: bytes) -> dict[str, Row]:
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    names = ("Target", "Expected by now", "Actual", "Deviation")
    return {
        line["Series"]: tuple(float(line[name].replace(",", ".")) if line[name] else None for name in names)  # type: ignore[misc]  # four
        for line in lines
    }


def in_metrics(product: Running) -> dict[str, Row]:
    text = product.ask("GET", "monitoring", "/metrics", key=None).text
    found: dict[tuple[str, str], float] = {}
    for name, series, value in re.findall(
        r'^kurs_entries_(\w+)\{plan="[^"]*",series="([^"]*)"\} (\S+)$', text, re.MULTILINE
    ):
        found[name, series] = float(value)
    return {
        series: (*(found.get((name, series)) for name in ("target", "expected")), found["actual", series], None)  # type: ignore[misc]
        for name, series in found
        if name == "actual"
    }


def test_board_report_and_metrics_tell_the_same_figures(product: Running) -> None:
    board = on_board(board_of(product))

    assert len(board) == 18
    assert in_json(report(product, "json")) == board
    for told in (in_workbook(report(product, "xlsx")), in_csv(report(product, "csv"))):
        assert set(told) == set(board)
        for series, row in told.items():
            assert row == pytest.approx(board[series], abs=1e-6), series
    for series, (target, expected, actual, _) in in_metrics(product).items():
        assert (target, actual) == (board[series][0], board[series][2])
        assert expected == (None if board[series][1] is None else pytest.approx(board[series][1], abs=1e-6))


def test_the_pdf_tells_them_as_well(product: Running) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(report(product, "pdf"))).pages)
    lines = [re.sub(r"\s+", " ", line) for line in text.split("\n")]

    for series, one in board_of(product).items():
        if series.startswith("sector/") and one["target"]:
            figures = f"{one['target']} {round(one['expected'])} {one['actual']}"
            assert any(figures in line for line in [*lines, " ".join(lines)]), series


def test_months_and_what_is_announced_are_those_of_the_board(product: Running) -> None:
    board, figures = board_of(product), json.loads(report(product, "json"))["figures"]

    told = {(one["series"], one["month"]): (one["target"], one["expected"], one["actual"]) for one in figures["months"]}
    for series, one in board.items():
        for month in one["months"]:
            assert told[series, month["month"]] == (month["target"], month["expected"], month["actual"])
    assert figures["pipeline"]["announced"] == board["entries"]["announced"]
    assert figures["pipeline"]["overdue"] == board["entries"]["overdue"]


def test_forecast_and_level_are_those_of_the_alerts_interface(product: Running) -> None:
    for one in json.loads(report(product, "json"))["figures"]["series"]:
        if one["verdict"]:
            told = product.get("monitoring", f"/v1/forecast/{one['id']}", day=DAY)["evaluation"]
            assert one["verdict"]["level"] == told["level"]
            assert one["verdict"]["forecast"] == pytest.approx(told["forecast"], abs=1e-6)
            assert (one["verdict"]["low"], one["verdict"]["high"]) == (told["lo80"], told["hi80"])


def test_the_board_in_the_terminal_shows_levels_and_bars_without_colour_for_a_file(product: Running) -> None:
    shown = product.kurs("board").stdout
    offices = product.kurs("board", "--by", "office").stdout
    months = product.kurs("board", "--by", "month").stdout

    assert "\x1b" not in shown
    assert "━" in shown
    assert "Target at risk" in shown
    assert "health" not in offices.lower()
    assert "July *" in months


def test_the_board_is_coloured_in_a_terminal_unless_that_is_unwanted(product: Running) -> None:
    product.environment["FORCE_COLOR"] = "1"
    coloured = product.kurs("board").stdout
    product.environment["NO_COLOR"] = "1"
    plain = product.kurs("board").stdout
    del product.environment["FORCE_COLOR"], product.environment["NO_COLOR"]

    assert re.search(r"\x1b\[[0-9;]*3[1-6]m", coloured)
    assert not re.search(r"\x1b\[[0-9;]*3[1-6]m", plain)


def test_sectors_with_the_largest_gap_come_first(product: Running) -> None:
    shown = product.kurs("board", "--by", "sector").stdout
    gaps = {one["title"]: one["deviation"] for id_, one in board_of(product).items() if id_.startswith("sector/")}
    largest, *_, smallest = sorted((title for title in gaps if gaps[title] is not None), key=lambda title: gaps[title])

    assert shown.index(largest[:20]) < shown.index(smallest[:20])


def test_a_month_is_closed_reported_and_sent_by_command(product: Running, tmp_path: Path) -> None:
    closed = product.kurs("month", "close", "2026-07", "--who", "Frau Müller")
    again = product.kurs("month", "close", "2026-07")
    early = product.kurs("month", "close", "2026-08")
    written = product.kurs("month", "report", "2026-07", "--to", str(tmp_path / "report.pdf"))
    sent = product.kurs("month", "send", "2026-07")

    assert closed.returncode == 0, closed.stderr
    assert closed.stdout == again.stdout
    assert (early.returncode, "2026-09-01" in early.stderr) == (1, True)
    assert written.returncode == 0
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "1 people" in sent.stdout
    until(lambda: any(b"2026-07.pdf" in mail for mail in outbox_of(product)))


def outbox_of(product: Running) -> list[bytes]:
    """Return the mails that were written."""
    return [file.read_bytes() for file in (product.folder / "data" / "outbox").glob("*.eml")]
