"""`kurs bench alerts`: simulated years of a district through the product, against the goals."""

import json
from typing import Annotated

import typer
from rich.console import Console

from services.kurs.bench.progress import Steps
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import say
from shared.settings import Settings

_INTERRUPTED = 130


def alerts(
    years: Annotated[int, typer.Option(min=40, max=100_000, help="How many years are on plan, in twenties.")] = 4_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same years.")] = 2026,
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, as in docs/alert-goals.md.")] = False,
    as_json: Json = False,
) -> None:
    """Judge simulated years by the product's own method: how early it warns, how rarely it is wrong; 1 on FAIL."""
    # numpy and scipy are imported when it runs: other commands do not wait for them.
    from services.kurs.bench.alerts.report import Report  # noqa: PLC0415
    from services.kurs.bench.alerts.runs import play_all, years_of  # noqa: PLC0415

    language = Settings().language
    try:
        with Steps(language).step("alerts-playing", years_of(years)) as advance:
            runs = play_all(years, seed, advance)
    except KeyboardInterrupt:
        Console(stderr=True).print(say("alerts-interrupted", language))
        raise typer.Exit(_INTERRUPTED) from None
    report = Report(runs)
    if as_json:
        typer.echo(json.dumps({"seed": seed, **report.as_json()}))
    elif markdown:
        typer.echo(report.markdown(seed, language))
    else:
        show(report.introduction(seed, language))
        for section in report.sections(language):
            show(section.table())
    if not report.good:
        raise typer.Exit(1)
