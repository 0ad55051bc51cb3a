"""A proposal for moving quota between the parts of a whole, by one stated rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from shared.apportion import largest_remainder


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the whole: what it owes, has counted and has announced, and its pace so far.

    ``pace`` is what it counted for each entry it owed, measured where reporting is complete; None: too early to say.
    """

    id: str
    target: int
    counted: int
    announced: int
    pace: Fraction | None

    @property
    def reachable(self) -> int:
        """Return the entries it will reach: counted and announced ones, or more if it keeps its pace to the end.

        Without a pace the target itself; whole entries, rounded down.
        """
        kept = self.target if self.pace is None else int(self.target * self.pace)
        return max(self.counted + self.announced, kept)


class Proposed(NamedTuple):
    """The targets of the parts in their order, and what is left unallocated of the whole."""

    targets: tuple[int, ...]
    unallocated: int


def propose(whole: int, parts: Sequence[Part]) -> Proposed:
    """Give to parts that are ahead what lies unallocated, and then what others will not reach.

    Each part ahead gets at most its lead (reachable - target), in proportion to the leads; each other part gives at
    most what it will not reach (target - reachable), in proportion to that; both by largest remainder, so the same
    question has the same answer, parts and rest always sum to *whole*, and no target falls below what is counted.
    """
    free = max(whole - sum(part.target for part in parts), 0)
    leads = [max(part.reachable - part.target, 0) for part in parts]
    gaps = [max(part.target - part.reachable, 0) for part in parts]
    given = min(sum(leads), free + sum(gaps))
    from_free = min(given, free)
    gains, losses = _shares(given, leads), _shares(given - from_free, gaps)
    targets = tuple(part.target + gain - loss for part, gain, loss in zip(parts, gains, losses, strict=True))
    return Proposed(targets, whole - sum(targets))


def _shares(total: int, claims: Sequence[int]) -> list[int]:
    """Split *total*, not more than the claims sum to, so that nobody gets more than it claims."""
    return largest_remainder(total, [Fraction(claim) for claim in claims]) if total else [0] * len(claims)
