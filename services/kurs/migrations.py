"""Bring the tables of all services up to date."""

from pathlib import Path

from sqlalchemy.exc import OperationalError

import services
from services.kurs.failure import Failure
from shared.migrate import PATIENCE_S, NewerDatabase, TablesBusy, migrate
from shared.settings import Settings

SERVICES = ("intake", "planning", "monitoring")


def migrate_all(settings: Settings, patience_s: float = PATIENCE_S) -> dict[str, str | None]:
    """Upgrade every service's tables and return the versions they had before. Raises :class:`Failure`."""
    before = {}
    for service in SERVICES:
        scripts = Path(services.__path__[0]) / service / "migrations"
        try:
            before[service] = migrate(service, settings.database(service), scripts, patience_s)
        except NewerDatabase as newer:
            raise Failure(
                "newer-data", folder=settings.data_dir, service=newer.service, version=newer.version
            ) from None
        except TablesBusy:
            raise Failure("tables-busy", service=service) from None
        except OperationalError as error:
            raise Failure("database-away", service=service, error=type(error.orig).__name__) from None
    return before
