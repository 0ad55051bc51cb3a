"""When the offices of a plan were heard of, and what was known of each of them by then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.known import counts_in
from services.monitoring.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Report:
    """On day ``known`` the entries that count in each of ``series`` changed by ``entries``, whenever they began."""

    series: tuple[str, ...]
    known: date
    entries: int


def office_of(series: str) -> str:
    """Return the office whose entries alone *series* counts (``office/A``, ``sector/it/office/A``), or nothing."""
    _, found, office = f"/{series}".rpartition("/office/")
    return office if found else ""


def series_of(office: str) -> str:
    """Return the id of the series of *office*."""
    return f"office/{office}"


class Hearing:
    """What was heard of the offices of a plan by any day; days are ordinals.

    An office was heard of on a day on which a count of its entries changed, or any event of it became known. Nobody is
    listened to before the first of them was heard of: then nothing was connected yet.
    """

    def __init__(self, plan: Plan, reports: Iterable[Report], heard: Iterable[tuple[str, date]]) -> None:
        """Listen to *reports* of *plan*, and to *heard*: offices with days on which something of them became known."""
        given = list(reports)
        places = list({one.series: None for one in given})
        numbers = {series: number for number, series in enumerate(places)}
        self._plan = plan
        self._place = np.array([numbers[one.series] for one in given], dtype=np.int64)
        self._known = np.array([one.known.toordinal() for one in given], dtype=np.int64)
        self._entries = np.array([one.entries for one in given], dtype=np.int64)
        self._counts_in = counts_in(plan, places)
        self._of = {office: np.array([series_of(office) in one for one in places], bool) for office in plan.offices}
        days = {office: set(self._known[of[self._place]].tolist()) for office, of in self._of.items()}
        for office, day in heard:
            days.get(office, set()).add(day.toordinal())
        self._days = {office: np.array(sorted(of), dtype=np.int64) for office, of in days.items()}
        self._before = min((of[0] for of in self._days.values() if len(of)), default=None)

    @property
    def offices(self) -> Sequence[str]:
        """The offices that are listened to."""
        return sorted(self._days) if self._before is not None else ()

    def last(self, office: str, days: Counts) -> Counts:
        """Return when *office* was last heard of by the end of each of *days*; at first the eve of all hearing."""
        heard = np.concatenate([[self._before - 1 if self._before is not None else 0], self._days[office]])
        found: Counts = heard[np.searchsorted(self._days[office], days, side="right")]
        return found

    def ever(self, office: str, day: int) -> bool:
        """Say whether *office* was heard of by the end of *day*."""
        return bool(len(self._days[office]) and self._days[office][0] <= day)

    def shares(self, office: str, days: Counts) -> Floats:
        """Return the share of *office* in all entries known by the end of each of *days*: (n_o + 1) / (n + k).

        k is the number of offices: who is unknown is taken for an average one.
        """
        of_all = sum((self._known_by(one, days) for one in self._of), np.zeros(len(days)))
        return np.asarray((self._known_by(office, days) + 1) / (of_all + len(self._of)), dtype=np.float64)

    def _known_by(self, office: str, days: Counts) -> Floats:
        of_office = self._of[office][self._place]
        order = np.argsort(self._known[of_office], kind="stable")
        known = self._known[of_office][order]
        risen = np.concatenate([[0], self._entries[of_office][order].cumsum()])
        # Half-arrived corrections must not make it negative.
        return np.asarray(np.maximum(risen[np.searchsorted(known, days, side="right")], 0), dtype=np.float64)

    def shares_in(self, office: str, day: int) -> Floats:
        """Return the share of *office* in each judged series, known by the end of *day*: (n_io + 1) / (n_i + k).

        It is all of its own series and nothing of another office's.
        """
        then = self._known <= day
        by_place = np.bincount(self._place[then], self._entries[then], minlength=len(self._counts_in))
        of_office, of_all = (by_place * self._of[office]) @ self._counts_in, by_place @ self._counts_in
        of_office = np.maximum(of_office, 0)
        shares = (of_office + 1) / (np.maximum(of_all, of_office) + len(self._of))
        for column, one in enumerate(self._plan.judged):
            if one.id in map(series_of, self._of):
                shares[column] = one.id == series_of(office)
        return np.asarray(np.clip(shares, 0, 1), dtype=np.float64)
