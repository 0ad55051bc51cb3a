"""Does a plan make sense? All faults are told at once, each with its place."""

from collections.abc import Iterator
from datetime import date

from services.planning.document import Attribute, PlanDocument, PlanRefused, Target
from services.planning.domain.pace import MONTHS, working_days
from services.planning.domain.sectors import OTHER
from shared.calendar import WorkingDays

MAIN = "entries"
"""The target that series without one of their own count like."""

_CODES: dict[Attribute, frozenset[str | bool]] = {
    "funding": frozenset({"SGB2", "SGB3"}),
    "regime": frozenset({"SGB2", "SGB3"}),
    "employed": frozenset({True, False}),
    "form": frozenset(
        {
            "retraining",
            "in_company_retraining",
            "partial_qualification",
            "external_exam_prep",
            "adaptation",
            "basic_skills",
        }
    ),
    "delivery": frozenset({"on_site", "online", "hybrid"}),
    "hours": frozenset({"full_time", "part_time"}),
}
"""The codes of the events, by the attribute that a target may filter by."""


def check_plan(document: PlanDocument) -> None:
    """Raise :class:`PlanRefused` with everything that is wrong with *document*."""
    faults = [*_whole(document), *_calendar(document)]
    faults += document.managers.faults(frozenset(document.offices), frozenset(document.sectors.sectors))
    earlier: set[str] = set()
    for target in document.targets:
        faults += _target(target, earlier, document)
        earlier.add(target.id)
    if faults:
        raise PlanRefused(*faults)


def _whole(document: PlanDocument) -> Iterator[str]:
    ids = [target.id for target in document.targets]
    if MAIN not in ids:
        yield f"targets: one of them must be '{MAIN}', the whole that is planned"
    if len(set(ids)) < len(ids):
        yield "targets: an id is used twice"
    if OTHER not in document.sectors.sectors:
        yield f"sectors: '{OTHER}' is missing; it takes what no rule matches"
    if not sum(document.phasing.months.values()):
        yield "phasing.months: the weights sum to nothing"
    if document.valid_from.year not in {document.year - 1, document.year}:
        yield f"valid_from: a plan of {document.year} begins in that year or the one before"


def _calendar(document: PlanDocument) -> Iterator[str]:
    calendar = WorkingDays(document.calendar.subdivision, frozenset(document.calendar.closed))
    try:
        date(document.year, 1, 1) in calendar  # noqa: B015 - asks for the holidays
    except NotImplementedError:
        yield "calendar.subdivision: there is no such federal state; Saxony-Anhalt is ST"
        return
    for month in MONTHS:
        if not working_days(document.year, month, calendar):
            yield f"calendar.closed: month {month} has no working day left"


def _target(target: Target, earlier: set[str], document: PlanDocument) -> Iterator[str]:
    place = f"targets.{target.id}"
    if target.within and target.within not in earlier:
        yield f"{place}.within: there is no target '{target.within}' above it"
    if (target.amount is None) == (target.split_by is None):
        yield f"{place}: give either an amount or split_by with weights"
    if target.split_by and not (target.within and sum(target.weights.values())):
        yield f"{place}: a split needs 'within' and weights that sum to more than nothing"
    if target.split_by:
        unknown = sorted(set(target.weights) - set(document.sectors.sectors))
        yield from (f"{place}.weights.{sector}: this sector is not in the plan" for sector in unknown)
    codes = {**_CODES, "office": frozenset(document.offices), "sector": frozenset(document.sectors.sectors)}
    for name, value in target.counts.items():
        values = value if isinstance(value, list) else [value]
        if not values or not set(values) <= codes[name]:
            yield f"{place}.counts.{name}: use codes of the events: {', '.join(sorted(map(str, codes[name])))}"
