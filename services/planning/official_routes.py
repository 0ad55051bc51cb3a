"""Official figures over HTTP: typed in, and what was typed in before."""

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from services.planning.answers_reconciliation import FiguresTaken, OfficialFigureGiven, OfficialFigureListed
from services.planning.parts import Parts
from services.planning.questions import PlanParameter
from services.planning.reconciliation_asking import Month, district_with, measure_of, view_of_month
from services.planning.statistic import first_day
from services.planning.storage import official
from services.planning.storage.audit import Act, note
from services.planning.storage.official import OfficialFigure
from shared.clock import from_micros, micros
from shared.keys import Caller
from shared.web.body import read_body
from shared.web.problems import Problem

_FIGURES = TypeAdapter(list[OfficialFigureGiven])
_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": _FIGURES.json_schema()}}}}


def add_official_figures(router: APIRouter, parts: Parts) -> None:
    """Add the routes of the official figures."""

    @router.get("/reconciliation/official", tags=["reconciliation"])
    async def typed_in(
        caller: Annotated[Caller, district_with("read")], month: Month, plan: PlanParameter = None
    ) -> list[OfficialFigureListed]:
        """List the official figures of the year in which *month* lies, with all that they once were; oldest first."""

        def listed(connection: Connection) -> list[OfficialFigureListed]:
            view = view_of_month(connection, parts, caller=caller, month=first_day(month), plan=plan)
            found = official.figures_of(connection, view.plan.id)
            return [_listed(view.plan.id, entered, figure) for entered, figure in found]

        return await parts.database.read(listed)

    @router.put("/reconciliation/official", tags=["reconciliation"], openapi_extra=_BODY)
    async def type_in(
        request: Request, caller: Annotated[Caller, district_with("manage")], plan: PlanParameter = None
    ) -> FiguresTaken:
        """Type in official figures: all or none of them; the same ones again change nothing."""
        given = _read(await read_body(request))
        return await parts.database.write(_take, parts, caller, given, plan)


def _read(body: bytes) -> list[OfficialFigureGiven]:
    try:
        return _FIGURES.validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        raise _refused([f"/{'/'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in found]) from None


def _refused(faults: list[str]) -> Problem:
    title = "The official figures cannot be used; none was taken"
    return Problem(422, "figures-refused", title, "; ".join(faults), faults=faults)


def _take(
    connection: Connection, parts: Parts, caller: Caller, given: list[OfficialFigureGiven], plan: str | None
) -> FiguresTaken:
    faults: list[str] = []
    chosen: defaultdict[str, dict[tuple[str, str], OfficialFigure]] = defaultdict(dict)
    for place, figure in enumerate(given):
        month, named = first_day(figure.month), (figure.month, figure.measure)
        try:
            view = view_of_month(connection, parts, caller=caller, month=month, plan=plan)
            measure_of(view, figure.measure)
        except Problem as problem:
            faults.append(f"/{place}: {problem.body['detail']}")
            continue
        if named in chosen[view.plan.id]:
            faults.append(f"/{place}: this month and measure stand there twice")
        row = OfficialFigure(month, figure.measure, figure.entries, figure.as_of, figure.source)
        chosen[view.plan.id][named] = row
    if faults:
        raise _refused(faults)
    added = sum(_add(connection, parts, caller, of, list(figures.values())) for of, figures in chosen.items())
    return FiguresTaken(added=added, unchanged=len(given) - added)


def _add(connection: Connection, parts: Parts, caller: Caller, plan: str, figures: list[OfficialFigure]) -> int:
    added = official.add_figures(connection, plan, figures, micros(parts.clock()))
    if added:
        note(connection, Act(micros(parts.wall()), caller.key_id, "official-figures", plan))
    return added


def _listed(plan: str, entered: int, figure: OfficialFigure) -> OfficialFigureListed:
    values = figure._asdict() | {"month": f"{figure.month:%Y-%m}"}
    return OfficialFigureListed(plan=plan, entered=from_micros(entered), **values)
