"""`kurs alerts`: what has been told to whom it concerns, and what people do with it."""

import getpass
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import typer
from rich.markup import escape

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings

Id = Annotated[str, typer.Argument(metavar="ALERT", help="Its id; the beginning is enough.")]
Who = Annotated[str | None, typer.Option("--who", help="Who does it; default: your login name.")]
NoteOption = Annotated[str, typer.Option("--note", help="What is to be remembered.")]

app = typer.Typer(no_args_is_help=True, help="Deviations that are not noise, and what people do with them.")


@app.command("list")
def list_(
    state: Annotated[Literal["open", "resolved", "all"], typer.Option(help="Which ones.")] = "open",
    plan: Annotated[str | None, typer.Option(help="A plan's id; default: this year's.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """List alerts, each as a sentence, with how it is handled and who was told of it."""
    settings = Settings()
    with Client(settings) as client:
        answer = client.get("monitoring", "/v1/alerts", state=state, plan=plan, lang=settings.language)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    for alert in answer["alerts"]:
        _tell(alert, settings.language)
    if not answer["alerts"]:
        typer.echo(say("no-alerts", settings.language))


@app.command("show")
def show_(alert: Id, *, as_json: Json = False) -> None:
    """Show one alert with its whole history."""
    settings = Settings()
    with Client(settings) as client:
        found = client.get("monitoring", f"/v1/alerts/{_find(client, alert)}", lang=settings.language)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    _tell(found, settings.language)
    for line in _history(found, settings.language):
        show(line)


@app.command()
def acknowledge(
    alert: Id,
    until: Annotated[str | None, typer.Option(help="The last day, YYYY-MM-DD; default: until it is resolved.")] = None,
    note: NoteOption = "",
    who: Who = None,
    *,
    as_json: Json = False,
) -> None:
    """Say that you look after an alert: it is silent unless it becomes graver."""
    _do("acknowledge", alert, {"who": who, "note": note, "until": until}, as_json=as_json)


@app.command()
def snooze(
    alert: Id,
    until: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD, at most 92 days ahead.")],
    reason: Annotated[str, typer.Option(help="Why it can wait.")],
    who: Who = None,
    *,
    as_json: Json = False,
) -> None:
    """Put an alert away for a while: it comes back by itself, or when it becomes graver."""
    _do("snooze", alert, {"who": who, "reason": reason, "until": until}, as_json=as_json)


@app.command("note")
def note_(
    alert: Id, text: Annotated[str, typer.Argument(metavar="TEXT")], who: Who = None, *, as_json: Json = False
) -> None:
    """Write a note to an alert, be it resolved or not."""
    _do("note", alert, {"who": who, "note": text}, as_json=as_json)


@app.command()
def reopen(alert: Id, note: NoteOption = "", who: Who = None, *, as_json: Json = False) -> None:
    """End an acknowledgement or a snooze."""
    _do("reopen", alert, {"who": who, "note": note}, as_json=as_json)


def _do(what: str, alert: str, body: dict[str, str | None], *, as_json: bool) -> None:
    settings = Settings()
    body["who"] = body["who"] or _login_name()
    with Client(settings) as client:
        path = f"/v1/alerts/{_find(client, alert)}/{what}?lang={settings.language}"
        answer = client.post("monitoring", path, json.dumps(body).encode(), "application/json")
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _tell(answer, settings.language)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        raise Failure("no-login-name") from None


def _find(client: Client, beginning: str) -> str:
    """Return the id of the one alert that begins so, of whatever plan of the year."""
    listed = client.get("monitoring", "/v1/alerts", state="all")["alerts"]
    found = [alert["id"] for alert in listed if alert["id"].startswith(beginning)]
    if len(found) > 1:
        raise Failure("several-alerts", beginning=beginning)
    return str(found[0]) if found else _whole_id(beginning)


def _whole_id(given: str) -> str:
    """Return *given*, which may be an alert's of another plan; what is no id is not asked for."""
    if not given.isalnum():
        raise Failure("no-such-alert", beginning=given)
    return given


def _tell(alert: dict[str, Any], language: Language) -> None:
    show(f"[bold]{escape(alert['since'])}[/]  {escape(alert['id'])}  {escape(_state(alert, language))}")
    told = ", ".join(alert["told"]) or say("alert-told-nobody", language)
    show(f"{escape(alert['text'])}\n{escape(say('alert-told', language, names=told))}\n")


def _state(alert: dict[str, Any], language: Language) -> str:
    word = say(f"alert-{alert['state']}", language)
    end = alert["until"] or alert["resolved_on"]
    return f"{word} ({say('alert-until', language, day=end)})" if alert["until"] else f"{word} {end or ''}".strip()


def _history(alert: dict[str, Any], language: Language) -> Iterator[str]:
    for one in alert["history"]:
        who = one["who"] if one["who"] or one["at"] is None else say("alert-by-the-tick", language)
        end = say("alert-until", language, day=one["until"]) if one["until"] else ""
        said = ", ".join(part for part in (say(f"alert-{one['change']}", language), who, end, one["note"]) if part)
        yield f"{escape(one['day'])}  {escape(said)}"
