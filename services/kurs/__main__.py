"""The command `kurs`."""

import sys

import typer
from pydantic import ValidationError

from services.kurs.commands import alerts, bench, dead_letters, deviation, keys, month, notifications, plan, reconcile
from services.kurs.commands.backup import backup, restore
from services.kurs.commands.board import board
from services.kurs.commands.calibrate import calibrate
from services.kurs.commands.docs import docs
from services.kurs.commands.entries import entries
from services.kurs.commands.explain import explain
from services.kurs.commands.import_ import import_command
from services.kurs.commands.migrate import migrate
from services.kurs.commands.rebuild import rebuild
from services.kurs.commands.secrets import secrets
from services.kurs.commands.send import send_command
from services.kurs.commands.serve import serve
from services.kurs.commands.up import up
from services.kurs.failure import Failure
from services.kurs.texts import Language
from shared.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Kurshalter keeps a district's training entries on course.",
)
app.command()(up)
app.command()(serve)
app.command()(migrate)
app.command("send")(send_command)
app.command("import")(import_command)
app.command()(board)
app.command()(calibrate)
app.command()(explain)
app.command()(entries)
app.command()(rebuild)
app.command()(secrets)
app.command()(backup)
app.command()(restore)
app.add_typer(dead_letters.app, name="dead-letters")
app.command(hidden=True)(docs)
app.add_typer(plan.app, name="plan")
app.add_typer(alerts.app, name="alerts")
app.add_typer(month.app, name="month")
app.add_typer(keys.app, name="keys")
app.add_typer(deviation.app, name="deviation")
app.add_typer(notifications.app, name="notifications")
app.add_typer(bench.app, name="bench")
app.add_typer(reconcile.app, name="reconcile")


def main() -> None:
    """Run the command; what goes wrong is said in a sentence, and the exit code is 1."""
    try:
        app()
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
