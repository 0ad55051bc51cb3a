"""Calibrating a plan anew, and seeing whether its reports still come as they did."""

from datetime import date, timedelta

from sqlalchemy import Connection

from services.planning.calibration import calibrating
from services.planning.closing.years import UnknownPlan
from services.planning.domain.calibration import Calibration, Measured
from services.planning.domain.plan import Plan
from services.planning.domain.punctuality import LOOKED_AT_DAYS, Punctuality, punctuality
from services.planning.plan.check import MAIN
from services.planning.publication import plan_event, reporting_event
from services.planning.storage.delays import reports_of
from services.planning.storage.plans import PlanBook, PlanShelf, hold
from services.planning.storage.reporting import Told, remember, told_of
from services.planning.storage.tables import OutboxRow
from shared.bus.outbox import announce
from shared.storage import table
from shared.streams import FULFILMENT, PLANS

_OUTBOX = table(OutboxRow)


class YearFrozen(Exception):
    """The year of the plan is closed: it is judged no more."""


class NothingNew(Exception):
    """What was measured would lead to the same verdicts as what is in force."""


def recalibrate(  # noqa: PLR0913 - names, not positions
    connection: Connection, shelf: PlanShelf, plan: str, found: Measured, *, now: int, by: str | None
) -> Calibration:
    """Keep what was *found* as the next calibration of *plan*, and publish its newest version with it.

    Raises :class:`UnknownPlan`, :class:`YearFrozen` and :class:`NothingNew`.
    """
    hold(connection)
    book = shelf.book(connection)
    version, before = book.newest(plan), calibrating.newest(connection, plan)
    if version is None or before is None:
        raise UnknownPlan
    if plan in book.frozen:
        raise YearFrozen
    if found.same_as(before.measured):
        raise NothingNew
    kept = calibrating.keep(connection, plan, found, now, by)
    announce(connection, _OUTBOX, PLANS, [plan_event(version, now, kept)])
    return kept


def observed(  # noqa: PLR0913 - names, not positions
    connection: Connection, book: PlanBook, plan: Plan, calibration: Calibration, day: date, *, series: str = MAIN
) -> Punctuality:
    """Return how the reports of *series*, known by the end of *day*, keep to the *calibration*."""
    plans = {one.id for one in book.versions if one.district == plan.district}
    reports = reports_of(connection, plans, series, day, timedelta(days=LOOKED_AT_DAYS))
    return punctuality(reports, calibration.measured.curve, day)


def look_at_reporting(connection: Connection, shelf: PlanShelf, day: date) -> dict[str, Punctuality]:
    """Return how the reports of each running plan keep to its calibration, and announce the verdicts that changed."""
    book = shelf.book(connection)
    found = {}
    for plan in book.in_force(day):
        calibration = calibrating.newest(connection, plan.id)
        if calibration and plan.id not in book.frozen:
            found[plan.id] = observed(connection, book, plan, calibration, day)
            _tell(connection, plan.id, found[plan.id], day)
    return found


def _tell(connection: Connection, plan: str, found: Punctuality, day: date) -> None:
    told = told_of(connection, plan)
    before = told.verdict if told else "as_calibrated"
    verdict = found.verdict(before)
    if verdict != before:
        new = Told(verdict, round(found.observed_days, 1), round(found.calibrated_days, 1), day)
        remember(connection, plan, new)
        announce(connection, _OUTBOX, FULFILMENT, [reporting_event(plan, new)])
