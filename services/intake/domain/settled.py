"""How far planning has dealt with what was accepted: its reports may come twice, and in any order."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Settled:
    """What planning's reports have said so far; times are microseconds.

    ``said_at`` is the time of the newest report. ``put_back_to`` and ``put_back_at`` tell of the newest time when
    planning's books were put back to an older state.
    """

    upto: int
    said_at: int
    put_back_to: int = 0
    put_back_at: int = 0

    def after(self, upto: int, at: int) -> "Settled":
        """Return what holds after the report *upto* of the time *at*.

        A later report that reaches less far says that planning's books were put back; an older one says nothing.
        """
        if at < self.said_at:
            return self
        if at > self.said_at and upto < self.upto:
            return Settled(upto, at, put_back_to=upto, put_back_at=at)
        return replace(self, upto=max(upto, self.upto), said_at=at)

    def believes(self, sequence: int, at: int) -> bool:
        """Say whether a verdict on *sequence* that was given at *at* still holds: its event may not be in the books."""
        return at >= self.put_back_at or sequence <= self.put_back_to
