"""`kurs entries`: the entries behind a figure of the board."""

from typing import Annotated, Any
from urllib.parse import quote

import typer
from rich.table import Table
from rich.text import Text

from services.kurs.client import Client
from services.kurs.figures import day, number
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings


def entries(
    series: Annotated[str, typer.Argument(help="A series of the board, such as sector/health/office/JC-WB.")],
    on: Annotated[str | None, typer.Option(help="A day (YYYY-MM-DD); default: the last completed day.")] = None,
    known: Annotated[str | None, typer.Option(help="A day or an instant with offset; default: now.")] = None,
    plan: Annotated[str | None, typer.Option(help="A plan's id; default: the plan of the day's year.")] = None,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table that a spreadsheet opens.")] = False,
) -> None:
    """List the entries that a series could count, each with the rule that counted it or not."""
    settings = Settings()
    path, language = f"/v1/series/{quote(series)}/entries", settings.language
    with Client(settings) as client:
        if as_csv:
            asked = {"on": on, "known": known, "plan": plan, "lang": language, "format": "csv"}
            typer.echo(client.get_response("planning", path, **asked).content, nl=False)
            return
        page = client.get("planning", path, on=on, known=known, plan=plan, lang=language)
        table = _table(page, language)
        _add(table, page, language)
        while page["next"]:
            page = client.get("planning", page["next"])
            _add(table, page, language)
    show(table)
    if page["hidden"]:
        show(say("entries-hidden", language, hidden=number(page["hidden"], language)))


def _table(page: dict[str, Any], language: Language) -> Table:
    actual = number(page["actual"], language)
    title = say("entries-title", language, series=page["series"], day=day(page["on"], language), actual=actual)
    names = ("entry", "office", "start", "status", "sector", "why")
    return Table(*(say(name, language) for name in names), title=title, title_justify="left", box=None)


def _add(table: Table, page: dict[str, Any], language: Language) -> None:
    for line in page["entries"]:
        sector = line["sector"] or ""
        cells = (line["entry_id"], line["office"], day(line["start_date"], language), line["status"], sector)
        style = "" if line["state"] == "counted" else "dim"
        table.add_row(*(Text(cell, style=style) for cell in (*cells, line["reason"])))
