"""The alerts of silent offices: a fold over days, as those of series are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.monitoring.domain.alerts import Cause, Kind, Severity, Turn
from services.monitoring.domain.heard import Hearing, Report, series_of
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Stretch
from services.monitoring.domain.silence import FeedDay, listen
from services.monitoring.domain.withheld import withheld


@dataclass(frozen=True, slots=True)
class Listened:
    """What was heard on the days of ``stretches``, which know what the silent owe, and what became of alerts."""

    stretches: list[Stretch]
    feeds: list[FeedDay]
    changes: list[Change]


def listen_through(
    stretches: Sequence[Stretch],
    reports: Iterable[Report],
    heard: Iterable[tuple[str, date]],
    silent: Mapping[str, date],
) -> Listened:
    """Listen to the offices on each day of *stretches*, going on from the *silent* ones and since when they are so."""
    listened, given, spoke, silent = Listened([], [], []), list(reports), list(heard), dict(silent)
    for stretch in stretches:
        hearing = Hearing(stretch.plan, given, spoke)
        by_office = {of[0].office: of for of in listen(stretch.plan, hearing, stretch.days) if of}
        for office in sorted(by_office.keys() | silent.keys()):
            feeds, changes = _fold(stretch, office, by_office.get(office, []), silent.pop(office, None))
            listened.feeds.extend(feeds)
            listened.changes.extend(changes)
            if feeds and feeds[-1].silent_since:
                silent[office] = feeds[-1].silent_since
        quiet = [one for of in by_office.values() for one in of if one.silent]
        owed = withheld(stretch.plan, hearing, stretch.days, quiet) if quiet else None
        listened.stretches.append(replace(stretch, withheld=owed))
    return listened


def _fold(
    stretch: Stretch, office: str, feeds: Sequence[FeedDay], since: date | None
) -> tuple[list[FeedDay], list[Change]]:
    """Return the days of *office* with its silence counted from the first of them, and what became of its alert."""
    found, changes = [], []
    if since and not feeds and stretch.days:
        changes.append(_over(stretch.plan, office, stretch.days[0], since, Cause.PLAN_CHANGE))
    for feed in feeds:
        if feed.silent and since is None:
            since = feed.day
            changes.append(_change(stretch.plan, office, feed.day, since, Turn.RAISED))
        elif since and not feed.silent:
            again = feed.heard is not None and feed.heard > since
            cause = Cause.HEARD_AGAIN if again else Cause.PLAN_CHANGE
            changes.append(_over(stretch.plan, office, feed.day, since, cause))
            since = None
        found.append(replace(feed, silent_since=since))
    return found, changes


def _over(plan: Plan, office: str, day: date, since: date, cause: Cause) -> Change:
    return replace(_change(plan, office, day, since, Turn.RESOLVED), cause=cause)


def _change(plan: Plan, office: str, day: date, since: date, turn: Turn) -> Change:
    return Change(plan.id, plan.version, series_of(office), Kind.FEED_SILENT, turn, Severity.FEED_SILENT, day, since)
