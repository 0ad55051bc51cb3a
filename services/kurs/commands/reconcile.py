"""`kurs reconcile`: from our figure of a month to the official one."""

import csv
import json
import re
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from services.kurs.client import Client, problem_of
from services.kurs.failure import Failure
from services.kurs.figures import number
from services.kurs.official_csv import FigureLine, read_official_csv
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings

_PLACE = re.compile(r"^/(\d+)(?:/(\w+))?")

app = typer.Typer(help="Our figures beside the official statistic.")

PlanId = Annotated[str | None, typer.Option(help="A plan's id; default: the district's plan of the month's year.")]


@app.callback(invoke_without_command=True)
def reconcile(  # noqa: PLR0913 - the options of the report
    context: typer.Context,
    *,
    month: Annotated[str | None, typer.Option(help="The month (YYYY-MM).")] = None,
    measure: Annotated[
        str, typer.Option(help="payer/SGB2|SGB3, regime/SGB2|SGB3, residence, residence/OFFICE; each + /employees.")
    ] = "payer/SGB3",
    series: Annotated[str, typer.Option(help="The series of the plan that is held against it.")] = "entries",
    plan: PlanId = None,
    known: Annotated[str | None, typer.Option(help="A day or an instant with offset; default: now.")] = None,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet.")] = False,
) -> None:
    """Bridge a month's figure to the official one, line by line; the lines add up."""
    if context.invoked_subcommand:
        return
    if month is None:
        raise typer.BadParameter("it is missing; give it as YYYY-MM", param_hint="--month")
    settings = Settings()
    asked = {"month": month, "measure": measure, "series": series, "plan": plan, "known": known}
    with Client(settings) as client:
        answer = client.get("planning", "/v1/reconciliation", **asked, lang=settings.language)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    elif as_csv:
        _write_csv(answer, settings.language)
    else:
        show(_table(answer, settings.language))


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV with ; and the columns Monat, Zählweise, Wert, Datenstand, Quelle.")
    ],
    *,
    plan: PlanId = None,
) -> None:
    """Take official figures from a file: all of them or none; the same ones again change nothing."""
    settings = Settings()
    lines = read_official_csv(file)
    body = json.dumps([line.figure for line in lines]).encode()
    with Client(settings) as client:
        answer = client.request(
            "PUT",
            "planning",
            "/v1/reconciliation/official",
            content=body,
            params={"plan": plan} if plan else {},
            headers={"Content-Type": "application/json"},
        )
    if answer.is_error:
        raise _failure(problem_of(answer), lines, settings.language)
    typer.echo(say("official-taken", settings.language, **answer.json()))


def _failure(problem: dict[str, Any], lines: list[FigureLine], language: Language) -> Failure:
    """Return why the file was not taken; planning counts from 0 what stands in lines of a file."""

    def in_file(place: re.Match[str]) -> str:
        return say("line", language, line=lines[int(place[1])].line, problem=place[2] or "").rstrip(": ")

    faults = [_PLACE.sub(in_file, fault) for fault in problem.get("faults", [])]
    return Failure("refused", title=problem["title"], detail="\n".join(["", *faults]) if faults else problem["detail"])


def _table(answer: dict[str, Any], language: Language) -> Table:
    title = say("reconciliation-title", language, **answer["plan"], month=answer["month"], series=answer["series"])
    caption = Text("\n".join(answer["assumptions"]))
    table = Table(title=title, title_justify="left", caption=caption, caption_justify="left", box=None, pad_edge=False)
    table.add_column(answer["measure"])
    table.add_column(say("entries", language), justify="right")
    for line in answer["lines"]:
        is_sum = line["kind"] == "sum"
        figure = number(line["entries"], language, signed=bool(line["entries"]) and not is_sum)
        table.add_row(Text(line["title"]), figure, style="bold" if is_sum else "")
    return table


def _write_csv(answer: dict[str, Any], language: Language) -> None:
    writer = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    writer.writerow([say(name, language) for name in ("bridge-line", "bridge-title", "entries")])
    for line in answer["lines"]:
        writer.writerow([line["id"], line["title"], "" if line["entries"] is None else line["entries"]])
