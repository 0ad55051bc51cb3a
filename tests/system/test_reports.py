"""The same figures everywhere, and the commands of a month, on the sample year as known on 1 August, a Saturday."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.reference import ROOT
from tests.support.running import Running, until
from tests.support.told_figures import (
    Told,
    in_csv,
    in_forecasts,
    in_json,
    in_metrics,
    in_pdf,
    in_workbook,
    on_board,
    on_page,
)

# openpyxl does not know the bars of Excel 2010.
pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")

SAMPLE = ROOT / "deploy/sample/events.ndjson"
DAY = "2026-07-31"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a product on the first day after July; nothing is reported on it."""
    with closing(Running(tmp_path_factory.mktemp("reports"), "2026-08-01")) as product:
        product.start()
        assert product.kurs("send", str(SAMPLE), "--until", DAY).returncode == 0
        product.rest()
        yield product


def report(product: Running, form: str) -> bytes:
    answer = product.ask("GET", "monitoring", f"/v1/reports/2026-07.{form}", params={"lang": "en"})
    assert answer.status_code == 200, answer.text
    return answer.content


def text_of(product: Running, path: str, **parameters: str) -> str:
    return product.ask("GET", "monitoring", path, key=None, params=parameters).text


@pytest.fixture(scope="module")
def board(product: Running) -> Any:
    return product.get("planning", "/v1/board", by="month", lang="en")


@pytest.fixture(scope="module")
def truth(product: Running, board: Any) -> Told:
    """Return what the board counts and what is forecast: everything else is to say the same."""
    counted = on_board(board)
    forecast = in_forecasts(product, counted, DAY)
    return {series: figures | forecast[series] for series, figures in counted.items()}


def test_the_truth_is_of_the_day_and_of_every_series(board: Any, truth: Told) -> None:
    parts = {one.partition("/")[0] for one in truth}

    assert (board["on"], len(truth), parts) == (DAY, 18, {"entries", "employees", "sector", "office"})
    assert sum(one["forecast"] is not None for one in truth.values()) == 13


def test_every_file_of_the_report_says_it_with_all_digits(product: Running, truth: Told) -> None:
    for read, form in ((in_json, "json"), (in_workbook, "xlsx"), (in_csv, "csv")):
        told = read(report(product, form))

        assert set(told) == set(truth), form
        for series, figures in truth.items():
            assert told[series] == pytest.approx(figures, abs=1.01e-6), (form, series)


def test_the_metrics_say_it(product: Running, truth: Told) -> None:
    told = in_metrics(text_of(product, "/metrics"))

    assert set(told) == set(truth)
    for series, figures in truth.items():
        judged = figures["target"] is not None
        assert set(told[series]) == ({"target", "expected", "actual", "low", "high"} if judged else {"actual"})
        assert told[series] == pytest.approx({name: figures[name] for name in told[series]}, abs=1.01e-6), series


@pytest.mark.parametrize("place", ["page", "pdf"])
def test_page_and_pdf_say_it_in_whole_entries(product: Running, board: Any, truth: Told, place: str) -> None:
    titles = {one["id"]: one["title"] for one in board["series"] if one["id"] in truth}
    told = on_page(text_of(product, "/", lang="en")) if place == "page" else in_pdf(report(product, "pdf"), titles)

    assert set(told) == {series for series in truth if not series.startswith("office/")}
    for series, figures in told.items():
        assert {"expected", "actual", "deviation"} <= set(figures)
        assert figures == {name: shown(truth[series], name) for name in figures}, (place, series)
    assert {series for series in told if "forecast" not in told[series]} == {"employees"}
    assert {"low", "high"} <= set(told["entries"])


def shown(figures: dict[str, float | None], name: str) -> int | None:
    """Return a figure as it is written: a deviation is the difference of those that stand beside it."""
    value, actual, expected = figures[name], figures["actual"], figures["expected"]
    if name == "deviation" and actual is not None and expected is not None:
        return round(actual) - round(expected)
    return None if value is None else round(value)


def test_months_and_what_is_announced_are_those_of_the_board(product: Running, board: Any) -> None:
    series = {one["id"]: one for one in board["series"] if "/office/" not in one["id"]}
    figures = json.loads(report(product, "json"))["figures"]

    told = {(one["series"], one["month"]): (one["target"], one["expected"], one["actual"]) for one in figures["months"]}
    for name, one in series.items():
        for month in one["months"]:
            assert told[name, month["month"]] == (month["target"], month["expected"], month["actual"])
    assert figures["pipeline"] == {
        "announced": series["entries"]["announced"],
        "overdue": series["entries"]["overdue"],
        "vouchers_open": board["potential"]["vouchers"]["open"],
        "expiring_30d": board["potential"]["vouchers"]["expiring_30d"],
    }


def test_the_board_in_the_terminal_is_coloured_unless_that_is_unwanted(product: Running) -> None:
    product.environment["FORCE_COLOR"] = "1"
    coloured = product.kurs("board", "--by", "sector").stdout
    del product.environment["FORCE_COLOR"]
    plain = product.kurs("board").stdout

    assert re.search(r"\x1b\[[0-9;]*3[1-6]m", coloured)
    assert "\x1b" not in plain
    assert "━" in plain
    assert "Target at risk" in plain


def test_a_month_is_closed_reported_and_sent_by_command(product: Running, tmp_path: Path) -> None:
    closed = product.kurs("month", "close", "2026-07", "--who", "Frau Müller")
    written = product.kurs("month", "report", "2026-07", "--to", str(tmp_path / "report.pdf"))
    sent = product.kurs("month", "send", "2026-07")

    assert closed.returncode == 0, closed.stderr
    assert json.loads(report(product, "json"))["sha256"] in closed.stdout
    assert written.returncode == 0
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "1 people" in sent.stdout
    until(lambda: any(b"2026-07.pdf" in mail for mail in outbox_of(product)))


def outbox_of(product: Running) -> list[bytes]:
    """Return the mails that were written."""
    return [file.read_bytes() for file in (product.folder / "data" / "outbox").glob("*.eml")]
