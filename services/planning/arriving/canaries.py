"""Passing canaries on: to monitoring, in the transaction of the events they came with."""

from collections.abc import Collection

from sqlalchemy import Connection

from services.planning.storage.tables import OutboxRow
from shared.bus.outbox import announce
from shared.events import CanarySent, FulfilmentCounted
from shared.storage import table
from shared.streams import FULFILMENT


def pass_on(connection: Connection, canaries: Collection[CanarySent]) -> None:
    """Announce the last one of *canaries*; the books know nothing of them."""
    for canary in [*canaries][-1:]:
        message = FulfilmentCounted(plan="", places=[], cells=[], canary=canary.at)
        announce(connection, table(OutboxRow), FULFILMENT, [message])
