"""`kurs month`: close a month, send its report, write it to a file."""

import json
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlencode

import typer

from services.kurs.client import Client
from services.kurs.figures import day
from services.kurs.texts import say
from shared.settings import Settings

_JSON = "application/json"

app = typer.Typer(no_args_is_help=True, help="The monthly report: close a month, send its report, write it to a file.")

Month = Annotated[str, typer.Argument(help="A month: 2026-09.")]
Plan = Annotated[str | None, typer.Option(help="A plan's id; needed when there are several of that year.")]


@app.command()
def close(
    month: Month, plan: Plan = None, who: Annotated[str, typer.Option(help="In whose name; stands in the report.")] = ""
) -> None:
    """Freeze the report of a month that is over; later changes appear in the next one as corrections."""
    settings = Settings()
    with Client(settings) as client:
        path = _path(month, "close", plan)
        closed = client.post("monitoring", path, json.dumps({"who": who}).encode(), _JSON)
    since = day(closed["closed_at"][:10], settings.language)
    said = {"month": closed["month"], "plan": closed["plan"], "day": since, "hash": closed["sha256"]}
    typer.echo(say("month-closed", settings.language, **said))


@app.command()
def send(month: Month, plan: Plan = None) -> None:
    """Send a month's report to its subscribers now."""
    settings = Settings()
    with Client(settings) as client:
        queued = client.post("monitoring", _path(month, "send", plan), b"", _JSON)["queued"]
    typer.echo(say("report-sent" if queued else "report-sent-before", settings.language, number=queued, month=month))


@app.command()
def report(
    month: Month,
    form: Annotated[Literal["pdf", "xlsx", "csv", "json"], typer.Option("--format", help="Which file.")] = "pdf",
    to: Annotated[Path | None, typer.Option(help="The file; default: its own name, here.")] = None,
    plan: Plan = None,
) -> None:
    """Write a month's report to a file; it is provisional until the month is closed."""
    settings = Settings()
    with Client(settings) as client:
        path = f"/v1/reports/{month}.{form}"
        answer = client.get_response("monitoring", path, plan=plan, lang=settings.language)
    file = to or Path(f"{say('report-file', settings.language)}-{month}.{form}")
    file.write_bytes(answer.content)
    typer.echo(say("report-written", settings.language, file=file))


def _path(month: str, act: str, plan: str | None) -> str:
    return f"/v1/reports/{month}/{act}" + (f"?{urlencode({'plan': plan})}" if plan else "")
