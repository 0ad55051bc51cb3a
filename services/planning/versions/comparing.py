"""Which version a version is compared with."""

from sqlalchemy import Connection

from services.planning.domain.plan import Plan
from services.planning.plan.document import PlanDocument
from services.planning.storage.plans import PlanBook, written
from services.planning.versions.answers import PlanDifference
from services.planning.versions.difference import Asked, Version, difference
from services.planning.versions.planners import no_such_version, version_of


def compared(
    connection: Connection, book: PlanBook, after: Version, against: int | None, asked: Asked
) -> PlanDifference:
    """Return what *after* changes *against* that version; None: the newest one below it, or nothing if it is the first.

    Raises :class:`Problem` when that version is not published.
    """
    number = against or _below(book, after.plan)
    before = published(connection, version_of(book, after.plan.id, number)) if number else None
    return difference(connection, before, after, asked)


def _below(book: PlanBook, plan: Plan) -> int | None:
    return max((one.version for one in book.versions if one.id == plan.id and one.version < plan.version), default=None)


def published(connection: Connection, plan: Plan) -> Version:
    """Return a published version with its document. Raises :class:`Problem`."""
    text = written(connection, plan.id, plan.version)
    if text is None:
        raise no_such_version()
    return Version(PlanDocument.model_validate_json(text), plan)
