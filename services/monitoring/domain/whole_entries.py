"""What has begun and what is missing, in whole entries: as it is said, so that everybody can check the difference."""

from dataclasses import dataclass

from services.monitoring.domain.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class WholeEntries:
    """Entries ``known``, probably begun and still ``coming`` in, and ``expected`` by the plan."""

    known: int
    coming: int
    expected: int

    @property
    def begun(self) -> int:
        """Known ones and those still coming in."""
        return self.known + self.coming

    @property
    def gap(self) -> int:
        """What has begun against what was planned; negative when behind."""
        return self.begun - self.expected


def in_whole_entries(evaluation: Evaluation) -> WholeEntries:
    """Return the figures of *evaluation* rounded one by one."""
    coming = max(round(evaluation.started) - evaluation.known, 0)
    return WholeEntries(evaluation.known, coming, round(evaluation.expected))
