"""Why an entry counts, and where, or why it does not."""

import json
from collections.abc import Iterator

from services.planning.answers import Counting, EntryExplained, PlanName, RevisionOfEntry
from services.planning.domain.entry import Attributes, Entry
from services.planning.domain.plan import Plan, Series
from services.planning.domain.revisions import Arrival, History
from services.planning.reasons import reason
from services.planning.storage.mapping import entry_from
from services.planning.storage.plans import PlanBook
from shared.clock import Clock, day_of, from_micros


def explain(named: tuple[str, str], history: History, book: PlanBook, clock: Clock, language: str) -> EntryExplained:
    """Return all revisions of the entry *named* by source and id, and what the newest one counts to on this day."""
    source, entry_id = named
    newest = history.standing[max(history.standing)]
    return EntryExplained(
        source=source,
        entry_id=entry_id,
        counting=_counting(entry_from(newest.data), book, clock, language),
        revisions=list(_revisions(history)),
    )


def _revisions(history: History) -> Iterator[RevisionOfEntry]:
    contradicting = history.conflicts()
    for arrival in sorted([*history.standing.values(), *history.others], key=lambda a: (a.revision, a.claim)):
        yield _revision(arrival, contradicts=arrival in contradicting)


def _revision(arrival: Arrival, *, contradicts: bool) -> RevisionOfEntry:
    return RevisionOfEntry(
        revision=arrival.revision,
        known=from_micros(arrival.known),
        event_id=arrival.event_id,
        contradicts=contradicts,
        data=json.loads(arrival.data),
    )


def _counting(entry: Entry, book: PlanBook, clock: Clock, language: str) -> Counting:
    plan = book.of(entry.office, entry.start_date.year)
    if plan is None:
        why = reason("no-plan", language, office=entry.office, year=entry.start_date.year)
        return Counting(
            counts=False, reason=why, plan=None, month=None, sector=None, sector_rule=None, series=[], not_series={}
        )
    found = plan.sectors.find(entry)
    attributes = plan.attributes(entry, found.sector)
    matching = plan.series_of(attributes)
    counts, why = _verdict(entry, matching, clock)
    return Counting(
        counts=counts,
        reason=reason(why, language, status=entry.status, day=entry.start_date),
        plan=PlanName(id=plan.id, version=plan.version),
        month=entry.start_date.month,
        sector=found.sector,
        sector_rule=reason(found.rule, language, prefix=found.prefix),
        series=list(matching) if counts else [],
        not_series=_misses(plan, attributes, matching, language),
    )


def _verdict(entry: Entry, matching: tuple[str, ...], clock: Clock) -> tuple[bool, str]:
    """Apply counting rules 1 to 3 and return whether the entry counts, and the name of the reason."""
    if entry.status == "cancelled":
        return False, "cancelled"
    if entry.status == "planned":
        return False, "planned"
    if entry.start_date > day_of(clock()):
        return False, "to-come"
    if not matching:
        return False, "filtered"
    return True, "counts"


def _misses(plan: Plan, attributes: Attributes, matching: tuple[str, ...], language: str) -> dict[str, str]:
    """Return for each target that the entry does not count to the first attribute that differs."""
    return {
        series.id: _first_miss(series, attributes, language)
        for series in plan.series
        if series.target is not None and series.id not in matching
    }


def _first_miss(series: Series, attributes: Attributes, language: str) -> str:
    name, allowed = next(
        (name, allowed) for name, allowed in series.counts.items() if getattr(attributes, name) not in allowed
    )
    wanted = reason("or", language).join(str(value) for value in sorted(allowed, key=str))
    return reason("miss", language, name=name, value=getattr(attributes, name), wanted=wanted)
