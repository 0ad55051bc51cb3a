"""From our count of a month to the official one: each difference is a line, and the lines add up.

The bridge goes through four sets of entries, each counted whole: ours; ours in the official month; the same as it was
known at the official cut-off; the official measure at that cut-off. Between two sets a line says what leaves and a line
what joins, by the reason, so that the sums cannot differ.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from services.planning.domain.official_months import Span

Status = Literal["begun", "announced", "cancelled"]

SUMS = ("ours", "by-our-data")
"""The count with which the bridge begins, and the one at which it arrives."""

DIFFERENCES = (
    "other-official-month",
    "other-calendar-month",
    "unknown-at-cut-off",
    "cancelled-since",
    "corrected-into",
    "corrected-out-of",
    "outside-measure",
    "outside-series",
)
"""What lies between the two, in the order of the sets."""


class State(NamedTuple):
    """What a revision says of an entry; ``ours``: it is of the series asked for, ``official``: of the measure."""

    status: Status
    start: date
    ours: bool
    official: bool


class Life(NamedTuple):
    """An entry as known *now* and as known *then*, at the official cut-off; None: not heard of yet."""

    now: State | None
    then: State | None


class Line(NamedTuple):
    """A line of the bridge: a sum, or by how much it changes."""

    id: str
    entries: int
    is_sum: bool = False


def bridge(lives: Iterable[Life], own: Span, official: Span) -> list[Line]:
    """Return the lines from our count of the starts in *own* to the official count of the starts in *official*."""
    counted: Counter[str] = Counter()
    for life in lives:
        counted.update(dict(_steps(life, own, official)))
    ours, by_our_data = SUMS
    found = [Line(name, counted[name]) for name in DIFFERENCES]
    return [
        Line(ours, counted[ours], is_sum=True),
        *found,
        Line(by_our_data, counted[ours] + sum(line.entries for line in found), is_sum=True),
    ]


def _steps(life: Life, own: Span, official: Span) -> Iterator[tuple[str, int]]:
    """Yield for one entry the lines in which it stands: at most one where each of the sets begins."""
    now, then = life
    in_ours = _begun(now, own) and _is_ours(now)
    in_their_month = _begun(now, official) and _is_ours(now)
    known_then = _begun(then, official) and _is_ours(then)
    in_theirs = _begun(then, official) and then is not None and then.official
    if in_ours:
        yield "ours", 1
    if in_ours != in_their_month:
        yield ("other-official-month", -1) if in_ours else ("other-calendar-month", 1)
    if in_their_month != known_then:
        yield _known_otherwise(life, joins=known_then)
    if known_then != in_theirs:
        yield ("outside-measure", -1) if known_then else ("outside-series", 1)


def _begun(state: State | None, span: Span) -> bool:
    return state is not None and state.status == "begun" and span.holds(state.start)


def _is_ours(state: State | None) -> bool:
    return state is not None and state.ours


def _known_otherwise(life: Life, *, joins: bool) -> tuple[str, int]:
    """Return why the cut-off saw an entry that is not ours now (*joins*), or did not see one that is."""
    state = life.now if joins else life.then
    begun = state is not None and state.status == "begun"
    if joins:
        return ("corrected-out-of" if begun else "cancelled-since"), 1
    return ("corrected-into" if begun else "unknown-at-cut-off"), -1
