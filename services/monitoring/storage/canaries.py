"""The canary that came last, and who is told that none follows, or that one does again."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from services.monitoring.domain.audience import to_operations
from services.monitoring.domain.notices import OperationsNotice, Trouble
from services.monitoring.storage.notifications import people_of, queue
from services.monitoring.storage.records import SqlRecords
from services.monitoring.storage.tables import CanaryRow
from shared.clock import BERLIN, from_micros, micros
from shared.storage import insert_into, table

_CANARY = table(CanaryRow)
_ONLY = 1


@dataclass(frozen=True, slots=True)
class Newest:
    """When the canary that came last was sent and received; ``silence_told``: operations knows that none follows."""

    sent: datetime
    received: datetime
    silence_told: bool


def newest(connection: Connection) -> Newest | None:
    """Return the canary that came last, or None when none ever did."""
    row = connection.execute(select(_CANARY)).first()
    return Newest(from_micros(row.sent_at), from_micros(row.received_at), row.silence_told) if row else None


def keep(connection: Connection, sent: datetime, received: datetime) -> bool:
    """Keep that the canary of *sent* came, and say whether that ends a silence which operations was told of.

    The one that came last once more is no news. One that was sent earlier is: intake's clock may have been put back.
    """
    values = {"sent_at": micros(sent), "received_at": micros(received), "silence_told": False}
    before = connection.execute(select(_CANARY).with_for_update()).first()
    if before is None:
        connection.execute(insert_into(connection, _CANARY).values(values | {"id": _ONLY}).on_conflict_do_nothing())
        return False
    if before.sent_at == micros(sent):
        return False
    connection.execute(update(_CANARY).values(values))
    if before.silence_told:
        _tell(connection, Trouble.CHAIN_BACK, from_micros(before.sent_at), sent)
    return bool(before.silence_told)


def tell_of_silence(connection: Connection, last: datetime, trouble: Trouble) -> bool:
    """Tell operations that no canary came after the one of *last*; say whether that was not done before."""
    still = update(_CANARY).where(_CANARY.c.sent_at == micros(last), _CANARY.c.silence_told.is_(False))
    if connection.execute(still.values(silence_told=True)).rowcount == 0:
        return False
    _tell(connection, trouble, last, last)
    return True


def _tell(connection: Connection, trouble: Trouble, outage: datetime, moment: datetime) -> None:
    """Tell the operations people of each district's newest plan; *outage* is the last canary before it."""
    notice = f"{trouble}-{micros(outage)}"
    said = OperationsNotice(trouble, "", "", f"{moment.astimezone(BERLIN):%Y-%m-%d %H:%M}")
    plans = {plan.district_title: plan.id for plan in reversed(SqlRecords(connection).plans())}
    for plan in plans.values():
        told = to_operations(notice, plan, people_of(connection, plan))
        # About the same outage: that it is over never comes before that it began.
        queue(connection, {notice: said}, [replace(one, about=f"chain-{micros(outage)}") for one in told])
