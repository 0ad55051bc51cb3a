"""Calibrations over HTTP: what a plan is judged by, and measuring it anew."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import Connection

from services.planning.calibration.answers import Calibrations
from services.planning.calibration.calibrating import measure
from services.planning.calibration.listing import list_calibrations
from services.planning.calibration.recalibrating import NothingNew, YearFrozen, recalibrate
from services.planning.closing.routes import DistrictReader
from services.planning.domain.calibration import Measured
from services.planning.domain.plan import Plan
from services.planning.parts import Parts
from services.planning.questions import PlanParameter, plan_of
from services.planning.storage.plans import PlanBook
from services.planning.versions.planners import Planner
from shared.clock import day_of, micros
from shared.keys import Caller
from shared.web.problems import Problem

DryRun = Annotated[bool, Query(description="Keep nothing; tell what would be measured.")]
_KEPT = 201


def add_calibrations(router: APIRouter, parts: Parts) -> None:
    """Add the routes of the calibrations."""

    def answered(connection: Connection, caller: Caller, plan: str | None, now: datetime) -> Calibrations:
        book = parts.shelf.book(connection)
        chosen = _chosen(book, caller, plan, now)
        found = None if chosen.id in book.frozen else _found(connection, book, chosen, now)
        return list_calibrations(connection, book, chosen, found, day_of(now))

    def measured(connection: Connection, caller: Caller, plan: str | None, now: datetime) -> tuple[str, Measured]:
        book = parts.shelf.book(connection)
        chosen = _chosen(book, caller, plan, now)
        if chosen.id in book.frozen:
            raise _year_frozen()
        return chosen.id, _found(connection, book, chosen, now)

    @router.get("/calibrations", tags=["calibration"])
    async def calibrations(caller: DistrictReader, plan: PlanParameter = None) -> Calibrations:
        """Return how completely the plan's entries are taken to be reported, how old that is, and the proposal."""
        return await parts.database.read(answered, caller, plan, parts.clock())

    @router.post("/calibrations", tags=["calibration"], status_code=_KEPT)
    async def calibrate(
        caller: Planner,
        response: Response,
        plan: PlanParameter = None,
        dry_run: DryRun = False,  # noqa: FBT002 - a query parameter has a name
    ) -> Calibrations:
        """Measure anew, keep it, and publish the plan with it: 201; 200 when there is nothing new, or on a dry run."""
        now = parts.clock()
        # Measured apart: whoever writes need not wait for it.
        id_, found = await parts.database.read(measured, caller, plan, now)
        response.status_code = 200
        if not dry_run:
            try:
                await parts.database.write(recalibrate, parts.shelf, id_, found, now=micros(now), by=caller.key_id)
                response.status_code = _KEPT
                parts.relay.wake()
            except NothingNew:
                pass
            except YearFrozen:
                raise _year_frozen() from None
        return await parts.database.read(answered, caller, id_, now)


def _found(connection: Connection, book: PlanBook, plan: Plan, now: datetime) -> Measured:
    return measure(connection, book, plan, day_of(now) - timedelta(days=1))


def _chosen(book: PlanBook, caller: Caller, plan: str | None, now: datetime) -> Plan:
    """Return the newest version of the plan that is asked for; one of next year need not be in force yet."""
    id_ = plan or plan_of(book, caller, day_of(now), None).id
    if chosen := book.newest(id_):
        return chosen
    raise Problem(404, "not-found", "There is no such plan", "GET /v1/plans lists all of them.")


def _year_frozen() -> Problem:
    detail = "Its figures stay as they are. Calibrate the plan of the year that runs."
    return Problem(409, "year-frozen", "The year of the plan is closed", detail)
