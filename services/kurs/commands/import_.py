"""`kurs import`: a monthly full file to intake."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.figures import number
from services.kurs.importing import import_file
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.refused_lines import write_refused_lines
from services.kurs.sending_progress import sending_progress
from services.kurs.texts import Language, say
from shared.settings import Settings

_COUNTS = ("lines", "new", "changed", "gone", "back", "unchanged", "kept", "refused")
_REFUSED, _HELD_BACK = 1, 2


def import_command(  # noqa: PLR0913 - the options have names
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The office's monthly full file.")],
    office: Annotated[str, typer.Option(help="The code of the office whose file it is.")],
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help="The last month that the file speaks of.")],
    known: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it became known: a day or an instant; default: now.")
    ] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the differences and take nothing.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Take the file although it was held back.")] = False,
    as_json: Json = False,
) -> None:
    """Send a monthly file; ends with 1 when a line was refused or it failed, with 2 when it is held back."""
    settings = Settings()
    asked = _asked(office=office, month=month, known=known, dry_run=dry_run, confirm=confirm)
    try:
        size = file.stat().st_size
    except OSError:
        raise Failure("no-file", file=file) from None
    with Client(settings) as client, sending_progress(settings.language, size) as advance:
        answer = import_file(client, file, asked, advance)
    refused = write_refused_lines(file, answer["refusals"], settings.language)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _show(answer, refused, settings.language)
    if code := _code(answer):
        raise typer.Exit(code)


def _asked(*, dry_run: bool, confirm: bool, **texts: str | None) -> dict[str, str]:
    flags = {"dry_run": dry_run, "confirm": confirm}
    given = {name: text for name, text in texts.items() if text is not None}
    return given | {name: "true" for name, on in flags.items() if on}


def _code(answer: dict[str, Any]) -> int:
    if answer.get("reasons") or answer.get("held_back"):
        return _HELD_BACK
    return _REFUSED if answer["refused"] else 0


def _show(answer: dict[str, Any], refused: Path | None, language: Language) -> None:
    show(_table(answer, language))
    if answer.get("dry_run"):
        show(say("import-dry-run", language))
        show(_entries(answer["entries"], language))
    if answer["kept_entries"]:
        show(escape(say("import-kept-entries", language, entries=", ".join(answer["kept_entries"]))))
    if refused:
        show(escape(say("import-refused-file", language, file=refused)))
    if reasons := answer.get("reasons") or answer.get("held_back"):
        told = "; ".join(say(f"import-{reason}", language, **_figures(answer)) for reason in reasons)
        show(f"[yellow]{escape(say('import-held-back', language, reasons=told))}[/]")
    elif answer.get("status"):
        show(f"[red]{escape(say('import-nothing', language))}[/]")


def _figures(answer: dict[str, Any]) -> dict[str, int]:
    return {"gone": answer["gone"], "known": answer["known_entries"]}


def _table(answer: dict[str, Any], language: Language) -> Table:
    title = say("import-title", language, office=answer["office"], month=answer["month"], known=answer["known"])
    table = Table(title=escape(title), title_justify="left", box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for name in _COUNTS:
        table.add_row(say(f"import-{name}", language), number(answer[name], language))
    return table


def _entries(entries: dict[str, list[str]], language: Language) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for kind, ids in entries.items():
        if ids:
            table.add_row(say(f"import-{kind}", language), escape(", ".join(ids)))
    return table
