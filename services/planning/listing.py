"""The entries behind a figure of the board: each with the rule that counted it or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from services.planning.answers import EntryListed
from services.planning.arrivals import ENTRY
from services.planning.board import View
from services.planning.check import MAIN
from services.planning.domain.counting import Plans
from services.planning.domain.entry import Attributes, Entry
from services.planning.domain.judgement import first_miss, state_of
from services.planning.domain.plan import Counts, Plan, counts_in
from services.planning.reasons import reason, why_missed
from services.planning.storage.mapping import entry_from
from services.planning.storage.walk import Found, entities_after, known_of
from shared.clock import micros

_AT_ONCE = 500
LOOKED_AT_A_PAGE = 20_000
"""Entries looked at for one page: a small series of a large office ends its pages early."""


@dataclass(frozen=True, slots=True)
class Question:
    """The entries of *series* in *view*, in *language*; of one *office* only, unless it is None."""

    view: View
    series: str
    office: str | None
    language: str


class Place(NamedTuple):
    """Where a walk stands: the source, and the last entry of it that was looked at."""

    source: str = ""
    key: str = ""


class Step(NamedTuple):
    """One entity that was looked at, and its line when it belongs to the list."""

    place: Place
    line: EntryListed | None


def walk(connection: Connection, plans: Plans, question: Question, after: Place) -> Iterator[Step]:
    """Look at the entries of the plan's offices after a place, by source and id; lines come with those that belong."""
    for source in _sources(question):
        if source < after.source:
            continue
        key = after.key if source == after.source else ""
        while some := entities_after(connection, ENTRY.name, source, key, _AT_ONCE):
            known = {found.key: found for found in known_of(connection, source, some, micros(question.view.known))}
            for _, key in some:
                found = known.get(key)
                yield Step(Place(source, key), _line(found, plans, question) if found else None)


def _sources(question: Question) -> list[str]:
    """Return where the offices' entries come from; only those that the series can count."""
    offices = set(question.view.plan.offices) if question.office is None else {question.office}
    if allowed := _counts(question.view.plan, question.series).get("office"):
        offices &= {str(office) for office in allowed}
    return sorted(f"urn:office:{office.lower()}" for office in offices)


def _counts(plan: Plan, series: str) -> Counts:
    return next((one.counts for one in plan.series if one.id == series), {})


def _line(found: Found, plans: Plans, question: Question) -> EntryListed | None:
    """Return how an entry stands to the series, None when it is no matter of it.

    An entry belongs to the list when it matches what the series adds to the filter of the whole.
    """
    entry = entry_from(found.arrivals[-1].data)
    plan = plans.of(entry.office, entry.start_date.year)
    if question.office not in {None, entry.office}:
        return None
    if plan is None:
        return _nowhere(found, entry, plans, question)
    if plan.id != question.view.plan.id:
        return None
    attributes = entry.attributes(plan.sectors.find(entry).sector)
    if not counts_in(_own(plan, question.series), attributes):
        return None
    return _judged(found, entry, attributes, plan, question)


def _own(plan: Plan, series: str) -> Counts:
    """Return what *series* asks for beyond the whole."""
    whole = _counts(plan, MAIN)
    return {name: allowed for name, allowed in _counts(plan, series).items() if whole.get(name) != allowed}


def _judged(found: Found, entry: Entry, attributes: Attributes, plan: Plan, question: Question) -> EntryListed:
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
        entry_id=found.key,
        source=found.source,
        office=entry.office,
        start_date=entry.start_date,
        status=entry.status,
        sector=sector.sector,
        sector_rule=reason(sector.rule, language, prefix=sector.prefix),
        state=state,
        reason=why,
    )


def _nowhere(found: Found, entry: Entry, plans: Plans, question: Question) -> EntryListed | None:
    """Return an entry that stood in this plan once and has moved to a year without one."""
    if question.series != MAIN or not any(_was_here(arrival.data, plans, question) for arrival in found.arrivals):
        return None
    return EntryListed(
        entry_id=found.key,
        source=found.source,
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
