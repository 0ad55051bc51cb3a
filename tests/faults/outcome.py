"""What became of everything that was accepted, as a table."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """How many events were accepted and what became of them; the last three must be nought.

    *lost*: accepted and not in the books. *twice*: in the books more than once. *wrong*: anything else that differs
    from what was recomputed, each figure and each event counting once. *findings* names the first of them.
    """

    accepted: int = 0
    applied: int = 0
    superseded: int = 0
    set_aside: int = 0
    lost: int = 0
    twice: int = 0
    wrong: int = 0
    findings: list[str] = field(default_factory=list)

    def blame(self, what: str, number: int, finding: object = "") -> None:
        """Add *number* to *what* was found, and remember the first such finding."""
        if number:
            setattr(self, what, getattr(self, what) + number)
            self.findings.append(f"{what} {number}: {str(finding)[:300]}")

    @property
    def in_order(self) -> bool:
        """Say whether nothing was lost, counted twice, or wrong."""
        return not (self.lost or self.twice or self.wrong)

    def lines(self) -> Iterator[str]:
        """Yield the table, line by line, and what was found."""
        names = ("accepted", "applied", "superseded", "set_aside", "lost", "twice", "wrong")
        yield "".join(f"{name.replace('_', ' '):>12}" for name in names)
        yield "".join(f"{getattr(self, name):>12,}" for name in names)
        yield from self.findings
