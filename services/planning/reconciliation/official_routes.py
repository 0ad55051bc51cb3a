"""Official figures over HTTP: typed in, and what was typed in before."""

from collections import defaultdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, TypeAdapter, ValidationError
from sqlalchemy import Connection

from services.planning.parts import Parts
from services.planning.plan.statistic import first_day
from services.planning.questions import PlanParameter
from services.planning.reconciliation.answers import FiguresTaken, OfficialFigureGiven, OfficialFigureListed
from services.planning.reconciliation.asking import Month, measure_of, reconciler_with, view_of_month
from services.planning.storage import official
from services.planning.storage.audit import Act, note
from services.planning.storage.official import OfficialFigure
from shared.clock import from_micros, micros
from shared.keys import Caller
from shared.web.body import read_body
from shared.web.problems import Problem

_LIST = TypeAdapter(Annotated[list[Any], Field(max_length=1_000)])
_SCHEMA = TypeAdapter(list[OfficialFigureGiven]).json_schema()
_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": _SCHEMA}}}}


def add_official_figures(router: APIRouter, parts: Parts) -> None:
    """Add the routes of the official figures."""

    @router.get("/reconciliation/official", tags=["reconciliation"])
    async def typed_in(
        caller: Annotated[Caller, reconciler_with("read")], month: Month, plan: PlanParameter = None
    ) -> list[OfficialFigureListed]:
        """List the official figures of the year in which *month* lies, with all that they once were; oldest first."""

        def listed(connection: Connection) -> list[OfficialFigureListed]:
            view = view_of_month(connection, parts, caller=caller, month=first_day(month), plan=plan)
            found = official.figures_of(connection, view.plan.id)
            return [_listed(view.plan.id, entered, figure) for entered, figure in found]

        return await parts.database.read(listed)

    @router.put("/reconciliation/official", tags=["reconciliation"], openapi_extra=_BODY)
    async def type_in(
        request: Request, caller: Annotated[Caller, reconciler_with("manage")], plan: PlanParameter = None
    ) -> FiguresTaken:
        """Type in official figures: all or none of them; the same ones again change nothing."""
        given = _read(await read_body(request))
        return await parts.database.write(_take, parts, caller, given, plan)


def _read(body: bytes) -> list[Any]:
    try:
        return _LIST.validate_json(body)
    except ValidationError:
        raise _refused(["/: Send a list of at most 1000 figures, as JSON."]) from None


def _refused(faults: list[str]) -> Problem:
    title = "The official figures cannot be used; none was taken"
    return Problem(422, "figures-refused", title, "; ".join(faults), faults=faults)


def _take(connection: Connection, parts: Parts, caller: Caller, given: list[Any], plan: str | None) -> FiguresTaken:
    faults: list[str] = []
    chosen: defaultdict[str, dict[tuple[date, str], OfficialFigure]] = defaultdict(dict)
    for place, one in enumerate(given):
        try:
            figure = _figure(one)
            view = view_of_month(connection, parts, caller=caller, month=figure.month, plan=plan)
            measure_of(view, figure.measure)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False, include_context=False)
            faults += [f"/{'/'.join(map(str, (place, *fault['loc'])))}: {fault['msg']}" for fault in found]
        except Problem as problem:
            faults.append(f"/{place}: {problem.body['detail']}")
        else:
            figures = chosen[view.plan.id]
            if figures.setdefault((figure.month, figure.measure), figure) is not figure:
                faults.append(f"/{place}: this month and measure stand there twice")
    if faults:
        raise _refused(faults)
    added = sum(_add(connection, parts, caller, of, list(figures.values())) for of, figures in chosen.items())
    return FiguresTaken(added=added, unchanged=len(given) - added)


def _figure(one: object) -> OfficialFigure:
    given = OfficialFigureGiven.model_validate(one)
    return OfficialFigure(first_day(given.month), given.measure, given.entries, given.as_of, given.source)


def _add(connection: Connection, parts: Parts, caller: Caller, plan: str, figures: list[OfficialFigure]) -> int:
    added = official.add_figures(connection, plan, figures, micros(parts.clock()))
    if added:
        note(connection, Act(micros(parts.wall()), caller.key_id, "official-figures", plan))
    return added


def _listed(plan: str, entered: int, figure: OfficialFigure) -> OfficialFigureListed:
    values = figure._asdict() | {"month": f"{figure.month:%Y-%m}"}
    return OfficialFigureListed(plan=plan, entered=from_micros(entered), **values)
