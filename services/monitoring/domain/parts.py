"""Parts of a series, and which of them are too small to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.privacy import hide_small


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a series: ``known`` entries, and its share of the gap where the plan has ``targets`` for the parts.

    Without ``series`` it stands for as many ``parts`` together: those ``merged``, as they are too small to be shown or
    the list is long, or else those without a target of their own.
    """

    series: str | None
    known: int
    gap: int | None = None
    parts: int = 1
    merged: bool = False


def discreet(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return *parts* in order, those merged that are too small to be shown or would tell what these are."""
    ordered = sorted(parts, key=lambda part: -part.known if part.gap is None else part.gap)
    hidden = _hidden([part.known for part in ordered])
    shown = [part for index, part in enumerate(ordered) if index not in hidden]
    return (*shown, merged([ordered[index] for index in sorted(hidden)])) if hidden else tuple(shown)


def _hidden(known: Sequence[int]) -> set[int]:
    """Return which of the parts are not shown. As many ones as their sum would tell each: then one more is hidden."""
    hidden = {index for index, entries in hide_small(dict(enumerate(known))).items() if entries is None}
    others = sorted(set(range(len(known))) - hidden, key=lambda index: (not known[index], known[index], index))
    while hidden and others and sum(known[index] for index in hidden) == len(hidden):
        hidden.add(others.pop(0))
    return hidden


def merged(parts: Sequence[Part]) -> Part:
    """Return *parts* as one that says how many they are."""
    gaps = [part.gap for part in parts if part.gap is not None]
    number = sum(part.parts for part in parts)
    return Part(None, sum(part.known for part in parts), sum(gaps) if gaps else None, number, merged=True)
