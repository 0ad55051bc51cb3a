"""The states of the plans: which there are, and the plans that they are."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection, select, tuple_

from services.monitoring.domain.plan import Plan
from services.monitoring.domain.versions import Version, changed_from, in_force
from services.monitoring.reading import state_of
from services.monitoring.storage.mapping import plan_in
from services.monitoring.storage.tables import PlanRow
from shared.events import PlanPublished
from shared.storage import insert_into, table

PLANS = table(PlanRow)
_STATE = (PLANS.c.version, PLANS.c.calibration, PLANS.c.first_day)
_KEY = tuple_(PLANS.c.plan, PLANS.c.version, PLANS.c.calibration)


def versions_of(connection: Connection) -> dict[str, list[Version]]:
    """Return the states of every plan, the newest year first; their bodies are not read."""
    rows = connection.execute(select(PLANS.c.plan, *_STATE).order_by(PLANS.c.year.desc(), PLANS.c.plan, *_STATE[:2]))
    found: dict[str, list[Version]] = {}
    for plan, *state in rows:
        found.setdefault(plan, []).append(Version(*state))
    return found


def plans_in_force(connection: Connection, day: date | None) -> list[Plan]:
    """Return each plan as it is in force on *day* (None: its newest state), the newest year first."""
    chosen = {plan: in_force(found, day) if day else max(found) for plan, found in versions_of(connection).items()}
    bodies = _bodies(connection, [(plan, version.number, version.calibration) for plan, version in chosen.items()])
    return [plan_in(bodies[plan, version.number, version.calibration]) for plan, version in chosen.items()]


def history_of(connection: Connection, plan: str) -> Mapping[Version, Plan]:
    """Return every state of *plan*."""
    rows = connection.execute(select(*_STATE, PLANS.c.body).where(PLANS.c.plan == plan))
    return {Version(*state): plan_in(body) for *state, body in rows}


def keep(connection: Connection, event: PlanPublished) -> date | None:
    """Keep the state that *event* publishes and return from which day on it may matter; None: it is known."""
    before, state = versions_of(connection).get(event.plan, []), state_of(event)
    row = {"plan": event.plan, "version": state.number, "calibration": state.calibration, "first_day": state.first_day}
    new = insert_into(connection, PLANS).values(row | {"year": event.year, "body": event.model_dump_json().encode()})
    taken = connection.execute(new.on_conflict_do_nothing().returning(PLANS.c.plan)).first()
    return changed_from(before, state) if taken else None


def _bodies(connection: Connection, keys: Collection[tuple[str, int, int]]) -> dict[tuple[str, int, int], bytes]:
    columns = (PLANS.c.plan, PLANS.c.version, PLANS.c.calibration, PLANS.c.body)
    rows = connection.execute(select(*columns).where(_KEY.in_(keys))) if keys else ()
    return {(plan, version, calibration): body for plan, version, calibration, body in rows}
