"""The offices and sectors that the published plans know."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.intake.domain.refused import Refused

OTHER = "other"
"""The sector of what lies outside of the plan's fields; every plan has it."""


@dataclass(frozen=True, slots=True)
class PlanCodes:
    """The codes of one version of a plan."""

    plan: str
    version: int
    offices: frozenset[str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """All codes that an event may name."""

    offices: frozenset[str]
    sectors: frozenset[str]

    @classmethod
    def of(cls, plans: Iterable[PlanCodes]) -> "Known":
        """Return what any of *plans* knows."""
        plans = list(plans)
        offices = frozenset[str]().union(*(plan.offices for plan in plans))
        return cls(offices, frozenset({OTHER}).union(*(plan.sectors for plan in plans)))

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
