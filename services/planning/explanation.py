"""Why an entry counts, and where, or why it does not."""

import json
from collections.abc import Iterator

from services.planning.answers import Counting, EntryExplained, PlanName, RevisionOfEntry
from services.planning.domain.entry import Attributes, Entry
from services.planning.domain.plan import Plan, Series
from services.planning.domain.revisions import Arrival, History
from services.planning.domain.sectors import SectorFound
from services.planning.storage.mapping import entry_from
from services.planning.storage.plans import PlanBook
from shared.clock import Clock, day_of, from_micros


def explain(source: str, entry_id: str, history: History, book: PlanBook, clock: Clock) -> EntryExplained:
    """Return all revisions of an entry and what the newest one counts to on the clock's day."""
    newest = history.standing[max(history.standing)]
    return EntryExplained(
        source=source,
        entry_id=entry_id,
        counting=_counting(entry_from(newest.data), book, clock),
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


def _counting(entry: Entry, book: PlanBook, clock: Clock) -> Counting:
    plan = book.of(entry.office, entry.start_date.year)
    if plan is None:
        reason = f"there is no plan of {entry.office} for {entry.start_date.year}"
        return Counting(
            counts=False, reason=reason, plan=None, month=None, sector=None, sector_rule=None, series=[], not_series={}
        )
    found = plan.sectors.find(entry)
    attributes = entry.attributes(found.sector)
    matching = plan.series_of(attributes)
    counts, reason = _verdict(entry, matching, clock)
    return Counting(
        counts=counts,
        reason=reason,
        plan=PlanName(id=plan.id, version=plan.version),
        month=entry.start_date.month,
        sector=found.sector,
        sector_rule=_rule(found),
        series=list(matching) if counts else [],
        not_series=_misses(plan, attributes, matching),
    )


def _verdict(entry: Entry, matching: tuple[str, ...], clock: Clock) -> tuple[bool, str]:
    """Apply counting rules 1 to 3."""
    if entry.status == "cancelled":
        return False, "it was cancelled"
    if entry.status == "planned":
        return False, "it is announced, not begun"
    if entry.start_date > day_of(clock()):
        return False, f"it begins on {entry.start_date}, which is still to come"
    if not matching:
        return False, "it does not match the plan's filter"
    return True, f"its newest revision says '{entry.status}' with a start on {entry.start_date}"


def _rule(found: SectorFound) -> str:
    return f"{found.rule} {found.prefix}" if found.prefix else found.rule


def _misses(plan: Plan, attributes: Attributes, matching: tuple[str, ...]) -> dict[str, str]:
    """Return for each target that the entry does not count to the first attribute that differs."""
    return {
        series.id: _first_miss(series, attributes)
        for series in plan.series
        if series.target is not None and series.id not in matching
    }


def _first_miss(series: Series, attributes: Attributes) -> str:
    name, allowed = next(
        (name, allowed) for name, allowed in series.counts.items() if getattr(attributes, name) not in allowed
    )
    wanted = " or ".join(str(value) for value in sorted(allowed, key=str))
    return f"{name} is {getattr(attributes, name)}, wanted {wanted}"
