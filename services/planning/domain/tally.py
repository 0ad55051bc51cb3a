"""What is counted for a board: entries by series, month of the start, and whether they have begun by its day."""

from collections import Counter
from collections.abc import Iterable

MONTHS_A_YEAR = 12
_KINDS = {"counted": 0, "planned": 2 * MONTHS_A_YEAR}
_CELLS = 4 * MONTHS_A_YEAR


class Tally:
    """Numbers of entries. Each series has one list of them: a board adds up thousands of rows at each request.

    ``effort`` tells what had to be added up beyond the counters of the moment.
    """

    def __init__(self) -> None:
        """Count nothing yet."""
        self._cells: dict[str, list[int]] = {}
        self.effort: Counter[str] = Counter()

    def add(self, names: Iterable[str], kind: str, month: int, n: int, *, begun: bool) -> None:
        """Add *n* entries that start in *month* (1-12) to each of the series *names*."""
        if not n:
            return
        cell = _KINDS[kind] + begun * MONTHS_A_YEAR + month - 1
        for series in names:
            found = self._cells.get(series)
            if found is None:
                found = self._cells[series] = [0] * _CELLS
            found[cell] += n

    def by_month(self, series: str, kind: str, *, begun: bool) -> list[int]:
        """Return the entries of a series for each month of the start."""
        first = _KINDS[kind] + begun * MONTHS_A_YEAR
        return self._cells.get(series, _NOTHING)[first : first + MONTHS_A_YEAR]

    def total(self, series: str, kind: str, *, begun: bool) -> int:
        """Return the entries of a series, whenever they start."""
        return sum(self.by_month(series, kind, begun=begun))


_NOTHING = [0] * _CELLS
