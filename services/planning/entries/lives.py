"""The life of an entry: what was said of it, when that became known, where it stood, and what ended it."""

import json
from datetime import datetime
from typing import Any

from services.planning.answers import PlanName
from services.planning.domain.revisions import Arrival, History, turns
from services.planning.entries.answers import RevisionOfEntry
from services.planning.entries.reasons import reason
from services.planning.storage.mapping import entry_from
from services.planning.storage.plans import PlanBook
from shared.clock import BERLIN, from_micros


def life_of(history: History, book: PlanBook, language: str) -> list[RevisionOfEntry]:
    """Return every arrival about an entry, by revision."""
    arrivals = sorted([*history.standing.values(), *history.others], key=lambda one: (one.revision, one.claim))
    return [_revision(arrival, history, book, language) for arrival in arrivals]


def _revision(arrival: Arrival, history: History, book: PlanBook, language: str) -> RevisionOfEntry:
    by, end = _end_of(arrival, history, language)
    stood = _stood(arrival, book, language)
    entry = entry_from(arrival.data)
    where = (
        reason(
            "where", language, month=stood["month"], year=entry.start_date.year, sector=stood["sector"],
            rule=stood["sector_rule"],
        )
        if stood["plan"]
        else reason("no-plan", language, office=entry.office, year=entry.start_date.year)
    )  # fmt: skip
    known = _moment(from_micros(arrival.known))
    return RevisionOfEntry(
        revision=arrival.revision,
        known=from_micros(arrival.known),
        event_id=arrival.event_id,
        contradicts=arrival in history.conflicts(),
        superseded_by=by,
        text=reason("revision", language, revision=arrival.revision, known=known, status=entry.status,
                    day=entry.start_date, where=where, end=end),
        data=json.loads(arrival.data),
        **stood,
    )  # fmt: skip


def _stood(arrival: Arrival, book: PlanBook, language: str) -> dict[str, Any]:
    """Return into which sector and month the rules put a state, and the series that it matches."""
    entry = entry_from(arrival.data)
    plan = book.of(entry.office, entry.start_date.year)
    if plan is None:
        return {"plan": None, "month": None, "sector": None, "sector_rule": None, "series": []}
    found = plan.sectors.find(entry)
    return {
        "plan": PlanName(id=plan.id, version=plan.version),
        "month": entry.start_date.month,
        "sector": found.sector,
        "sector_rule": reason(found.rule, language, prefix=found.prefix),
        "series": list(plan.series_of(plan.attributes(entry, found.sector))),
    }


def _end_of(arrival: Arrival, history: History, language: str) -> tuple[int | None, str]:
    """Return the revision that took the place of *arrival*, if any, and what became of it in words."""
    if history.standing[arrival.revision] is not arrival:
        key = "set-aside" if arrival in history.conflicts() else "repeat"
        return None, reason(key, language, revision=arrival.revision)
    newest = turns(history.standing.values())
    if arrival not in newest:
        by = next(other for other in reversed(newest) if other.known <= arrival.known)
        return by.revision, reason("never-newest", language, by=by.revision)
    later = newest[newest.index(arrival) + 1 :]
    if not later:
        return None, reason("newest", language)
    known = _moment(from_micros(later[0].known))
    return later[0].revision, reason("superseded", language, by=later[0].revision, known=known)


def _moment(known: datetime) -> str:
    return f"{known.astimezone(BERLIN):%Y-%m-%d %H:%M}"
