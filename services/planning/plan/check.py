"""Does a plan make sense as a whole? All faults are told at once, each with its place."""

from collections.abc import Iterator
from datetime import date

from services.planning.domain.pace import MONTHS, working_days
from services.planning.domain.sectors import OTHER
from services.planning.plan.document import PlanDocument
from services.planning.plan.targets import Phasing
from shared.calendar import WorkingDays

MAIN = "entries"
"""The target that series without one of their own count like."""


def calendar_of(document: PlanDocument) -> WorkingDays:
    """Return the plan's working days."""
    return WorkingDays(document.calendar.subdivision, frozenset(document.calendar.closed))


def faults_of_the_whole(document: PlanDocument) -> Iterator[str]:
    """Yield what is wrong beside the targets' amounts, each ``path: reason``."""
    yield from _whole(document)
    yield from document.managers.faults(frozenset(document.offices), frozenset(document.sectors.sectors))
    calendar = list(_calendar(document))
    yield from calendar
    if not calendar:
        for place, phasing in phasings(document):
            yield from _phasing(place, phasing, document)


def phasings(document: PlanDocument) -> Iterator[tuple[str, Phasing]]:
    """Yield the plan's phasing and those of single targets, each with its place."""
    yield "phasing", document.phasing
    for target in document.targets:
        if target.phasing:
            yield f"targets.{target.id}.phasing", target.phasing


def _whole(document: PlanDocument) -> Iterator[str]:
    ids = [target.id for target in document.targets]
    if MAIN not in ids:
        yield f"targets: one of them must be '{MAIN}', the whole that is planned"
    yield from (f"targets.{id_}: this id is used twice" for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}))
    if OTHER not in document.sectors.sectors:
        yield f"sectors: '{OTHER}' is missing; it takes what no rule matches"
    if document.valid_from.year not in {document.year - 1, document.year}:
        yield f"valid_from: {document.valid_from}: a plan of {document.year} begins in that year or the one before"
    if not document.reason.strip():
        yield "reason: say why there is this version"


def _calendar(document: PlanDocument) -> Iterator[str]:
    calendar = calendar_of(document)
    try:
        date(document.year, 1, 1) in calendar  # noqa: B015 - asks for the holidays
    except NotImplementedError:
        yield "calendar.subdivision: there is no such federal state; Saxony-Anhalt is ST"
        return
    for month in MONTHS:
        if not working_days(document.year, month, calendar):
            yield f"calendar.closed: month {month} has no working day left"


def _phasing(place: str, phasing: Phasing, document: PlanDocument) -> Iterator[str]:
    if phasing.months is not None and not sum(phasing.months.values()):
        yield f"{place}.months: the weights sum to nothing"
    if phasing.starts is None:
        return
    if not sum(phasing.starts.values()):
        yield f"{place}.starts: the weights sum to nothing"
    calendar = calendar_of(document)
    for day in phasing.starts:
        if day.year != document.year:
            yield f"{place}.starts.{day}: this day does not lie in {document.year}"
        elif day not in calendar:
            yield f"{place}.starts.{day}: this is no working day"
