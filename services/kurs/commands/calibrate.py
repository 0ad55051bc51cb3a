"""`kurs calibrate`: measure anew how a district reports and begins, and what that would change."""

import json
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.markup import escape

from services.kurs.calibration_report import effect_table, in_sentences, measures_table
from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.figures import day
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings

_JSON = "application/json"


def calibrate(
    plan: Annotated[str | None, typer.Option(help="A plan's id; default: the district's plan of this year.")] = None,
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Keep it, and judge by it from today on.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --apply: also within the plan's year.")] = False,
    as_json: Json = False,
) -> None:
    """Measure reporting delays and start groups anew, and show what that would change; nothing is kept unless asked."""
    settings = Settings()
    language = settings.language
    with Client(settings) as client:
        found = client.get("planning", "/v1/calibrations", plan=plan)
        effect = _effect(client, found, language) if found["news"] else None
        if not as_json:
            _report(found, effect, language)
        kept = _apply(client, found, confirmed=yes) if apply else None
    if as_json:
        typer.echo(json.dumps({"calibrations": kept or found, "effect": effect, "applied": bool(kept)}))
    elif kept:
        values = {"version": kept["kept"][-1]["version"], "day": day(kept["today"], language)}
        typer.echo(say("calibration-applied", language, **values))
    elif found["news"] and not apply:
        typer.echo(say("calibration-how-to-apply", language, plan=found["plan"]["id"]))


def _effect(client: Client, found: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return what monitoring says of the proposal, or why it says nothing."""
    proposed = {name: found["proposed"][name] for name in ("completeness", "groups")}
    path = f"/v1/calibration/effect?{urlencode({'plan': found['plan']['id'], 'lang': language})}"
    try:
        effect: dict[str, Any] = client.post("monitoring", path, json.dumps(proposed).encode(), _JSON)
    except Failure as failure:
        return {"unknown": failure.text(language)}
    return effect


def _apply(client: Client, found: dict[str, Any], *, confirmed: bool) -> dict[str, Any] | None:
    """Keep the proposal if it is news and return what holds then. Raises :class:`Failure` within the plan's year."""
    if found["proposed"] is None:
        raise Failure("calibration-frozen", plan=found["plan"]["id"])
    if not found["news"]:
        return None
    if found["today"] >= f"{found['year']}-01-01" and not confirmed:
        raise Failure("calibration-mid-year", year=found["year"])
    path = f"/v1/calibrations?{urlencode({'plan': found['plan']['id']})}"
    kept: dict[str, Any] = client.post("planning", path, b"", _JSON)
    return kept


def _report(found: dict[str, Any], effect: dict[str, Any] | None, language: Language) -> None:
    show(measures_table(found, language))
    for sentence in in_sentences(found, language):
        show(f"\n{escape(sentence)}")
    if effect and "unknown" in effect:
        show(f"\n{escape(say('calibration-no-effect', language, reason=effect['unknown']))}")
    elif effect:
        show("")
        show(effect_table(effect, language))
