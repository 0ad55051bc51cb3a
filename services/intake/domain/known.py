"""The offices and sectors that the published plans know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.intake.domain.refused import Refused

OTHER = "other"
"""The sector of what lies outside of the plan's fields; every plan has it."""


@dataclass(frozen=True, slots=True)
class PlanCodes:
    """The codes of one version of a plan, and which of its offices send monthly files instead of entries' events."""

    plan: str
    version: int
    year: int
    offices: frozenset[str]
    sectors: frozenset[str]
    fed_by_files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """All codes that an event may name; the feeds are offices with the year of a plan that says how they send."""

    offices: frozenset[str]
    sectors: frozenset[str]
    files: frozenset[tuple[str, int]] = frozenset()
    events: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, plans: Iterable[PlanCodes]) -> "Known":
        """Return what any of *plans* knows."""
        plans = list(plans)
        files = frozenset((office, plan.year) for plan in plans for office in plan.fed_by_files)
        every = frozenset((office, plan.year) for plan in plans for office in plan.offices)
        sectors = frozenset({OTHER}).union(*(plan.sectors for plan in plans))
        return cls(frozenset(office for office, _ in every), sectors, files, every - files)

    def fed_by_files(self, office: str, year: int) -> bool:
        """Say whether the entries of *year* come as files; in a year without a plan when they do so in any other."""
        if (office, year) in self.events:
            return False
        return (office, year) in self.files or any(office == other for other, _ in self.files)

    def refuse_fed_by_files(self, office: str, start: date) -> None:
        """Refuse an entry that begins on *start* when its office sends files instead."""
        if self.fed_by_files(office, start.year):
            detail = "The plan says that this office's entries come as monthly files: POST /v1/imports."
            raise Refused("fed-by-files", "/data/office", detail)

    def refuse_unknown_office(self, office: str) -> None:
        """Refuse an office that is in no plan."""
        if office not in self.offices:
            detail = "Send the code of an office of a published plan, exactly as it stands there."
            raise Refused("unknown-office", "/data/office", detail)

    def refuse_unknown_sector(self, sector: str | None) -> None:
        """Refuse a sector that is in no plan."""
        if sector is not None and sector not in self.sectors:
            detail = "Send a sector code of a published plan, or null to let the occupation decide."
            raise Refused("unknown-sector", "/data/sector", detail)


def refuse_foreign_office(office: str, source: str, caller_office: str | None) -> None:
    """Refuse what is about another office than its source's, or the caller's (None: the district)."""
    if source != f"urn:office:{office.lower()}":
        detail = "'source' is urn:office: and the code of the office of the data, in lower case."
        raise Refused("foreign-office", "/source", detail)
    if caller_office not in {None, office}:
        raise Refused("foreign-office", "/data/office", "The key may send events of its own office only.")
