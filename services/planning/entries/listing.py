"""The entries behind a figure of the board: each with the rule that counted it or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from services.planning.arriving.arrivals import ENTRY
from services.planning.board.board import View
from services.planning.closing.years import histories_of
from services.planning.domain.counting import Plans
from services.planning.domain.entry import Attributes, Entry
from services.planning.domain.judgement import first_miss, state_of
from services.planning.domain.plan import Counts, Plan, counts_in
from services.planning.domain.revisions import Arrival
from services.planning.entries.answers import EntryListed
from services.planning.entries.reasons import reason, why_missed
from services.planning.plan.check import MAIN
from services.planning.storage.mapping import entry_from
from services.planning.storage.plans import PlanBook
from services.planning.storage.walk import Place, entities_after, known_of
from shared.clock import micros

_AT_ONCE = 500
LOOKED_AT_A_PAGE = 20_000
"""Entries looked at for one page: a small series of a large office ends its pages early."""


@dataclass(frozen=True, slots=True)
class Question:
    """The entries of *series* in *view*, in *language*; of one *office* or *month* of start only, if given."""

    view: View
    series: str
    office: str | None
    language: str
    month: int | None = None


class Step(NamedTuple):
    """One entity that was looked at, and its line when it belongs to the list."""

    place: Place
    line: EntryListed | None


def walk(connection: Connection, book: PlanBook, question: Question, after: Place) -> Iterator[Step]:
    """Look at all entries after a place, by source and id; lines come with those that belong to the list."""
    while some := entities_after(connection, ENTRY.name, after, _AT_ONCE):
        known = _known(connection, book, question.view, [number for number, _ in some])
        for number, place in some:
            yield Step(place, _line(place, known[number], book, question) if number in known else None)
        after = some[-1][1]


def _known(connection: Connection, book: PlanBook, view: View, entities: list[int]) -> dict[int, list[Arrival]]:
    """Return what the figures of the view know of *entities*, by revision; only where that is anything."""
    before = micros(view.known)
    if view.plan.id not in book.frozen:
        return known_of(connection, entities, before)
    found = {}
    for entity, history in histories_of(connection, book, view.plan, entities).items():
        if known := [one for _, one in sorted(history.standing.items()) if one.known < before]:
            found[entity] = known
    return found


def _counts(plan: Plan, series: str) -> Counts:
    found = plan.find(series)
    return found.counts if found else {}


def _line(place: Place, arrivals: list[Arrival], plans: Plans, question: Question) -> EntryListed | None:
    """Return how an entry stands to the series, None when it is no matter of it.

    An entry belongs to the list when it matches what the series adds to the filter of the whole.
    """
    entry = entry_from(arrivals[-1].data)
    plan = plans.of(entry.office, entry.start_date.year)
    if question.office not in {None, entry.office}:
        return None
    if plan is None:
        was_here = question.month is None and any(_was_here(arrival.data, plans, question) for arrival in arrivals)
        return _nowhere(place, entry, question) if was_here and question.series == MAIN else None
    if plan.id != question.view.plan.id or question.month not in {None, entry.start_date.month}:
        return None
    attributes = plan.attributes(entry, plan.sectors.find(entry).sector)
    if not counts_in(_own(plan, question.series), attributes):
        return None
    return _judged(place, entry, attributes, plan, question)


def _own(plan: Plan, series: str) -> Counts:
    """Return what *series* asks for beyond the whole."""
    whole = _counts(plan, MAIN)
    return {name: allowed for name, allowed in _counts(plan, series).items() if whole.get(name) != allowed}


def _judged(place: Place, entry: Entry, attributes: Attributes, plan: Plan, question: Question) -> EntryListed:
    language, sector = question.language, plan.sectors.find(entry)
    matches = question.series in plan.series_of(attributes)
    state = state_of(entry, question.view.on, matches=matches)
    miss = first_miss(_counts(plan, question.series), attributes)
    why = (
        why_missed(miss, language)
        if state == "not-counted" and miss
        else reason(state, language, status=entry.status, day=entry.start_date)
    )
    return EntryListed(
        entry_id=place.key,
        source=place.source,
        office=entry.office,
        start_date=entry.start_date,
        status=entry.status,
        sector=sector.sector,
        sector_rule=reason(sector.rule, language, prefix=sector.prefix),
        state=state,
        reason=why,
    )


def _nowhere(place: Place, entry: Entry, question: Question) -> EntryListed:
    """Return an entry that stood in this plan once and has moved to a year without one."""
    return EntryListed(
        entry_id=place.key,
        source=place.source,
        office=entry.office,
        start_date=entry.start_date,
        status=entry.status,
        sector=None,
        sector_rule=None,
        state="not-counted",
        reason=reason("no-plan", question.language, office=entry.office, year=entry.start_date.year),
    )


def _was_here(data: str, plans: Plans, question: Question) -> bool:
    entry = entry_from(data)
    plan = plans.of(entry.office, entry.start_date.year)
    return plan is not None and plan.id == question.view.plan.id
