"""HTTP to what monitoring knows."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query

from services.monitoring.answers import AlertAnswer, Alerts, Forecast
from services.monitoring.asking import plan_asked
from services.monitoring.behind import behind_of
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.ports import Reading, Records
from services.monitoring.presentation import (
    named,
    present_alert,
    present_alerts,
    present_calibration,
    present_evaluation,
)
from services.monitoring.queries import Standings, judged_by, standings_of, with_what_was
from services.monitoring.visibility import as_seen_by, may_see, visible_plans
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import title_of
from shared.clock import Clock, day_of
from shared.keys import Caller
from shared.web.access import caller_with
from shared.web.problems import Problem

State = Literal["open", "resolved", "all"]
Reader = Annotated[Caller, Depends(caller_with("read"))]


def create_routes(reading: Reading, clock: Clock, language: Language) -> APIRouter:
    """Return monitoring's routes; *language* is spoken unless a caller wants another."""
    router = APIRouter(prefix="/v1")
    _add_alerts(router, reading, clock, language)
    _add_forecast(router, reading, clock, language)
    return router


def _add_alerts(router: APIRouter, reading: Reading, clock: Clock, language: Language) -> None:
    @router.get("/alerts", tags=["alerts"])
    async def alerts(
        caller: Reader, plan: str | None = None, state: State = "open", lang: Language | None = None
    ) -> Alerts:
        """Return the alerts of a plan, the newest first."""

        def answer(records: Records) -> Alerts:
            if plan is None and not records.plans():
                return Alerts(plan=None, evaluated_through=None, settled=True, alerts=[])
            shown = with_what_was(records, plan_asked(records, plan, caller, day_of(clock())))
            standings = as_seen_by(caller, standings_of(records, shown, day_of(clock())))
            chosen = [one for one in standings.alerts if state in ("all", "resolved" if one.resolved_on else "open")]
            behind = behind_of(records, standings, chosen, caller)
            return present_alerts(standings, chosen[::-1], behind, lang or language)

        return await reading(answer)

    @router.get("/alerts/{alert_id}", tags=["alerts"])
    async def alert(alert_id: str, caller: Reader, lang: Language | None = None) -> AlertAnswer:
        """Return one alert of any plan."""

        def answer(records: Records) -> AlertAnswer:
            for plan in visible_plans(records, caller, day_of(clock())):
                known = with_what_was(records, plan)
                standings = as_seen_by(caller, standings_of(records, known, day_of(clock())))
                for one in standings.alerts:
                    if one.id == alert_id:
                        behind = behind_of(records, standings, [one], caller)
                        return present_alert(standings, one, behind[one.id], lang or language)
            raise Problem(404, "not-found", "There is no such alert", "GET /v1/alerts?state=all lists all of them.")

        return await reading(answer)


def _add_forecast(router: APIRouter, reading: Reading, clock: Clock, language: Language) -> None:
    @router.get("/forecast/{series:path}", tags=["forecast"])
    async def forecast(
        series: str,
        caller: Reader,
        plan: str | None = None,
        day: Annotated[date | None, Query(description="An evaluated day; the newest unless given.")] = None,
        lang: Language | None = None,
    ) -> Forecast:
        """Return a series' forecast and verdict, and everything they follow from."""

        def answer(records: Records) -> Forecast:
            shown = plan_asked(records, plan, caller, day_of(clock()))
            if not may_see(series, caller):
                raise _no_such_series()
            standings = standings_of(records, shown, day_of(clock()))
            evaluation = _evaluation(records, standings, series, day)
            return Forecast(
                plan=named(shown),
                series=series,
                title=title_of(shown.find(series), lang or language),
                settled=standings.settled,
                evaluation=present_evaluation(shown, evaluation),
                calibration=present_calibration(judged_by(records, shown, evaluation), series),
            )

        return await reading(answer)


def _evaluation(records: Records, standings: Standings, series: str, day: date | None) -> Evaluation:
    planned, day = standings.plan.find(series), day or standings.day
    if planned is None:
        raise _no_such_series()
    if not planned.target:
        raise Problem(409, "not-evaluated", "The series has no target", "It is counted and never judged.")
    if day is None:
        detail = "The first working day of the plan year must be over, and something must have been counted."
        raise Problem(409, "not-evaluated", "Nothing is evaluated yet", detail)
    found = records.evaluations(standings.plan.id, day)
    if evaluation := next((one for one in found if one.series == series), None):
        return evaluation
    detail = f"Working days are evaluated, up to {standings.day}."
    raise Problem(404, "not-evaluated", "The series is not evaluated on that day", detail)


def _no_such_series() -> Problem:
    return Problem(404, "not-found", "There is no such series", "The board lists the series of a plan.")
