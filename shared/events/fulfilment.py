"""How many entries are counted, by the day they began and the day that became known."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from shared.events.base import Event, Instant, IsoDate

_MOST = 2**31 - 1
"""More than anybody could count; every database holds it."""


class Cell(NamedTuple):
    """Entries of a place that began on ``start`` and whose count changed by ``entries`` on ``known``.

    ``place`` is the index of the place in the message. The sum over all days known up to K is what was counted on K.
    ``entries`` is absolute, and the highest ``change`` wins: any order and any repetition of cells ends the same.
    """

    place: Annotated[int, Field(ge=0)]
    start: IsoDate
    known: IsoDate
    entries: Annotated[int, Field(ge=-_MOST, le=_MOST)]
    change: Annotated[int, Field(ge=0, le=2**53 - 1)]


class ReportingPace(Event):
    """How late entries of a plan become known on average, and how late they should by its calibration (days).

    ``since`` is the day by whose end the verdict was first given.
    """

    verdict: Literal["as_calibrated", "slower", "faster"]
    observed_days: float
    calibrated_days: float
    since: IsoDate


class FulfilmentCounted(Event):
    """Planning has counted: these cells have new values.

    A place is the set of series in which an entry counts; an entry stands in one place at a time, so what a series
    counts is the sum over the places that name it. ``announced`` is the same for entries that are agreed and have not
    begun; a cell's place and day may stand in both. ``heard`` says for the offices of whom something arrived when the
    newest of it became known. ``reporting`` is there when its verdict has changed. With a ``canary``, which says when
    intake sent it, a message says nothing else.
    """

    event: Literal["fulfilment.counted"] = "fulfilment.counted"
    version: Literal[1] = 1
    plan: str
    places: list[list[str]]
    cells: list[Cell]
    announced: list[Cell] = Field(default_factory=list)
    heard: dict[str, Instant] = Field(default_factory=dict)
    reporting: ReportingPace | None = None
    canary: Instant | None = None
