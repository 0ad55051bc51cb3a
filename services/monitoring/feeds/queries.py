"""How the offices of a plan report: what routes, page and metrics show of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from services.monitoring.domain.plan import Plan
from services.monitoring.domain.silence import FeedDay
from services.monitoring.ports import Records
from shared.clock import from_micros


@dataclass(frozen=True, slots=True)
class Feed:
    """What an office sends: events, or a file a month.

    ``last_event`` is when the newest of it became known, ``heard`` that day or, if later, the newest on which a count
    of its entries changed. ``silent`` by the newest evaluated day, and not heard of since. ``expected`` are the reports
    that the plan expected from then to that day, ``probability`` that none of them came by chance; of files there is
    none, they are ``due`` by a day.
    """

    office: str
    fed_by: Literal["events", "files"]
    last_event: datetime | None
    heard: date | None
    silent: bool
    silent_since: date | None
    expected: float
    probability: float | None
    due: date | None


def feeds_of(records: Records, plan: Plan, today: date) -> list[Feed]:
    """Return what the offices of *plan* send, by office, as known on *today*."""
    day, moments = records.newest_day(plan.id), records.feeds()
    days = {one.office: one for one in records.feed_days(plan.id, day)} if day else {}
    spoken: dict[str, date] = {}
    for office, heard in records.heard(today):
        spoken[office] = max(heard, spoken.get(office, heard))
    offices = sorted(plan.offices)
    return [_feed(plan, one, days.get(one), moments.get(one), spoken.get(one)) for one in offices]


def _feed(plan: Plan, office: str, evaluated: FeedDay | None, moment: int | None, spoken: date | None) -> Feed:
    again = evaluated is not None and spoken is not None and spoken > evaluated.day
    known = [day for day in (spoken, evaluated.heard if evaluated else None) if day]
    silent = evaluated is not None and evaluated.silent and not again
    return Feed(
        office=office,
        fed_by="files" if office in plan.fed_by_files else "events",
        last_event=from_micros(moment) if moment is not None else None,
        heard=max(known, default=None),
        silent=silent,
        silent_since=evaluated.silent_since if silent and evaluated else None,
        expected=evaluated.expected if evaluated and not again else 0.0,
        probability=evaluated.probability if evaluated and not again else None,
        due=evaluated.due if evaluated else None,
    )
