"""`kurs alerts`: what has been told to whom it concerns."""

import json
from typing import Annotated, Literal
from urllib.parse import quote

import typer
from rich.markup import escape

from services.kurs.client import Client
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import say
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Deviations that are not noise.")


@app.command("list")
def list_(
    state: Annotated[Literal["open", "resolved", "all"], typer.Option(help="Which ones.")] = "open",
    plan: Annotated[str | None, typer.Option(help="A plan's id; default: this year's.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """List alerts, each as a sentence."""
    settings = Settings()
    with Client(settings) as client:
        answer = client.get("monitoring", "/v1/alerts", state=state, plan=plan, lang=settings.language)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    for alert in answer["alerts"]:
        show(f"[bold]{escape(alert['since'])}[/]  {escape(alert['text'])} [dim]{escape(alert['id'])}[/]\n")
    if not answer["alerts"]:
        typer.echo(say("no-alerts", settings.language))


@app.command("show")
def show_one(alert: Annotated[str, typer.Argument(help="An alert's id.")], *, as_json: Json = False) -> None:
    """Show one alert: what is behind, who makes it up, what is announced, and what to do first."""
    settings = Settings()
    with Client(settings) as client:
        answer = client.get("monitoring", f"/v1/alerts/{quote(alert, safe='')}", lang=settings.language)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    show(f"[bold]{escape(answer['since'])}[/]  {escape(answer['text'])}\n")
    for paragraph in answer["details"]:
        show(f"{escape(paragraph)}\n")
