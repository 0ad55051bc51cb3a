"""Reading what a caller asks to be reconciled, and who may ask."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Query
from sqlalchemy import Connection

from services.planning.board.board import View
from services.planning.domain.measure import Measure, UnknownMeasure, read_measure
from services.planning.domain.official_months import calendar_month
from services.planning.parts import Parts
from services.planning.plan.document import PlanDocument
from services.planning.plan.statistic import MonthName, Statistic
from services.planning.questions import view_of
from services.planning.reconciliation.reconciling import Asked
from services.planning.storage import official, plans
from shared.clock import micros
from shared.keys import Caller, Right
from shared.web.access import district_with
from shared.web.problems import Problem

Month = Annotated[MonthName, Query(description="The month, as YYYY-MM.")]
SeriesId = Annotated[str, Query(max_length=200, description="The series of the plan that is held against it.")]
MeasureName = Annotated[
    str,
    Query(
        max_length=100,
        description="What the official figure counts: payer/SGB2, payer/SGB3, regime/SGB2, regime/SGB3, residence, "
        "residence/<office>; each with /employees for people in a job.",
    ),
]
Language = Annotated[str | None, Query(pattern="^(de|en)$", description="Default: KURS_LANGUAGE.")]


def reconciler_with(right: Right) -> Any:  # noqa: ANN401 - FastAPI's own marker
    """Return a dependency that lets the district's keys with *right* in: a line may be a single entry."""
    return Depends(district_with(right, "The reconciliation is the district's", "Use a key of the district."))


def view_of_month(  # noqa: PLR0913 - names, not positions
    connection: Connection, parts: Parts, *, caller: Caller, month: date, plan: str | None, known: str | None = None
) -> View:
    """Return the plan of *month* as known at *known*. Raises :class:`Problem` when there is none, or several.

    It is the newest version, by which the counters count as well.
    """
    book, last = parts.shelf.book(connection), calendar_month(month).last
    view = view_of(book=book, caller=caller, now=parts.clock(), on=last, known=known, plan=plan)
    if month.year != view.plan.year:
        raise wrong(f"month: the plan '{view.plan.id}' is of {view.plan.year}")
    return replace(view, plan=book.newest(view.plan.id) or view.plan)


def asked_of(  # noqa: PLR0913 - names, not positions
    connection: Connection, view: View, *, series: str, month: date, measure: str, entered_before: datetime
) -> Asked:
    """Return what is to be reconciled. Raises :class:`Problem` for a series or measure that is not there.

    The official figure is the one typed in before *entered_before*, which may be after what is known of the entries.
    """
    plan = view.plan
    if series not in {known.id for known in plan.series}:
        raise wrong(f"series: the plan '{plan.id}' has no such series; the board lists all of them")
    counted = measure_of(view, measure)
    figure = official.figure_known(connection, plan.id, month, measure, micros(entered_before))
    return Asked(plan, series, month, counted, _statistic(connection, view).calendar, view.known, figure)


def measure_of(view: View, name: str) -> Measure:
    """Return the measure of that name. Raises :class:`Problem`."""
    try:
        return read_measure(name, view.plan.offices.keys())
    except UnknownMeasure:
        raise wrong(f"measure: {UnknownMeasure.__doc__}") from None


def _statistic(connection: Connection, view: View) -> Statistic:
    written = plans.written(connection, view.plan.id, view.plan.version)
    return PlanDocument.model_validate_json(written or b"").statistic


def wrong(detail: str) -> Problem:
    """Return the answer to a parameter that makes no sense."""
    return Problem(422, "invalid-parameter", "A parameter is wrong", detail)
