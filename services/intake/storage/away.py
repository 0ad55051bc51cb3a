"""A database that does not answer, in the words of the ports."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from services.intake.ports import JournalAway

log = structlog.get_logger()


@contextmanager
def saying_away() -> Iterator[None]:
    """Turn the faults of the database into :class:`JournalAway`; their texts may quote what was sent."""
    try:
        yield
    except (DBAPIError, NoConnection) as error:
        log.warning("journal.away", error=type(error).__name__)
        raise JournalAway(type(error).__name__) from error
