"""`kurs deviation`: the method by itself, for checking it."""

import os
import sys
from typing import Annotated

import typer
from rich.console import Console

from services.kurs.bench.progress import Steps
from services.kurs.texts import say
from services.monitoring.domain.alerts import Preset
from shared.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The method behind the alerts, by itself.")

_INTERRUPTED = 130


@app.callback()
def deviation() -> None:
    """Keep `deviation` a group while it has one command."""


@app.command()
def replay(
    events: Annotated[str, typer.Option(metavar="FILE|-", help="Entries of one or many runs, a JSON object a line.")],
    plan: Annotated[
        str, typer.Option(metavar="FILE|-", help="Targets, planned days, dispersions, completeness (JSON).")
    ],
    out: Annotated[str, typer.Option(metavar="FILE|-", help="Where the CSV goes; - is standard output.")] = "-",
    preset: Annotated[Preset, typer.Option(help="How readily there is a warning.")] = Preset.STANDARD,
    *,
    changes: Annotated[bool, typer.Option("--changes", help="Only the days on which a series' level changes.")] = False,
) -> None:
    """Judge every series on every working day of the plan's year, as the product would have done at its end."""
    # numpy and scipy are imported when it runs: other commands do not wait for them.
    from services.kurs.deviation.replay import judge_of, read_entries, write_rows, written  # noqa: PLC0415

    steps = Steps(Settings().language)
    try:
        judge = judge_of(plan, preset, changes_only=changes)
        steps.say("deviation-reading")
        entries = read_entries(events)
        if unknown := entries.unknown(judge.plan):
            steps.say("deviation-unknown", number=len(unknown), series=", ".join(sorted(unknown)[:5]))
        with written(out) as stream, steps.step("deviation-judging", entries.number_of_runs) as advance:
            write_rows(entries, judge, stream, advance)
    except KeyboardInterrupt:
        Console(stderr=True).print(say("deviation-interrupted", Settings().language))
        raise typer.Exit(_INTERRUPTED) from None
    except BrokenPipeError:
        # Who reads wants no more; what is left in the buffer must not complain a second time.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
