"""Cells added up by series and day of start; the newest sums are kept."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from services.monitoring.domain.arrays import Counts
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.plan import Plan
from services.monitoring.outlook import days_of_year

_HELD = 16


@dataclass(frozen=True, slots=True)
class Starts:
    """Entries of each series by the day of the year on which they began.

    ``now`` as known by the day that is asked for, ``then`` as known at the end of the evaluated day.
    """

    now: Mapping[str, Counts]
    then: Mapping[str, Counts]


def add_up(plan: Plan, cells: Iterable[Cell], day: date, on: date) -> Starts:
    """Return the starts up to *on* in *cells*; what was known by the end of *day* is known then."""
    now: dict[str, Counts] = defaultdict(lambda: np.zeros(days_of_year(plan), np.int64))
    then: dict[str, Counts] = defaultdict(lambda: np.zeros(days_of_year(plan), np.int64))
    for cell in cells:
        if plan.first_day <= cell.start <= min(on, plan.last_day):
            place = (cell.start - plan.first_day).days
            for series in (*cell.series, *_crossed(cell.series)):
                now[series][place] += cell.entries
                if cell.known <= day:
                    then[series][place] += cell.entries
    return Starts(dict(now), dict(then))


def _crossed(series: Sequence[str]) -> Iterator[str]:
    """Yield the series of sector and office in which what stands in *series* counts, unless it is named there."""
    offices = [one for one in series if one.startswith("office/")]
    for sector in [one for one in series if one.startswith("sector/") and "/office/" not in one]:
        for office in offices:
            if (crossed := f"{sector}/{office}") not in series:
                yield crossed


class Sums:
    """The newest sums of cells by what they follow from: adding up costs more than all the rest of a page."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._held: dict[tuple[object, ...], Starts] = {}

    def of(self, state: tuple[object, ...], compute: Callable[[], Starts]) -> Starts:
        """Return the sums of *state*."""
        if (held := self._held.get(state)) is None:
            held = compute()
            self._held = dict([*self._held.items()][1 - _HELD :]) | {state: held}
        return held
