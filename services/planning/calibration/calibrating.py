"""Measuring for a plan how completely entries are reported, and in which groups they begin; kept for its year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from services.planning.domain.calibration import Calibration, Measured, Member, group_sizes
from services.planning.domain.counting import cells_of
from services.planning.domain.plan import Plan
from services.planning.domain.reporting import measured
from services.planning.plan.check import MAIN
from services.planning.storage import calibrations as store
from services.planning.storage.delays import reports_of
from services.planning.storage.plans import PlanBook
from services.planning.storage.states import newest_states_by_course
from services.planning.versions.recounting import Alone
from shared.clock import end_of, micros


def measure(connection: Connection, book: PlanBook, plan: Plan, day: date) -> Measured:
    """Return what the history of the plan's district shows by the end of *day*.

    The curve is that of all its plans' wholes; the groups are those of the year before, put into the plan's own series.
    When nothing is left of that year, for details are deleted one day, the groups that the plan has stay.
    """
    plans = {one.id for one in book.versions if one.district == plan.district} | {plan.id}
    curve = measured(reports_of(connection, plans, MAIN, day), day)
    groups = group_sizes(_members(connection, plan, day))
    if not groups and (kept := store.calibrations_of(connection, plan.id)):
        groups = dict(kept[-1].measured.groups)
    return Measured(day if groups or curve.entries else None, curve, groups)


def _members(connection: Connection, plan: Plan, day: date) -> Iterator[Member]:
    """Yield the entries of the year before that begun and are not cancelled, as *plan* would count them."""
    then = Alone(replace(plan, year=plan.year - 1))
    judged = {series.id for series in plan.series if not series.crossed}
    for entry, course, n in newest_states_by_course(connection, micros(end_of(day))):
        for cell in cells_of(entry, then):
            if cell.place.kind == "counted":
                yield Member(tuple(one for one in cell.place.series if one in judged), course, cell.start, n)


def newest(connection: Connection, plan: str) -> Calibration | None:
    """Return the calibration of *plan* that is in force, or None when no version of it is published."""
    return next(reversed(store.calibrations_of(connection, plan)), None)


def keep(connection: Connection, plan: str, found: Measured, now: int, by: str | None) -> Calibration:
    """Keep what was *found* as the next calibration of *plan*; *now* in microseconds."""
    before = newest(connection, plan)
    calibration = Calibration(plan, before.version + 1 if before else 1, now, found, by)
    store.keep(connection, calibration)
    return calibration
