"""The log of what was done with alerts, and who was told of them."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, select

from services.monitoring.domain.alerts import Kind
from services.monitoring.domain.deeds import Deed, What
from services.monitoring.domain.handling import Escalation
from services.monitoring.storage.notifications import NOTIFICATIONS, managers_of
from services.monitoring.storage.tables import DeedRow
from shared.clock import from_micros, micros
from shared.storage import insert_into, table

_DEEDS = table(DeedRow)
_COLUMNS = tuple(field.name for field in fields(Deed))


def keep(connection: Connection, deed: Deed) -> bool:
    """Add *deed* to the log, and say whether it is new."""
    row = {name: getattr(deed, name) for name in _COLUMNS} | {"id": deed.id, "at": micros(deed.at)}
    new = insert_into(connection, _DEEDS).values(row).on_conflict_do_nothing().returning(_DEEDS.c.id)
    return connection.execute(new).first() is not None


def deeds_of(connection: Connection, plan: str) -> Sequence[Deed]:
    """Return everything done with alerts of *plan*, in the order in which it was done."""
    found = connection.execute(select(_DEEDS).where(_DEEDS.c.plan == plan).order_by(_DEEDS.c.at, _DEEDS.c.number))
    return [_deed(dict(row)) for row in found.mappings()]


def _deed(row: dict[str, Any]) -> Deed:
    values = {name: row[name] for name in _COLUMNS}
    exact = {"kind": Kind(row["kind"]), "what": What(row["what"]), "at": from_micros(row["at"])}
    return Deed(**values | exact)


def told_of(connection: Connection, alerts: Collection[str]) -> dict[str, set[str]]:
    """Return the names of those who were told of each of *alerts*, or will be by what is queued."""
    columns = NOTIFICATIONS.c
    told: dict[str, set[str]] = {alert: set() for alert in alerts}
    names = select(columns.about, columns.person).where(columns.about.in_(sorted(alerts))).distinct()
    for about, person in connection.execute(names):
        told[about].add(person)
    return told


def escalation_of(connection: Connection, plan: str) -> Escalation | None:
    """Return when and to whom the newest version of *plan* escalates what nobody acknowledges."""
    managers = managers_of(connection, plan)
    named = managers.escalation if managers else None
    return Escalation(named.after_working_days, named.to) if named else None
