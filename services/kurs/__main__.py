"""The command `kurs`."""

import sys
from importlib import import_module

import typer
from pydantic import ValidationError

from services.kurs.failure import Failure
from services.kurs.texts import Language
from shared.settings import Settings

_COMMANDS = {
    "up": "up:up",
    "serve": "serve:serve",
    "migrate": "migrate:migrate",
    "send": "send:send_command",
    "import": "import_:import_command",
    "board": "board:board",
    "calibrate": "calibrate:calibrate",
    "explain": "explain:explain",
    "entries": "entries:entries",
    "rebuild": "rebuild:rebuild",
    "secrets": "secrets:secrets",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "docs": "docs:docs",
    "dead-letters": "dead_letters:app",
    "audit": "audit:audit",
    "plan": "plan:app",
    "alerts": "alerts:app",
    "month": "month:app",
    "keys": "keys:app",
    "deviation": "deviation:app",
    "notifications": "notifications:app",
    "bench": "bench:app",
    "reconcile": "reconcile:app",
}
"""Where each command stands below ``services.kurs.commands``; only the one that is called is loaded."""
_HIDDEN = {"docs"}


def command_line(words: list[str]) -> typer.Typer:
    """Return the command line: with the command that *words* call, or with all of them when they call none."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_kurs)
    for name in [words[0]] if words and words[0] in _COMMANDS else _COMMANDS:
        _add(app, name)
    return app


def _kurs() -> None:
    """Kurshalter keeps a district's training entries on course."""


def _add(app: typer.Typer, name: str) -> None:
    module, _, attribute = _COMMANDS[name].partition(":")
    found = getattr(import_module(f"services.kurs.commands.{module}"), attribute)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=name)
    else:
        app.command(name, hidden=name in _HIDDEN)(found)


def main() -> None:
    """Run the command; what goes wrong is said in a sentence, and the exit code is 1."""
    try:
        command_line(sys.argv[1:])()
    except Failure as failure:
        typer.echo(failure.text(_language()), err=True)
        sys.exit(1)
    except ValidationError as error:
        faults = [f"KURS_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()]
        typer.echo("\n".join(faults), err=True)
        sys.exit(1)


def _language() -> Language:
    try:
        return Settings().language
    except ValidationError:
        return "de"


if __name__ == "__main__":
    main()
