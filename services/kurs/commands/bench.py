"""`kurs bench`: how fast the product is on this machine, against what is possible and against others.

What a benchmark needs is imported when one runs: other commands do not wait for it.
"""

import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from services.kurs.commands.bench_alerts import alerts
from services.kurs.options import Json
from services.kurs.output import show
from services.kurs.texts import say
from shared.settings import Settings

if TYPE_CHECKING:
    from services.kurs.bench.databases import Databases
    from services.kurs.bench.progress import Steps

app = typer.Typer(no_args_is_help=True, help="Measure the product on this machine.")

app.command()(alerts)

On = Annotated[Literal["sqlite", "postgresql"] | None, typer.Option(help="Only this database; default: both.")]
Postgres = Annotated[str, typer.Option(help="A PostgreSQL (URL) where databases may be created; default: one of ours.")]

_INTERRUPTED = 130


@app.command()
def replay(  # noqa: PLR0913 - options
    events: Annotated[int, typer.Option(min=1, max=20_000_000, help="How many events wait on the streams.")] = 100_000,
    peer_events: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many each peer gets.")] = 3_000,
    on: On = None,
    postgres: Postgres = "",
    *,
    peers: Annotated[bool, typer.Option(help="Let Celery, taskiq and FastStream do the same, in the same run.")] = True,
    growth: Annotated[bool, typer.Option(help="Also replay 100,000 and 1,000,000 events.")] = False,
    as_json: Json = False,
) -> None:
    """Count a backlog of events: against the limit of the streams, and against peers."""
    from services.kurs.bench.growth import measure_growth  # noqa: PLC0415 - see above
    from services.kurs.bench.machine import this_machine  # noqa: PLC0415
    from services.kurs.bench.peers.race import race_all  # noqa: PLC0415
    from services.kurs.bench.replay import replay as measure  # noqa: PLC0415
    from services.kurs.bench.report import Replayed, growth_json, growth_table, machine_line  # noqa: PLC0415

    language, paces, growths = Settings().language, [], []
    with _run(on, postgres) as (kinds, steps):
        if peers:
            _tell_of_missing(steps)
        machine = this_machine()
        for databases in kinds:
            paces += measure(databases, events, steps)
            paces += race_all(databases, peer_events, steps) if peers else []
            growths += [measure_growth(databases, steps)] if growth else []
    replayed = Replayed(paces)
    if as_json:
        typer.echo(json.dumps({**asdict(machine), "replay": replayed.as_json(), "growth": growth_json(growths)}))
        return
    show(machine_line(machine, language))
    for table in (*replayed.tables(language), *([growth_table(growths, language)] if growths else [])):
        show(table)


@app.command()
def ingest(  # noqa: PLR0913 - options
    rate: Annotated[int, typer.Option(min=1, max=5_000, help="Single events a second.")] = 500,
    seconds: Annotated[int, typer.Option(min=1, max=600, help="How long single events are sent.")] = 20,
    batches: Annotated[int, typer.Option(min=1, max=20_000, help="Batches of 500 events.")] = 200,
    on: On = None,
    postgres: Postgres = "",
    *,
    as_json: Json = False,
) -> None:
    """Send events to a private intake: one by one, in batches, and through the whole chain."""
    from services.kurs.bench.ingest import ingest as measure  # noqa: PLC0415 - see above
    from services.kurs.bench.loads import Amount  # noqa: PLC0415
    from services.kurs.bench.machine import this_machine  # noqa: PLC0415
    from services.kurs.bench.report import ingest_json, ingest_tables, machine_line, memory_table  # noqa: PLC0415

    language, amount = Settings().language, Amount(rate, seconds, batches)
    with _run(on, postgres) as (kinds, steps):
        machine = this_machine()
        measured = [measure(databases, amount, steps) for databases in kinds]
    if as_json:
        typer.echo(json.dumps({**asdict(machine), "ingest": ingest_json(measured)}))
        return
    show(machine_line(machine, language))
    for table in (*ingest_tables(measured, language), memory_table(measured, language)):
        show(table)


@app.command()
def board(  # noqa: PLR0913 - options
    events: Annotated[
        list[int] | None, typer.Option(min=1, max=20_000_000, help="Events in the books; may be repeated.")
    ] = None,
    requests: Annotated[int, typer.Option(min=1, max=100_000, help="Questions of each kind.")] = 1_000,
    rate: Annotated[int, typer.Option(min=0, max=5_000, help="Events a second that are counted meanwhile.")] = 200,
    on: On = None,
    postgres: Postgres = "",
    *,
    as_json: Json = False,
) -> None:
    """Ask for the board while the books hold a million events: of today, by month, for an office, of the past."""
    from services.kurs.bench.board import Load, measure_board  # noqa: PLC0415 - see above
    from services.kurs.bench.machine import this_machine  # noqa: PLC0415
    from services.kurs.bench.report import board_tables, machine_line  # noqa: PLC0415

    language, load, asked = Settings().language, Load(requests, rate), []
    with _run(on, postgres) as (kinds, steps):
        machine = this_machine()
        for databases in kinds:
            for number in events or [1_000_000]:
                asked += measure_board(databases, number, load, steps)
    if as_json:
        typer.echo(json.dumps({**asdict(machine), "board": [asdict(one) for one in asked]}))
        return
    show(machine_line(machine, language))
    for table in board_tables(asked, language):
        show(table)


@contextmanager
def _run(on: str | None, postgres: str) -> Iterator[tuple[list["Databases"], "Steps"]]:
    """Yield the databases to measure on; Ctrl-C and SIGTERM end what was started and leave nothing behind."""
    from services.kurs.bench.apart import apart  # noqa: PLC0415
    from services.kurs.bench.databases import Sqlite  # noqa: PLC0415
    from services.kurs.bench.postgresql import can_run_postgresql, running_postgresql  # noqa: PLC0415
    from services.kurs.bench.progress import Steps  # noqa: PLC0415

    language = Settings().language
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    steps = Steps(language)
    try:
        with ExitStack() as stack:
            stack.enter_context(apart())
            kinds: list[Databases] = [Sqlite()] if on != "postgresql" else []
            if on != "sqlite" and (postgres or on or can_run_postgresql()):
                kinds.append(stack.enter_context(running_postgresql(postgres)))
            elif on is None:
                steps.say("bench-no-postgres")
            yield kinds, steps
    except KeyboardInterrupt:
        Console(stderr=True).print(say("bench-interrupted", language))
        raise typer.Exit(_INTERRUPTED) from None


def _tell_of_missing(steps: "Steps") -> None:
    from services.kurs.bench.peers.race import missing_peers  # noqa: PLC0415

    if missing := missing_peers():
        steps.say("bench-no-peers", peers=", ".join(missing))
