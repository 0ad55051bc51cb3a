"""What makes up a gap: the parts of a series, by sectors and by offices, in whole entries that add up to it exactly.

A part has a gap only where the plan gives it a target; what the plan does not split is not split here either, and only
what is reported is listed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.parts import Part, discreet
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.whole_entries import WholeEntries, in_whole_entries
from shared.apportion import largest_remainder
from shared.privacy import SMALL

Dimension = Literal["sector", "office"]
DIMENSIONS: tuple[Dimension, ...] = ("sector", "office")
Places = Mapping[tuple[str, ...], int]
"""The entries of each place: they count in all the series that it names."""

_ROUNDING = 1e-6
_MILLION = 10**6


@dataclass(frozen=True, slots=True)
class MakeUp:
    """The parts by one dimension; with ``targets`` their gaps add up to that of the series, else ``known`` to its.

    The largest shortfall comes first, without targets the largest count; what is merged comes last.
    """

    dimension: Dimension
    targets: bool
    parts: tuple[Part, ...]


def make_up(
    plan: Plan, evaluation: Evaluation, evaluations: Mapping[str, Evaluation], places: Places
) -> tuple[MakeUp, ...]:
    """Return what makes up the gap of *evaluation*, from all *evaluations* of its day and the *places* known then.

    A dimension that does not cut the series into parts is left out; so is everything where cells could be told from
    a whole of one or two entries.
    """
    inside = {place: entries for place, entries in places.items() if evaluation.series in place}
    if evaluation.known in SMALL or sum(inside.values()) != evaluation.known:
        return ()
    found = (_by(dimension, plan, evaluation, evaluations, inside) for dimension in DIMENSIONS)
    return tuple(one for one in found if one and len(one.parts) > 1)


def _by(
    dimension: Dimension, plan: Plan, evaluation: Evaluation, evaluations: Mapping[str, Evaluation], inside: Places
) -> MakeUp | None:
    parts = [one.id for one in plan.judged if one.within == evaluation.series and _dimension(one.id) == dimension]
    owing = {series: evaluations[series] for series in parts if series in evaluations}
    known = _known(dimension, owing, inside)
    if known is None:
        return None
    if not owing:
        return MakeUp(dimension, targets=False, parts=discreet([Part(series, n) for series, n in known.items() if n]))
    shares = _shares(evaluation, owing, known)
    if not shares:
        return None
    return MakeUp(dimension, targets=True, parts=discreet(_gaps(in_whole_entries(evaluation), shares)))


def _dimension(series: str) -> str:
    """Return by what a series of this id is a part: the last name before its code."""
    return series.split("/")[-2] if "/" in series else ""


def _known(dimension: Dimension, owing: Collection[str], inside: Places) -> dict[str | None, int] | None:
    """Return the entries of each part, None standing for those that no series names; None when parts overlap."""
    known: dict[str | None, int] = dict.fromkeys(owing, 0)
    for place, entries in inside.items():
        mine = [series for series in place if series in owing]
        named = mine or [one for one in place if one.startswith(f"{dimension}/") and one.count("/") == 1]
        if len(named) > 1:
            return None
        part = named[0] if named else None
        known[part] = known.get(part, 0) + entries
    return known


@dataclass(frozen=True, slots=True)
class _Share:
    """A part before rounding: what it should have begun by, and what is still coming in."""

    series: str | None
    known: int
    expected: float
    coming: float
    parts: int = 1


def _shares(around: Evaluation, owing: Mapping[str, Evaluation], known: Mapping[str | None, int]) -> list[_Share]:
    """Return the parts that owe something, and as one the rest: it owes what the plan leaves unsplit.

    None are returned when the parts owe more than the whole: then they are not its parts.
    """
    shares = [
        _Share(one.series, known[one.series], max(one.expected, 0.0), max(one.started - one.known, 0.0))
        for one in owing.values()
    ]
    unsplit = around.expected - sum(share.expected for share in shares)
    trifle = _ROUNDING * max(around.expected, 1.0)
    if unsplit < -trifle:
        return []
    free = {series: entries for series, entries in known.items() if series not in owing}
    if free or unsplit > trifle:
        [name] = free if len(free) == 1 and unsplit <= trifle else [None]
        reported = sum(free.values())
        coming = max(around.started - around.known, 0.0) * max(reported, 0) / max(around.known, 1)
        shares.append(_Share(name, reported, max(unsplit, 0.0), coming, len(free) or 1))
    return shares


def _gaps(whole: WholeEntries, shares: Sequence[_Share]) -> list[Part]:
    """Return the parts with their gaps: what is coming in and what is expected are both split to the entry."""
    coming = _split(whole.coming, [share.coming for share in shares])
    expected = _split(whole.expected, [share.expected for share in shares])
    return [
        Part(share.series, share.known, share.known + more - owed, share.parts)
        for share, more, owed in zip(shares, coming, expected, strict=True)
    ]


def _split(total: int, weights: Sequence[float]) -> list[int]:
    # In millionths, so that what is equal but for the last bits of a float is a tie.
    exact = [Fraction(round(weight * _MILLION)) for weight in weights]
    return largest_remainder(total, exact if sum(exact) else [Fraction(1)] * len(exact))
