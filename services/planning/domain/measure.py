"""What an official figure counts: by payer, by the regime that looks after the customer, or by residence."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from services.planning.domain.entry import Entry

_FORM = re.compile(r"(payer|regime)/(SGB[23])|residence(?:/([A-Za-z0-9._\-]{1,64}))?")
_EMPLOYEES = "/employees"


class UnknownMeasure(Exception):
    """A measure is payer/SGB2, payer/SGB3, regime/SGB2, regime/SGB3, residence or residence/OFFICE, + /employees."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Entries of some *offices*, narrowed by who pays, by the customer's regime, and to employees.

    Where a person lives is not in our data. The office that looks after the person is the nearest we have: an office is
    responsible for the people who live in its area. [A]
    """

    offices: frozenset[str]
    payer: str | None = None
    regime: str | None = None
    employees: bool = False

    def counts(self, entry: Entry) -> bool:
        """Say whether the official figure counts *entry* once it has begun."""
        return (
            entry.office in self.offices
            and self.payer in {None, entry.funding}
            and self.regime in {None, entry.regime}
            and (entry.employed or not self.employees)
        )


def read_measure(text: str, offices: Collection[str]) -> Measure:
    """Return the measure called *text* in a district with *offices*. Raises :class:`UnknownMeasure`."""
    name = text.removesuffix(_EMPLOYEES)
    found = _FORM.fullmatch(name)
    if found is None or (found[3] and found[3] not in offices):
        raise UnknownMeasure
    chosen = {found[1]: found[2]} if found[1] else {}
    return Measure(frozenset({found[3]} if found[3] else offices), employees=name != text, **chosen)
