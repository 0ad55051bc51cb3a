"""The page's figures are those of planning's board and of the metrics, and it is small."""

from datetime import date

from tests.browser.conftest import TODAY
from tests.support.running import Running

MOST_BYTES = 100_000


def rows_of(product: Running, path: str) -> dict[str, dict[str, str]]:
    text = product.ask("GET", "monitoring", path, key=None).content.decode("utf-8-sig")
    head, *lines = [line.split(";") for line in text.splitlines()]
    return {
        ";".join((line[0], line[2]) if "Month" in head else (line[0],)): dict(zip(head, line, strict=True))
        for line in lines
    }


def test_page_board_and_metrics_show_the_same_figures(product: Running) -> None:
    board = product.get("planning", "/v1/board", by="month", known=TODAY)
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
    boards = {one["id"]: one for one in product.get("planning", "/v1/board", known=TODAY)["series"]}
    page = rows_of(product, "/board.csv?lang=en&office=JC-WB")

    assert {series: int(row["Actual"]) for series, row in page.items()} == {
        series: one["actual"] for series, one in boards.items() if series.endswith("/office/JC-WB") and one["actual"]
    }


def test_the_first_page_is_small(product: Running) -> None:
    sent = [product.ask("GET", "monitoring", path, key=None) for path in ("/", "/page.css")]

    assert [one.headers["content-encoding"] for one in sent] == ["gzip", "gzip"]
    assert sum(one.num_bytes_downloaded for one in sent) < MOST_BYTES
