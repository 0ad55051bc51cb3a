"""A plan: the series of a district's year, what each counts and what it owes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from services.planning.domain.entry import Attributes, Entry
from services.planning.domain.pace import NO_PACE, Pace
from services.planning.domain.sectors import SectorRule
from shared.calendar import WorkingDays

Counts = Mapping[str, frozenset[str | bool]]
"""For each attribute named, the values that count; an empty filter counts every entry.

Of ``occupation`` these are all prefixes that any target names and that lie within the ones meant: an entry's attribute
is the longest of them that its occupation begins with.
"""


def counts_in(counts: Counts, attributes: Attributes) -> bool:
    """Say whether an entry with *attributes* passes the filter."""
    return all(getattr(attributes, name) in allowed for name, allowed in counts.items())


Mode = Literal["gap_stays", "start_anew"]
Preset = Literal["quiet", "standard", "sensitive"]


@dataclass(frozen=True)
class Series:
    """One thing that is counted; without a target it is shown and owes nothing.

    ``assumption`` says that nobody has decided the figure yet, and perhaps why it stands in; ``within`` is the series
    around this one.
    """

    id: str
    title: Mapping[str, str]
    counts: Counts
    target: int | None = None
    pace: Pace = NO_PACE
    source: str | None = None
    assumption: bool | str = False
    tier: Literal[1, 2] = 2
    within: str | None = None

    @cached_property
    def months(self) -> tuple[int, ...] | None:
        """Whole entries owed per month, January first; None: no target."""
        return None if self.target is None else self.pace.months

    @property
    def daily(self) -> Mapping[date, Fraction]:
        """The entries owed per day; with what a restart let off they add up to the target exactly."""
        return self.pace.daily

    def expected(self, on: date) -> Fraction:
        """Return the entries owed by the end of *on*."""
        return self.pace.owed_by(on)

    def owed_in(self, month: int, on: date) -> Fraction:
        """Return the entries owed by the end of *on* for the starts of *month*."""
        return self.pace.owed_in(month, on)

    def title_in(self, language: str) -> str:
        """Return the title in *language*, or in the one that there is."""
        return self.title.get(language) or next(iter(self.title.values()))

    @property
    def exposure_from(self) -> date | None:
        """The day from which the series is measured anew; None: the whole year."""
        return max(self.pace.restarts, default=None)

    @property
    def crossed(self) -> bool:
        """Say whether this is a cell of the table sector x office: never a metric, and hidden when small."""
        return is_crossed(self.id)


def is_crossed(series: str) -> bool:
    """Say whether a series of this id is a cell of a table sector x office."""
    return "/office/" in f"/{series}" and "/sector/" in f"/{series}"


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
    reason: str = ""
    author: str | None = None
    mode: Mode = "gap_stays"
    unallocated: Mapping[str, int] = field(default_factory=dict)
    """What a split leaves of its whole, by the id of the target that splits."""
    phasing_assumption: bool | str = False
    """Says that the months' shares stand in for a decision."""
    fed_by_files: frozenset[str] = frozenset()
    managers: Mapping[str, Any] = field(default_factory=dict)
    """Who is told what, as it is published; planning itself tells nobody."""
    preset: Preset = "standard"
    """How readily managers are warned."""
    _memberships: dict[Attributes, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def attributes(self, entry: Entry, sector: str) -> Attributes:
        """Return what the targets look at, once the *sector* of *entry* is known."""
        return entry.attributes(sector, self._relevant(entry.occupation))

    def _relevant(self, occupation: str | None) -> str:
        """Return the longest prefix of *occupation* that a target names, so that few attributes differ; else ""."""
        if occupation and self._prefixes:
            for length in range(len(occupation), 0, -1):
                if occupation[:length] in self._prefixes:
                    return occupation[:length]
        return ""

    @cached_property
    def _prefixes(self) -> frozenset[str | bool]:
        nothing: frozenset[str | bool] = frozenset()
        return nothing.union(*(series.counts.get("occupation", nothing) for series in self.series))

    def series_of(self, attributes: Attributes) -> tuple[str, ...]:
        """Return the ids of the series to which an entry with *attributes* counts."""
        found = self._memberships.get(attributes)
        if found is None:
            found = tuple(series.id for series in self.series if counts_in(series.counts, attributes))
            self._memberships[attributes] = found
        return found

    def find(self, series: str) -> Series | None:
        """Return the series of that id."""
        return self._by_id.get(series)

    @cached_property
    def _by_id(self) -> dict[str, Series]:
        return {series.id: series for series in self.series}
