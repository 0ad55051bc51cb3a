"""What a plan is judged by, as it is answered."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection

from services.planning.answers import PlanName
from services.planning.calibration.answers import (
    CalibrationKept,
    Calibrations,
    GroupsMeasured,
    ReportingCompared,
    WhatIsMeasured,
)
from services.planning.calibration.recalibrating import observed
from services.planning.domain.calibration import Calibration, Measured
from services.planning.domain.plan import Plan
from services.planning.domain.punctuality import Punctuality
from services.planning.storage.calibrations import calibrations_of
from services.planning.storage.plans import PlanBook
from services.planning.storage.reporting import told_of
from shared.clock import day_of, from_micros


def list_calibrations(
    connection: Connection, book: PlanBook, plan: Plan, found: Measured | None, today: date
) -> Calibrations:
    """Return the calibrations of *plan*, and what was *found* today if that was looked for."""
    kept = calibrations_of(connection, plan.id)
    return Calibrations(
        plan=PlanName(id=plan.id, version=plan.version),
        year=plan.year,
        today=today,
        kept=[_kept(one, today) for one in kept],
        proposed=WhatIsMeasured(**_measured(found)) if found else None,
        news=found is not None and not found.same_as(kept[-1].measured),
        reporting=list(_reporting(connection, book, plan, kept[-1], today - timedelta(days=1))),
    )


def _measured(found: Measured) -> dict[str, object]:
    return {
        "measured_on": found.day,
        "origin": found.curve.origin,
        "entries": found.curve.entries,
        "completeness": [round(share, 6) for share in found.curve.shares],
        "groups": {series: GroupsMeasured(**groups._asdict()) for series, groups in found.groups.items()},
    }


def _kept(one: Calibration, today: date) -> CalibrationKept:
    recorded = from_micros(one.recorded_at)
    age = (today - (one.measured.day or day_of(recorded))).days
    return CalibrationKept(
        **_measured(one.measured), version=one.version, recorded_at=recorded, age_days=age, by=one.by
    )


def _reporting(
    connection: Connection, book: PlanBook, plan: Plan, calibration: Calibration, day: date
) -> Iterator[ReportingCompared]:
    told = told_of(connection, plan.id)
    whole = observed(connection, book, plan, calibration, day)
    before = told.verdict if told else "as_calibrated"
    yield _compared(None, whole, whole.verdict(before))
    for office in plan.offices:
        one = observed(connection, book, plan, calibration, day, series=f"office/{office}")
        yield _compared(office, one, one.verdict())


def _compared(office: str | None, found: Punctuality, verdict: str) -> ReportingCompared:
    return ReportingCompared(
        office=office,
        verdict=verdict,
        observed_days=round(found.observed_days, 1),
        calibrated_days=round(found.calibrated_days, 1),
        entries=found.entries,
    )
