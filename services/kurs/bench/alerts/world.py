"""The district of the simulator: its plan, what it is cut into, and how its entries begin, are reported, are cancelled.

All of it is the truth that the product does not see; the plan is what it sees.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from services.kurs.bench.alerts.curves import Curve, convolved
from services.monitoring.domain.arrays import Counts, Floats
from services.monitoring.domain.known import counts_in
from services.monitoring.domain.plan import Plan, Series
from shared.calendar import WorkingDays

YEAR = 2026
SECTORS = (200, 150, 110, 90, 70, 60, 45, 40, 30, 16, 10)
"""Targets of the sectors, which are named after them."""

_EMPLOYEES = (60, 45, 33, 27, 21, 18, 14, 12, 9, 5, 3)
_OFFICES = (452, 148, 123, 98)
_MONTHS = (9.3, 11.8, 9.7, 8.5, 7.3, 7.1, 4.7, 10.2, 13.4, 9.1, 6.7, 2.2)
"""The plan's phasing in percent of the year."""

PHASING_ERROR = 0.15
"""The relative error (1 sigma) of each month's weight: the plan says one thing, the year does another."""

CANCELLED = 0.12
"""The share of all entries that are cancelled after they were reported."""

_MORE_OF_A_GROUP = (0.604, 2.524)
"""A group is one participant and so many more on average (Poisson): without employees, and of employees.

With S the size of a group as it begins, the sum of S^2 over the sum of S is then 1.98 and 4.24, of all together 2.66:
with the error of the phasing these are the dispersions 4.2 (total), 4.7 (employees) and 2.7 (a sector of 60) of the
worked examples.
"""

REPORTED = Curve((0, 5, 14, 21, 35, 60), (0, 0.25, 0.67, 0.88, 0.99, 1))
"""The share of reports that have arrived so many days after the start."""

WITHDRAWN = Curve((0, 7, 30, 60), (0, 0.5, 0.9, 1))
"""The share of cancellations that have arrived so many days after the report."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry counts: every combination of sector, employees or not, and office has its own groups."""

    sector: int
    employed: bool
    office: int
    valid_a_year: float

    @property
    def series(self) -> tuple[str, ...]:
        """The series that count it: forty that overlap."""
        sector, kind = f"sector/{self.sector}", "employees" if self.employed else "others"
        return ("entries", kind, sector, f"{sector}/{kind}", f"office/{self.office}")


PLACES = tuple(
    Place(sector, employed, office, (employees if employed else sector - employees) * office / sum(_OFFICES))
    for sector, employees in zip(SECTORS, _EMPLOYEES, strict=True)
    for employed in (False, True)
    for office in _OFFICES
)

NAMES = tuple(dict.fromkeys(name for place in PLACES for name in place.series))
"""The series, in the order of the plan."""


class World:
    """A district on plan, with its calendar."""

    @cached_property
    def plan(self) -> Plan:
        """The plan as the product judges by it, with the completeness of matured cohorts."""
        return Plan(
            id="simulated",
            version=1,
            year=YEAR,
            district_title="",
            offices=frozenset(),
            series=tuple(self._series(name, target) for name, target in self._targets().items()),
            working_days=WorkingDays(),
            completeness=self._completeness(),
        )

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The working days of the year: entries begin on them, and each is evaluated."""
        return tuple(self.plan.working_days.between(self.plan.first_day, self.plan.last_day))

    @cached_property
    def month_of(self) -> Counts:
        """The month of each working day, from 0."""
        return np.array([day.month - 1 for day in WorkingDays().between(date(YEAR, 1, 1), date(YEAR, 12, 31))])

    @cached_property
    def phasing(self) -> Floats:
        """The share of the year's entries that the plan expects on each working day."""
        days_of_month = np.bincount(self.month_of)
        return (np.array(_MONTHS) / sum(_MONTHS) / days_of_month)[self.month_of]

    @cached_property
    def counts_in(self) -> NDArray[np.bool_]:
        """In which series each place counts: one row a place."""
        return counts_in(self.plan, [place.series for place in PLACES])

    @cached_property
    def more_of_a_group(self) -> Floats:
        """How many more than one a group of each place has on average."""
        return np.array([_MORE_OF_A_GROUP[place.employed] for place in PLACES])

    @cached_property
    def groups_a_year(self) -> Floats:
        """How many groups of each place begin a year, later cancelled entries included."""
        valid = np.array([place.valid_a_year for place in PLACES])
        return valid / (1 - CANCELLED) / (1 + self.more_of_a_group)

    def _targets(self) -> dict[str, int]:
        return {name: round(sum(one.valid_a_year for one in PLACES if name in one.series)) for name in NAMES}

    def _series(self, name: str, target: int) -> Series:
        days = WorkingDays().between(date(YEAR, 1, 1), date(YEAR, 12, 31))
        employed = {"employees": True, "others": False}.get(name.rpartition("/")[2])
        tier = 1 if name in {"entries", "employees"} else 2
        daily = dict(zip(days, (target * self.phasing).tolist(), strict=True))
        return Series(name, {}, None, tier, employed, target, daily)

    def _completeness(self) -> tuple[float, ...]:
        """Return the share of the finally valid entries that is known and not cancelled, by age in days."""
        known = REPORTED.risen(181)
        gone = convolved(REPORTED, WITHDRAWN, 181)
        return tuple(((known - CANCELLED * gone) / (1 - CANCELLED)).tolist())
