"""`kurs board`: plan and actual, series by series."""

import json
from typing import Annotated, Any, Literal

import typer

from services.kurs.board_levels import levels_of
from services.kurs.board_view import board_table, month_table
from services.kurs.client import Client
from services.kurs.options import Json
from services.kurs.output import room, show
from shared.settings import Settings


def board(
    on: Annotated[str | None, typer.Option(help="A day (YYYY-MM-DD); default: the last completed day.")] = None,
    known: Annotated[str | None, typer.Option(help="A day or an instant with offset; default: now.")] = None,
    plan: Annotated[str | None, typer.Option(help="A plan's id; default: the plan of the day's year.")] = None,
    by: Annotated[
        Literal["sector", "office", "month"] | None, typer.Option(help="Only the sectors, the offices, or the months.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show every series, the largest gap first: target, expected by the day, actual, deviation, level."""
    settings = Settings()
    months = "month" if by == "month" else None
    with Client(settings) as client:
        asked = {"on": on, "known": known or client.known, "plan": plan, "by": months, "lang": settings.language}
        answer: dict[str, Any] = client.get("planning", "/v1/board", **asked)
        levels = {} if as_json or known or months else levels_of(client, answer)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    elif months:
        show(month_table(answer, settings.language, room()), room())
    else:
        show(board_table(answer, settings.language, room(), levels, by), room())
