"""Why an entry counts, and where, or why it does not."""

from services.planning.answers import PlanName
from services.planning.domain.entry import Attributes, Entry
from services.planning.domain.judgement import first_miss, state_of
from services.planning.domain.plan import Plan
from services.planning.domain.revisions import History
from services.planning.entries.answers import Counting, EntryExplained
from services.planning.entries.lives import life_of
from services.planning.entries.reasons import reason, why_missed
from services.planning.storage.mapping import entry_from
from services.planning.storage.plans import PlanBook
from shared.clock import Clock, day_of


def explain(named: tuple[str, str], history: History, book: PlanBook, clock: Clock, language: str) -> EntryExplained:
    """Return all revisions of the entry *named* by source and id, and what the newest one counts to on this day."""
    source, entry_id = named
    entry = entry_from(history.standing[max(history.standing)].data)
    counting = _counting(entry, book, clock, language)
    revisions = life_of(history, book, language)
    return EntryExplained(
        source=source,
        entry_id=entry_id,
        text=[
            *_sentences(entry_id, entry, book, counting, language),
            *(revision.text for revision in revisions),
        ],
        counting=counting,
        revisions=revisions,
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
    state = state_of(entry, day_of(clock()), matches=bool(matching))
    return Counting(
        counts=state == "counted",
        reason=reason(state, language, status=entry.status, day=entry.start_date),
        plan=PlanName(id=plan.id, version=plan.version),
        month=entry.start_date.month,
        sector=found.sector,
        sector_rule=reason(found.rule, language, prefix=found.prefix),
        series=list(matching) if state == "counted" else [],
        not_series=_misses(plan, attributes, language),
    )


def _misses(plan: Plan, attributes: Attributes, language: str) -> dict[str, str]:
    """Return for each target that the entry does not count to the first attribute that differs."""
    return {
        series.id: why_missed(miss, language)
        for series in plan.series
        if series.target is not None and (miss := first_miss(series.counts, attributes))
    }


def _sentences(entry_id: str, entry: Entry, book: PlanBook, counting: Counting, language: str) -> list[str]:
    """Return what a manager would read aloud."""
    key = "verdict-yes" if counting.counts else "verdict-no"
    said = [reason(key, language, entry=entry_id, office=entry.office, reason=counting.reason)]
    plan = book.of(entry.office, entry.start_date.year)
    if plan is None or counting.sector is None:
        return said
    titles = {series.id: series.title_in(language) for series in plan.series}
    title = titles.get(f"sector/{counting.sector}", counting.sector)
    said.append(reason("sector", language, sector=title, rule=counting.sector_rule))
    if counting.series:
        said.append(reason("series-yes", language, series=", ".join(titles[id_] for id_ in counting.series)))
    return said + [
        reason("series-no", language, series=titles[id_], why=why) for id_, why in counting.not_series.items()
    ]
