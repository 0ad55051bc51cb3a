"""Reconciliation over HTTP."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter
from sqlalchemy import Connection

from services.planning.parts import Parts
from services.planning.plan.statistic import first_day
from services.planning.questions import KnownParameter, PlanParameter
from services.planning.reconciliation.answers import Reconciliation
from services.planning.reconciliation.asking import (
    Language,
    MeasureName,
    Month,
    SeriesId,
    asked_of,
    reconciler_with,
    view_of_month,
)
from services.planning.reconciliation.official_routes import add_official_figures
from services.planning.reconciliation.presentation import present_reconciliation
from services.planning.reconciliation.reconciling import reconcile
from shared.keys import Caller

_PAYER = "payer/SGB3"


def add_reconciliation(router: APIRouter, parts: Parts) -> None:
    """Add the report, and the official figures that it is held against."""

    @router.get("/reconciliation", tags=["reconciliation"])
    async def reconciliation(  # noqa: PLR0913, PLR0917 - the parameters of the report
        caller: Annotated[Caller, reconciler_with("read")],
        month: Month,
        measure: MeasureName = _PAYER,
        series: SeriesId = "entries",
        plan: PlanParameter = None,
        known: KnownParameter = None,
        lang: Language = None,
    ) -> Reconciliation:
        """Return the bridge from our figure of a month to the official one, line by line."""

        def answered(connection: Connection) -> Reconciliation:
            first = first_day(month)
            view = view_of_month(connection, parts, caller=caller, month=first, plan=plan, known=known)
            # Without a day of its own the question is for the newest figure, whatever the plan keeps from being known.
            before = view.known if known else view.now + timedelta.resolution
            asked = asked_of(connection, view, series=series, month=first, measure=measure, entered_before=before)
            return present_reconciliation(asked, measure, reconcile(connection, asked), lang or parts.language)

        return await parts.database.read(answered)

    add_official_figures(router, parts)
