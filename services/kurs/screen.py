"""The one screen of text at the end of a start: where things stand and what to try next."""

from contextlib import suppress
from typing import Any

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.figures import day, number
from services.kurs.texts import Language, say
from services.monitoring.pages.tickets import issue
from shared.settings import Settings


def ready_screen(settings: Settings, client: Client, example: str | None) -> Group:
    """Return the screen; *example* is the id of an entry that can be asked about."""
    language = settings.language
    lines: list[Any] = [Text("")]
    board, named = _board(client)
    rows = Table(box=None, show_header=False, pad_edge=False)
    rows.add_column(style="dim")
    rows.add_column()
    if board:
        headline = say("headline", language, district=_district(client, board), plan=board["plan"]["id"])
        _add_standing(rows, board, language)
        _add_alerts(rows, client, named, language)
    else:
        headline = say("no-plan", language)
    lines.append(Text(headline, style="bold"))
    if settings.today:
        lines.append(Text(say("fixed-day", language, day=day(settings.today.isoformat(), language)), style="yellow"))
    _add_places(rows, settings, client)
    steps = _next_steps(language, example)
    return Group(*lines, Text(""), rows, Text(""), Text(say("next", language), style="dim"), steps, Text(""))


def show_ready(settings: Settings, client: Client, example: str | None) -> None:
    """Print the screen."""
    Console(emoji=False, highlight=False).print(ready_screen(settings, client, example), soft_wrap=False)


def _board(client: Client) -> tuple[dict[str, Any] | None, str | None]:
    """Return the board of the day, and the plan that had to be named: the first district's where there are several."""
    for plan in (None, *_plans(client)):
        with suppress(Failure):
            return client.get("planning", "/v1/board", plan=plan, known=client.known), plan
    return None, None


def _plans(client: Client) -> list[str]:
    """Return the ids of the published plans, those of the newest year first."""
    listed = {plan["id"]: plan["year"] for plan in client.get("planning", "/v1/plans")}
    return sorted(listed, key=lambda plan: (-listed[plan], plan))


def _district(client: Client, board: dict[str, Any]) -> str:
    plans = client.get("planning", "/v1/plans")
    return next(str(plan["district"]) for plan in plans if plan["id"] == board["plan"]["id"])


def _add_standing(rows: Table, board: dict[str, Any], language: Language) -> None:
    rows.add_row(say("standing", language), day(board["on"], language))
    for series in board["series"]:
        if series["id"] in {"entries", "employees"}:
            figures = {name: number(series[name], language) for name in ("actual", "expected", "target")}
            rows.add_row(escape(series["title"]), say("of-expected", language, **figures))


def _add_alerts(rows: Table, client: Client, plan: str | None, language: Language) -> None:
    alerts = client.get("monitoring", "/v1/alerts", plan=plan, lang=language)["alerts"]
    texts = [_alert(alert, language) for alert in alerts]
    rows.add_row(say("alerts", language), Group(*texts) if texts else say("no-alerts", language))


def _alert(alert: dict[str, Any], language: Language) -> Text:
    severity = say(alert["severity"].replace("_", "-"), language)
    since = say("since", language, day=day(alert["since"], language))
    colour = "red" if alert["severity"] == "critical" else "yellow"
    return Text.assemble((severity, colour), f" – {alert['title']} ({since})")


def _add_places(rows: Table, settings: Settings, client: Client) -> None:
    language = settings.language
    rows.add_row(say("page", language), f"[bold]{client.url('monitoring')}[/]")
    rows.add_row(say("page-link", language), f"{client.url('monitoring')}/enter?ticket={issue(settings.data_dir)}")
    rows.add_row(say("next-api", language), f"{client.url('intake')}/docs")
    rows.add_row(say("key-file", language), str(settings.data_dir / "keys"))
    rows.add_row(say("logs", language), str(settings.data_dir / "logs"))


def _next_steps(language: Language, example: str | None) -> Table:
    steps = [
        ("kurs board", "next-board"),
        ("kurs alerts list", "next-alerts"),
        ("kurs send FILE.ndjson", "next-send"),
        ("Ctrl-C", "next-stop"),
    ]
    if example:
        steps.insert(1, (f"kurs explain {example}", "next-explain"))
    table = Table(box=None, show_header=False, pad_edge=False)
    for command, meaning in steps:
        table.add_row(f"[bold]{escape(command)}[/]", say(meaning, language))
    return table
