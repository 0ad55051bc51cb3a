"""What others go by: a percentage of the plan, looked at monthly, and a CUSUM. Each is a path that ends in an alarm."""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from services.kurs.bench.alerts.cusum import Cusum
from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.deviation import Evidence
from services.monitoring.domain.known import Changes
from services.monitoring.domain.plan import Plan

COMPARED = ("entries", "employees")
"""The series on which the rules are compared."""

_IN_PRACTICE = 0.9
_DAYS_OF_THE_YEAR = 365
_MARCH = 3


@dataclass(frozen=True, slots=True)
class Paths:
    """What each rule looks at, the smaller the graver: by year, look and compared series.

    ``linear`` and ``phased`` are what is known over what is planned, at each month's end from March on; ``method`` is
    p and ``cusum`` the sum with its sign turned, each working day. The last two say on how many of all series "90 % of
    the plan" gives an alarm within the year.
    """

    method: Floats
    linear: Floats
    phased: Floats
    cusum: Floats
    alarms_linear: Counts
    alarms_phased: Counts


def joined_paths(several: list[Paths]) -> Paths:
    """Return the years of *several* as one."""
    return Paths(*(np.concatenate([getattr(one, field.name) for one in several]) for field in fields(Paths)))


class Rivals:
    """The other rules for one plan."""

    def __init__(self, plan: Plan, days: tuple[date, ...]) -> None:
        """Work out once what does not depend on the year."""
        self._columns = [column for column, one in enumerate(plan.judged) if one.id in COMPARED]
        self._ends = month_ends(days)
        self._passed = np.array([(days[end] - plan.first_day).days + 1 for end in self._ends]) / _DAYS_OF_THE_YEAR
        self._cusum = Cusum(plan, days, self._columns)

    def paths(self, changes: Changes, evidence: Evidence, p: Floats) -> Paths:
        """Return what each rule sees of some years."""
        known = evidence.known[:, self._ends]
        linear = known / (evidence.target[:, self._ends] * self._passed[:, None])
        phased = known / evidence.expected[:, self._ends]
        return Paths(
            p[:, :, self._columns],
            linear[:, :, self._columns],
            phased[:, :, self._columns],
            -self._cusum.path(changes, evidence),
            _alarms(linear),
            _alarms(phased),
        )


def month_ends(days: tuple[date, ...]) -> list[int]:
    """Return which of *days* are the last of their months, from March on.

    Before, what is not yet reported is most of what is missing; the rules would be tuned to that.
    """
    following = (*(day.month for day in days[1:]), 0)
    return [index for index, month in enumerate(following) if month != (this := days[index].month) and this >= _MARCH]


def _alarms(share: Floats) -> Counts:
    """Return on how many series the share of the plan is below nine tenths at some month's end."""
    return np.asarray((share < _IN_PRACTICE).any(axis=1).sum(axis=1), dtype=np.int64)
