"""What is asked of a monthly file, and what is told of it."""

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.filed import KINDS, Differences, Month
from services.intake.domain.holding_back import Reason
from services.intake.lines import Sheet
from services.intake.ports import Standing


class UnknownOffice(Exception):
    """The office is in no published plan."""


class FedByEvents(Exception):
    """The entries of the office come as events in that year."""


class NotYet(Exception):
    """The month has not begun by the time at which the file is said to be known, or that time is not yet."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done with a file; *known* is when it became known, None: now."""

    office: str
    month: Month
    known: datetime | None = None
    dry_run: bool = False
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a file says, what it changes, and why it should wait for somebody to confirm it."""

    errand: Errand
    known: datetime
    digest: str
    sheet: Sheet
    standing: Standing
    differences: Differences
    reasons: Sequence[Reason]

    @property
    def changes_nothing(self) -> bool:
        """Say whether this is the last accepted file once more, and says nothing new."""
        return self.standing.last == (self.errand.month, self.digest) and not self.differences.changes

    @property
    def counts(self) -> dict[str, int]:
        """The lines and the changes by name."""
        kinds = Tally(change.kind for change in self.differences.changes)
        return {
            "lines": self.sheet.lines,
            **{kind: kinds[kind] for kind in KINDS},
            "unchanged": self.differences.unchanged,
            "kept": len(self.differences.kept),
            "refused": self.sheet.refused,
        }


class NothingAcceptable(Exception):
    """Every line of a file was refused."""

    def __init__(self, report: Report) -> None:
        """Tell of *report*."""
        super().__init__("nothing-accepted")
        self.report = report


class HeldBack(Exception):
    """A file would do what somebody has to confirm first."""

    def __init__(self, report: Report) -> None:
        """Tell of *report*."""
        super().__init__("held-back")
        self.report = report
