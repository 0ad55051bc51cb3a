"""`kurs plan diff|what-if|freeze`: what another version would change, and closing a year."""

import json
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

import typer
import yaml
from rich.markup import escape

from services.kurs.board_view import board_table
from services.kurs.client import Client
from services.kurs.figures import day
from services.kurs.options import Json
from services.kurs.output import room, show
from services.kurs.plan_file import read_plan_file
from services.kurs.texts import Language, say
from shared.settings import Settings

PlanFile = Annotated[Path, typer.Argument(help="The plan (YAML or JSON); files it names lie beside it.")]
_YAML = "application/yaml"


def diff(file: PlanFile, *, as_json: Json = False) -> None:
    """Say what the plan in FILE would change on today's board; nothing is published."""
    settings = Settings()
    with Client(settings) as client:
        path = f"/v1/plans?{urlencode({'dry_run': 'true', 'lang': settings.language})}"
        difference = client.post("planning", path, read_plan_file(file), _YAML)["difference"]
    if as_json:
        typer.echo(json.dumps(difference, ensure_ascii=False))
    else:
        _show_difference(difference, settings.language)


def what_if(
    file: PlanFile,
    on: Annotated[str | None, typer.Option(help="A day (YYYY-MM-DD); default: the last completed day.")] = None,
    known: Annotated[str | None, typer.Option(help="A day or an instant with offset; default: now.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show the board as it would look under the plan in FILE, with a proposal for its quotas; nothing is kept."""
    settings = Settings()
    asked = {"on": on, "known": known, "lang": settings.language}
    with Client(settings) as client:
        path = f"/v1/plans/what-if?{urlencode({name: value for name, value in asked.items() if value})}"
        answer = client.post("planning", path, read_plan_file(file), _YAML)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    show(board_table(answer, settings.language, room()), room())
    if proposal := answer["proposal"]:
        _show_proposal(proposal, settings.language)


def freeze(
    plan: Annotated[str, typer.Argument(help="The plan's id.")],
    *,
    confirm: Annotated[bool, typer.Option(help="Close the year although it is not over.")] = False,
) -> None:
    """Close a plan's year for good: its figures stay, and what changes later is listed."""
    settings = Settings()
    with Client(settings) as client:
        path = f"/v1/plans/{quote(plan, safe='')}/freeze{'?confirm=true' if confirm else ''}"
        answer = client.post("planning", path, b"", "application/json")
    since = day(answer["frozen"][:10], settings.language)
    typer.echo(say("plan-frozen", settings.language, plan=answer["id"], day=since))


def _show_difference(difference: dict[str, Any], language: Language) -> None:
    plan, against = difference["plan"], difference["against"]
    key = "plan-differs" if against else "plan-first"
    values = {"plan": plan["id"], "version": plan["version"], "on": day(difference["on"], language)}
    heading = say(key, language, **values, against=against["version"] if against else None)
    show(f"[bold]{escape(heading)}[/]")
    for sentence in difference["words"]:
        show(f"  {escape(sentence)}")


def _show_proposal(proposal: dict[str, Any], language: Language) -> None:
    show(f"\n[bold]{escape(say('proposal', language))}[/]\n{escape(proposal['rule'])}\n")
    for sentence in proposal["words"]:
        show(f"  {escape(sentence)}")
    show(f"\n{escape(say('proposal-weights', language))}")
    typer.echo(yaml.safe_dump({"weights": proposal["weights"]}, sort_keys=False), nl=False)
