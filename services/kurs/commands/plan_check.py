"""`kurs plan check`: does a plan add up, and what does it owe when? Nothing is asked and nothing is sent."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from babel.dates import get_month_names
from rich.table import Table
from rich.text import Text

from services.kurs.figures import day
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.plan_file import read_plan_file
from services.kurs.texts import Language, say
from shared.settings import Settings

if TYPE_CHECKING:
    from services.planning.plan.rehearsal import Rehearsed


def check(
    file: Annotated[Path, typer.Argument(help="The plan (YAML or JSON); files it names lie beside it.")],
    *,
    before: Annotated[Path | None, typer.Option(help="The version before this one: what it owed stays.")] = None,
    as_json: Json = False,
) -> None:
    """Show every series of a plan with its months, or everything that is wrong with it (exit code 1)."""
    # They bring the rules of planning along, which no other command should wait for.
    from services.planning.plan.document import PlanRefused  # noqa: PLC0415
    from services.planning.plan.rehearsal import rehearse  # noqa: PLC0415

    language = Settings().language
    try:
        rehearsed = rehearse(read_plan_file(file), read_plan_file(before) if before else None)
    except PlanRefused as refused:
        _tell_faults(file, refused.faults, language, as_json=as_json)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(_answer(rehearsed), ensure_ascii=False))
    else:
        _show(rehearsed, language, alone=before is None)


def _tell_faults(file: Path, faults: tuple[str, ...], language: Language, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"faults": list(faults)}, ensure_ascii=False))
        return
    typer.echo(say("plan-faults", language, file=file, number=len(faults)), err=True)
    for fault in faults:
        typer.echo(f"  {fault}", err=True)


def _answer(rehearsed: "Rehearsed") -> dict[str, Any]:
    plan, waiting = rehearsed
    return {
        "plan": plan.id,
        "version": plan.version,
        "valid_from": plan.valid_from.isoformat(),
        "unallocated": dict(plan.unallocated),
        "at_publication": sorted(waiting),
        "series": [
            {
                "id": one.id,
                "title": dict(one.title),
                "target": one.target,
                "months": None if one.id in waiting else one.months,
                "source": one.source,
                "assumption": one.assumption,
            }
            for one in plan.series
        ],
    }


def _show(rehearsed: "Rehearsed", language: Language, *, alone: bool) -> None:
    plan, waiting = rehearsed
    show(_table(rehearsed, language))
    for split, entries in plan.unallocated.items():
        typer.echo(say("plan-unallocated", language, split=split, entries=entries))
    if waiting:
        typer.echo(say("plan-at-publication", language))
    if plan.version > 1 and alone:
        typer.echo(say("plan-alone", language, day=day(plan.valid_from.isoformat(), language)))
    if plan.phasing_assumption or any(series.assumption for series in plan.series):
        typer.echo(say("plan-assumption", language))


def _table(rehearsed: "Rehearsed", language: Language) -> Table:
    plan, waiting = rehearsed
    named = {"plan": plan.id, "version": plan.version, "day": day(plan.valid_from.isoformat(), language)}
    table = Table(title=say("plan-checked", language, **named), title_justify="left", box=None, pad_edge=False)
    table.add_column(say("series", language), overflow="ellipsis", no_wrap=True, max_width=36)
    table.add_column(say("target", language), justify="right")
    for name in get_month_names("abbreviated", locale=language).values():
        table.add_column(name.rstrip(".")[:3], justify="right")
    for series in plan.series:
        if series.target is not None:
            title = Text(series.title.get(language) or next(iter(series.title.values())))
            months = ["–"] * 12 if series.id in waiting else map(str, series.months or ())
            table.add_row(title, f"{series.target}{'*' if series.assumption else ''}", *months)
    return table
