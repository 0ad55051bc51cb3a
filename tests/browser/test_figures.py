"""The page's figures are those of planning's board and of the metrics, and it answers quickly."""

import time
from datetime import date

from tests.support.running import Running

ANSWERS = 40
MOST_S = 0.150


def rows_of(product: Running, path: str) -> dict[str, dict[str, str]]:
    text = product.ask("GET", "monitoring", path, key=None).content.decode("utf-8-sig")
    head, *lines = [line.split(";") for line in text.splitlines()]
    return {
        ";".join((line[0], line[2]) if "Month" in head else (line[0],)): dict(zip(head, line, strict=True))
        for line in lines
    }


def test_page_board_and_metrics_show_the_same_figures(product: Running) -> None:
    board = product.get("planning", "/v1/board", by="month")
    boards = {one["id"]: one for one in board["series"]}
    text = product.ask("GET", "monitoring", "/metrics", key=None).text
    metrics = dict(line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("kurs_entries_actual"))
    page = rows_of(product, "/board.csv?lang=en")
    months = rows_of(product, "/months.csv?lang=en")

    assert (page["entries"]["Actual"], page["employees"]["Actual"]) == ("522", "145")
    for series, row in page.items():
        assert int(row["Actual"]) == boards[series]["actual"]
        assert float(row["Actual"]) == float(
            metrics[f'kurs_entries_actual{{plan="{board["plan"]["id"]}",series="{series}"}}']
        )
        assert float(row["Expected by now"] or 0) == (boards[series]["expected"] or 0)
        for month in boards[series]["months"]:
            if series != "employees" and date(2026, month["month"], 1) <= date.fromisoformat(board["on"]):
                cell = months[f"{series};{month['month']}"]
                assert (int(cell["Actual"]), int(cell["Target"] or 0)) == (month["actual"], month["target"] or 0)


def test_what_an_office_counts_by_sector_is_what_the_board_says(product: Running) -> None:
    boards = {one["id"]: one for one in product.get("planning", "/v1/board")["series"]}
    page = rows_of(product, "/board.csv?lang=en&office=JC-WB")

    assert {series: int(row["Actual"]) for series, row in page.items()} == {
        series: one["actual"] for series, one in boards.items() if series.endswith("/office/JC-WB") and one["actual"]
    }


def test_the_first_page_answers_quickly(product: Running) -> None:
    taken = []
    for _ in range(ANSWERS):
        began = time.perf_counter()
        assert product.ask("GET", "monitoring", "/", key=None).status_code == 200
        taken.append(time.perf_counter() - began)

    assert sorted(taken)[len(taken) // 2] < MOST_S, taken
