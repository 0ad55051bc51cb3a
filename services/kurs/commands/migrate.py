"""`kurs migrate`: the tables of all services, brought up to date."""

import typer

from services.kurs.migrations import migrate_all
from services.kurs.texts import say
from shared.settings import Settings


def migrate() -> None:
    """Bring the tables of all services up to date; safe to repeat."""
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    for service, before in migrate_all(settings).items():
        typer.echo(say("migrated", settings.language, service=service, before=before or "–"))
