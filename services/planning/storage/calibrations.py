"""Calibrations: kept for good, read by plan."""

from sqlalchemy import Connection, Row, insert, select

from services.planning.domain.calibration import Calibration, Groups, Measured
from services.planning.domain.reporting import Curve
from services.planning.storage.tables import CalibrationRow
from shared.storage import table

_CALIBRATION = table(CalibrationRow)


def calibrations_of(connection: Connection, plan: str) -> list[Calibration]:
    """Return what was measured for *plan*, the newest last."""
    statement = select(_CALIBRATION).where(_CALIBRATION.c.plan == plan).order_by(_CALIBRATION.c.version)
    return [_calibration(row) for row in connection.execute(statement)]


def keep(connection: Connection, calibration: Calibration) -> None:
    """Keep a calibration for good."""
    measured = calibration.measured
    connection.execute(
        insert(_CALIBRATION).values(
            plan=calibration.plan,
            version=calibration.version,
            measured_on=measured.day,
            recorded_at=calibration.recorded_at,
            origin=measured.curve.origin,
            entries=measured.curve.entries,
            completeness=list(measured.curve.shares),
            groups={series: list(groups) for series, groups in measured.groups.items()},
            by=calibration.by,
        )
    )


def _calibration(row: Row[tuple[object, ...]]) -> Calibration:
    curve = Curve(tuple(row.completeness), row.origin, row.entries)
    groups = {series: Groups(*sizes) for series, sizes in row.groups.items()}
    return Calibration(row.plan, row.version, row.recorded_at, Measured(row.measured_on, curve, groups), row.by)
