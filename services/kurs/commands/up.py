"""`kurs up`: the whole stack in one process tree, ready to use."""

import json
import signal
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from services.kurs.client import Client
from services.kurs.commands.send import send_file
from services.kurs.data_folder import data_folder
from services.kurs.first_start import ensure_district_key, ensure_office_keys, publish_first_plans
from services.kurs.migrations import migrate_all
from services.kurs.refusals import Refusals
from services.kurs.rest import wait_for_rest
from services.kurs.screen import show_ready
from services.kurs.stack import Stack, running_stack
from services.kurs.texts import say
from shared.clock import day_of
from shared.settings import Settings

_REST_WITHIN_S = 60.0
_LOOK_EVERY_S = 0.5
_out = Console(stderr=True)


def up(
    data_dir: Annotated[Path | None, typer.Option(help="Where everything is kept; default: .kurs here.")] = None,
    redis: Annotated[str | None, typer.Option(help="A running Redis (URL) instead of the embedded one.")] = None,
    database: Annotated[str | None, typer.Option(help="PostgreSQL (URL) instead of SQLite files.")] = None,
    sample: Annotated[
        Path | None, typer.Option(help="Send this file, as known on today's date, after the start.")
    ] = None,
) -> None:
    """Start Redis, the three services and their databases; Ctrl-C stops everything, the data stay."""
    settings = _settings(data_dir, redis, database)
    for number in (signal.SIGINT, signal.SIGTERM):  # both end us as Ctrl-C does, even where a shell ignores it for us
        signal.signal(number, signal.default_int_handler)
    with data_folder(settings.data_dir):
        _out.print(say("starting", settings.language), style="dim")
        with suppress(KeyboardInterrupt), running_stack(settings) as stack:
            try:
                _start(stack, settings, sample)
                _stay(stack, settings)
            finally:
                _out.print(say("stopping", settings.language), style="dim")
    _out.print(say("stopped", settings.language, folder=settings.data_dir), style="dim")


def _settings(data_dir: Path | None, redis: str | None, database: str | None) -> Settings:
    given: dict[str, Any] = {"data_dir": data_dir, "redis_url": redis, "database_url": database}
    return Settings(**{name: value for name, value in given.items() if value is not None})


def _start(stack: Stack, settings: Settings, sample: Path | None) -> None:
    ensure_district_key(settings)
    stack.start_redis()
    migrate_all(settings)
    stack.start_services()
    with Client(settings) as client:
        stack.wait_until_ready(client)
        publish_first_plans(client)
        ensure_office_keys(settings, client)
        wait_for_rest(client, _REST_WITHIN_S)
        if sample:
            with Refusals(None, settings.language) as refused:
                send_file(settings, client, sample, refused, day_of(settings.clock()), from_start=False)
        with _out.status(say("working", settings.language)):
            at_rest = wait_for_rest(client, _REST_WITHIN_S)
        if not at_rest:
            _out.print(say("still-working", settings.language), style="yellow")
        show_ready(settings, client, _begun_entry(sample, day_of(settings.clock())) if sample else None)


def _stay(stack: Stack, settings: Settings) -> None:
    """Look after the services until Ctrl-C."""
    while True:
        time.sleep(_LOOK_EVERY_S)
        stack.revive(lambda name, code: _out.print(say("restarted", settings.language, service=name, code=code)))


def _begun_entry(sample: Path, today: date) -> str | None:
    """Return the id of an entry that began this year, as an example to ask about."""
    with sample.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            if event["type"] == "entry.started" and event["data"]["start_date"].startswith(f"{today.year}-"):
                return str(event["data"]["entry_id"])
    return None
