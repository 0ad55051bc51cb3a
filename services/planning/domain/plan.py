"""A plan: the series of a district's year, what each counts and what it owes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from services.planning.domain.entry import Attributes
from services.planning.domain.sectors import SectorRule
from shared.calendar import WorkingDays

Counts = Mapping[str, frozenset[str | bool]]
"""For each attribute named, the values that count; an empty filter counts every entry."""


def counts_in(counts: Counts, attributes: Attributes) -> bool:
    """Say whether an entry with *attributes* passes the filter."""
    return all(getattr(attributes, name) in allowed for name, allowed in counts.items())


@dataclass(frozen=True, slots=True)
class Series:
    """One thing that is counted. ``months`` are whole entries owed per month, January first; None: no target."""

    id: str
    title: Mapping[str, str]
    counts: Counts
    months: tuple[int, ...] | None = None
    source: str | None = None
    tier: Literal[1, 2] = 2

    @property
    def target(self) -> int | None:
        """Entries owed in the plan year."""
        return None if self.months is None else sum(self.months)

    @property
    def crossed(self) -> bool:
        """Say whether this is a cell of the table sector x office: never a metric, and hidden when small."""
        return is_crossed(self.id)


def is_crossed(series: str) -> bool:
    """Say whether a series of this id is a cell of the table sector x office."""
    return series.startswith("sector/") and "/office/" in series


@dataclass(frozen=True)
class Plan:
    """One version of a district's plan for one year."""

    id: str
    version: int
    year: int
    valid_from: date
    district: str
    district_title: str
    offices: Mapping[str, str]
    calendar: WorkingDays
    sectors: SectorRule
    series: tuple[Series, ...]
    managers: Mapping[str, Any] = field(default_factory=dict)
    """Who is told what, as it is published; planning itself tells nobody."""

    _memberships: dict[Attributes, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def series_of(self, attributes: Attributes) -> tuple[str, ...]:
        """Return the ids of the series to which an entry with *attributes* counts."""
        found = self._memberships.get(attributes)
        if found is None:
            found = tuple(series.id for series in self.series if counts_in(series.counts, attributes))
            self._memberships[attributes] = found
        return found
