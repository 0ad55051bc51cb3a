"""One state of an entry, as far as counting looks at it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Attributes(NamedTuple):
    """What targets may filter by. ``sector`` is the one the rule found, not the one the event may have named.

    ``occupation`` is as much of it as the plan's targets tell apart.
    """

    funding: str
    regime: str
    employed: bool
    office: str
    sector: str
    form: str
    delivery: str
    hours: str
    occupation: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The state of an entry after one revision; ``own_sector`` is what its office said, if it did."""

    status: str
    start_date: date
    own_sector: str | None
    occupation: str | None
    funding: str
    regime: str
    employed: bool
    office: str
    form: str
    delivery: str
    hours: str

    def attributes(self, sector: str, occupation: str) -> Attributes:
        """Return what targets look at, once *sector* and the relevant prefix of the *occupation* are known."""
        return Attributes(
            self.funding,
            self.regime,
            self.employed,
            self.office,
            sector,
            self.form,
            self.delivery,
            self.hours,
            occupation,
        )
