"""Which sector an entry belongs to, and the rule that decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from services.planning.domain.entry import Entry

OTHER = "other"
BASIC_SKILLS = "basic_skills"
_SHORTEST_PREFIX = 2

Rule = Literal["own sector", "form basic_skills", "occupation prefix", "no rule matched"]


class SectorFound(NamedTuple):
    """A sector, the rule that chose it, and the occupation prefix where that decided."""

    sector: str
    rule: Rule
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class SectorRule:
    """The sectors of a plan: their titles, and the sector of each KldB 2010 prefix."""

    titles: Mapping[str, str]
    by_prefix: Mapping[str, str]

    def find(self, entry: Entry) -> SectorFound:
        """Return the sector of *entry*: its own > form basic skills > longest occupation prefix > other."""
        if entry.own_sector is not None and entry.own_sector in self.titles:
            return SectorFound(entry.own_sector, "own sector")
        if entry.form == BASIC_SKILLS:
            return SectorFound(BASIC_SKILLS, "form basic_skills")
        for length in range(len(entry.occupation or ""), _SHORTEST_PREFIX - 1, -1):
            prefix = (entry.occupation or "")[:length]
            if prefix in self.by_prefix:
                return SectorFound(self.by_prefix[prefix], "occupation prefix", prefix)
        return SectorFound(OTHER, "no rule matched")
