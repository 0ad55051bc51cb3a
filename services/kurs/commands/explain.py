"""`kurs explain`: why an entry counts, and where, or why it does not."""

import json
from typing import Annotated, Any
from urllib.parse import quote

import typer
from rich.markup import escape
from rich.table import Table

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import Language, say
from shared.settings import Settings


def explain(
    entry_id: Annotated[str, typer.Argument(help="The entry's id.")],
    source: Annotated[
        str | None, typer.Option(help="The source of the one that is meant, where several use the id.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Say whether an entry counts, by which rule, to which series, and what was known when."""
    settings = Settings()
    with Client(settings) as client:
        answer = client.get(
            "planning", f"/v1/entries/{quote(entry_id, safe='')}", source=source, lang=settings.language
        )
    if "sources" in answer:
        raise Failure("several-sources", sources=", ".join(answer["sources"]))
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _show(answer, settings.language)


def _show(answer: dict[str, Any], language: Language) -> None:
    counting = answer["counting"]
    verdict = say("counts" if counting["counts"] else "counts-not", language, reason=counting["reason"])
    show(f"[bold]{escape(answer['entry_id'])}[/] ({escape(answer['source'])})\n{escape(verdict)}")
    if counting["sector"]:
        show(escape(say("sector-rule", language, sector=counting["sector"], rule=counting["sector_rule"])))
    for series in counting["series"]:
        show(f"  {say('counts-to', language)} {escape(series)}")
    for series, why in counting["not_series"].items():
        show(f"  [dim]{say('counts-not-to', language)} {escape(series)}: {escape(why)}[/]")
    show(_revisions(answer["revisions"], language))


def _revisions(revisions: list[dict[str, Any]], language: Language) -> Table:
    names = ("revision", "known-since", "status", "start", "sector")
    table = Table(*(say(name, language) for name in names), "", box=None)
    for revision in revisions:
        data, sector = revision["data"], revision["sector"]
        where = f"{sector} ({revision['sector_rule']})" if sector else ""
        cells = (str(revision["revision"]), revision["known"], data["status"], data["start_date"], where)
        table.add_row(*(escape(cell) for cell in (*cells, _remark(revision, language))))
    return table


def _remark(revision: dict[str, Any], language: Language) -> str:
    if revision["contradicts"]:
        return say("contradicts", language)
    by = revision["superseded_by"]
    return "" if by is None else say("superseded-by", language, by=by)
