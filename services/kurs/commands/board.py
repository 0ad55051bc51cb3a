"""`kurs board`: plan and actual, series by series."""

import json
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from services.kurs.client import Client
from services.kurs.figures import day, number
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings


def board(
    on: Annotated[str | None, typer.Option(help="A day (YYYY-MM-DD); default: the last completed day.")] = None,
    known: Annotated[str | None, typer.Option(help="A day or an instant with offset; default: now.")] = None,
    plan: Annotated[str | None, typer.Option(help="A plan's id; default: the plan of the day's year.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show every series: target, expected by the day, actual, deviation, announced."""
    settings = Settings()
    with Client(settings) as client:
        answer = client.get("planning", "/v1/board", on=on, known=known, plan=plan, lang=settings.language)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        show(board_table(answer, settings.language))


def board_table(answer: dict[str, Any], language: Language) -> Table:
    """Return every series of a board but the cells of sector x office."""
    title = say("board-title", language, plan=answer["plan"]["id"], on=day(answer["on"], language))
    unsettled = say("provisional", language, day=day(answer["provisional_from"], language))
    table = Table(title=f"{title} ({unsettled})", title_justify="left", box=None, pad_edge=False)
    table.add_column(say("series", language))
    for name in ("target", "expected", "actual", "deviation", "announced", "overdue"):
        table.add_column(say(name, language), justify="right")
    for series in answer["series"]:
        if not ("sector/" in series["id"] and "/office/" in series["id"]):
            table.add_row(*_row(series, language))
    return table


def _row(series: dict[str, Any], language: Language) -> list[str | Text]:
    deviation = series["deviation"]
    behind = deviation is not None and deviation < 0
    return [
        Text(series["title"]),
        number(series["target"], language),
        number(series["expected"], language),
        number(series["actual"], language),
        Text(number(deviation, language, signed=True), style="red" if behind else ""),
        number(series["announced"], language),
        number(series["overdue"], language),
    ]
