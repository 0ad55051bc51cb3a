"""`kurs entries`: the entries behind a figure of the board."""

import json
from typing import Annotated, Any
from urllib.parse import quote

import typer
from rich.table import Table
from rich.text import Text

from services.kurs.client import Client
from services.kurs.figures import day, number
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings


def entries(  # noqa: PLR0913 - the options of the command
    series: Annotated[str, typer.Argument(help="A series of the board, such as sector/health/office/JC-WB.")],
    on: Annotated[str | None, typer.Option(help="A day (YYYY-MM-DD); default: the last completed day.")] = None,
    known: Annotated[str | None, typer.Option(help="A day or an instant with offset; default: now.")] = None,
    plan: Annotated[str | None, typer.Option(help="A plan's id; default: the plan of the day's year.")] = None,
    month: Annotated[
        int | None, typer.Option(min=1, max=12, help="Only what begins in this month of the year.")
    ] = None,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table that a spreadsheet opens.")] = False,
    as_json: Json = False,
) -> None:
    """List the entries that a series could count, each with the rule that counted it or not."""
    settings = Settings()
    path, language = f"/v1/series/{quote(series)}/entries", settings.language
    with Client(settings) as client:
        of_month = str(month) if month else None
        asked = {"on": on, "known": known or client.known, "plan": plan, "month": of_month, "lang": language}
        if as_csv:
            typer.echo(client.get_response("planning", path, **asked, format="csv").content, nl=False)
            return
        found = _all(client, path, asked)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    show(_table(found, language))
    if found["hidden"]:
        show(say("entries-hidden", language, hidden=number(found["hidden"], language)))


def _all(client: Client, path: str, asked: dict[str, str | None]) -> dict[str, Any]:
    """Return the first page with the entries of all pages."""
    page = client.get("planning", path, **asked)
    found: dict[str, Any] = {name: value for name, value in page.items() if name != "next"}
    while page["next"]:
        page = client.get("planning", page["next"])
        found["entries"] += page["entries"]
    return found


def _table(found: dict[str, Any], language: Language) -> Table:
    actual = number(found["actual"], language)
    series = found["series"] + (f" ({found['on'][:4]}-{found['month']:02d})" if found["month"] else "")
    title = say("entries-title", language, series=series, day=day(found["on"], language), actual=actual)
    names = ("entry", "office", "start", "status", "sector", "why")
    table = Table(*(say(name, language) for name in names), title=title, title_justify="left", box=None)
    for line in found["entries"]:
        sector = line["sector"] or ""
        cells = (line["entry_id"], line["office"], day(line["start_date"], language), line["status"], sector)
        style = "" if line["state"] == "counted" else "dim"
        table.add_row(*(Text(cell, style=style) for cell in (*cells, line["reason"])))
    return table
