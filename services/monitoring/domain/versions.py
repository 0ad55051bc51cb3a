"""On which published state of a plan a day is judged. The past keeps the one that it was judged on."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import NamedTuple

from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Stretch


class Version(NamedTuple):
    """A published state of a plan: a version of it with a version of its calibration; the higher pair is the newer.

    From ``first_day`` on it may be in force.
    """

    number: int
    calibration: int
    first_day: date


def version_of(plan: Plan, valid_from: date, known: date) -> Version:
    """Return the state that is *plan*, which is valid from one day on and became known on another.

    The last day that was over by then is judged again with it, so that a change shows at once; the days before are not.
    """
    return Version(plan.version, plan.calibration.version, max(valid_from, plan.working_days.last_before(known)))


def in_force(versions: Collection[Version], day: date) -> Version:
    """Return the newest of *versions* that holds on *day*; the first one holds from the beginning.

    Whatever the order in which they became known here, the answer is the same.
    """
    return max((one for one in versions if one.first_day <= day), default=min(versions))


def changed_from(before: Collection[Version], new: Version) -> date:
    """Return the first day that may be judged otherwise once *new* is known beside those *before*."""
    return new.first_day if before and min(before) < new else date.min


def stretches(plans: Mapping[Version, Plan], first: date, last: date, judged: date | None) -> Iterator[Stretch]:
    """Yield the working days from *first* to *last*, each with the one of *plans* that is in force on it.

    *judged* is the day before them that was judged last; None: there is none.
    """
    before = plans[in_force(plans.keys(), judged)] if judged else None
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    for version, together in groupby(days, partial(in_force, plans.keys())):
        plan = plans[version]
        if working := [day for day in together if day in plan.working_days]:
            yield Stretch(plan, working, before)
            before = plan


def last_judged(plans: Mapping[Version, Plan], through: date | None) -> date | None:
    """Return the newest working day up to *through* by the one of *plans* in force on it; None: there is none."""
    while through and through >= min(plan.first_day for plan in plans.values()):
        if through in plans[in_force(plans.keys(), through)].working_days:
            return through
        through -= timedelta(days=1)
    return None
