"""How many entries are counted, by the day they began and the day that became known."""

from typing import Literal

from shared.events.base import Event, IsoDate


class Cell(Event):
    """Entries of a series that began on ``start`` and whose count changed by ``entries`` on ``known``.

    The sum over all days known up to K is what was counted on K. ``entries`` is absolute, and the highest ``change``
    wins: any order and any repetition of cells ends the same.
    """

    series: str
    start: IsoDate
    known: IsoDate
    entries: int
    change: int


class FulfilmentCounted(Event):
    """Planning has counted: these cells have new values."""

    event: Literal["fulfilment.counted"] = "fulfilment.counted"
    version: Literal[1] = 1
    plan: str
    cells: list[Cell]
