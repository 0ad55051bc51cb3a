"""Entries of one or many runs, read from JSON lines into columns of 36 bytes an entry."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import numpy as np
from pydantic import BaseModel, Strict, ValidationError

from services.kurs.deviation.faults import Faults, described
from services.monitoring.domain.arrays import Counts
from services.monitoring.domain.known import Changes, counts_in
from services.monitoring.domain.plan import Plan

Name = Annotated[str, Strict()] | Annotated[int, Strict()]
Day = Annotated[date, Strict()]


class Line(BaseModel):
    """One entry: known from ``reported`` on, until it is ``cancelled``; it counts in each of ``series``.

    Other fields are left alone: its ``group`` is in the dispersion of the plan already.
    """

    run: Name
    id: Name
    start: Day
    reported: Day
    cancelled: Day | None
    series: list[str]


_NEVER = 0
"""No ordinal of a day."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some whole runs: their names, and what became known in them."""

    runs: list[str]
    changes: Changes


class Entries:
    """All entries of a file, in any order."""

    def __init__(self) -> None:
        """Begin with none."""
        self._runs: dict[str, int] = {}
        self._places: dict[tuple[str, ...], int] = {}
        self._rows = array("i")
        self._ids, self._lines = array("q"), array("q")

    def read(self, lines: Iterable[bytes]) -> None:
        """Take all *lines*, empty ones left out. Raises :class:`Failure` with all faults at once."""
        faults = Faults()
        for number, line in enumerate(lines, 1):
            if line.strip():
                self._take(number, line, faults)
        self._find_repeated(faults)
        faults.check()

    @property
    def number_of_runs(self) -> int:
        """How many runs there are."""
        return len(self._runs)

    def unknown(self, plan: Plan) -> set[str]:
        """Return the series that entries name and *plan* does not have."""
        return {name for place in self._places for name in place} - {one.id for one in plan.series}

    def blocks(self, plan: Plan, runs_a_block: int) -> Iterator[Block]:
        """Yield the runs in the order in which they first occur."""
        rows = np.array(self._rows, dtype=np.int32).reshape(-1, 5)
        rows = rows[np.argsort(rows[:, 0], kind="stable")]
        membership, names = counts_in(plan, list(self._places)), list(self._runs)
        for first in range(0, len(names), runs_a_block):
            begin, end = np.searchsorted(rows[:, 0], (first, first + runs_a_block))
            columns = _columns(rows[begin:end].astype(np.int64), first)
            yield Block(names[first : first + runs_a_block], Changes(*columns, membership))

    def _take(self, number: int, line: bytes, faults: Faults) -> None:
        try:
            entry = Line.model_validate_json(line)
        except ValidationError as error:
            faults.add(number, "; ".join(described(error)))
            return
        run, place = str(entry.run), tuple(entry.series)
        cancelled = entry.cancelled.toordinal() if entry.cancelled else _NEVER
        self._rows.extend(
            (
                self._runs.setdefault(run, len(self._runs)),
                entry.start.toordinal(),
                entry.reported.toordinal(),
                cancelled,
                self._places.setdefault(place, len(self._places)),
            )
        )
        self._ids.append(hash((run, entry.id)))
        self._lines.append(number)

    def _find_repeated(self, faults: Faults) -> None:
        _, first = np.unique(np.array(self._ids, dtype=np.int64), return_index=True)
        repeated = np.ones(len(self._ids), dtype=np.bool_)
        repeated[first] = False
        for index in np.flatnonzero(repeated).tolist():
            faults.add(self._lines[index], "id: the run has an entry of this id already")


def _columns(rows: Counts, first_run: int) -> tuple[Counts, Counts, Counts, Counts, Counts]:
    """Return year, start, known, place and entries of the changes that *rows* bring."""
    run, start, reported, cancelled, place = rows.T
    gone = np.flatnonzero(cancelled != _NEVER)
    every = np.concatenate([np.arange(len(rows)), gone])
    # What is cancelled before it is reported is never known: it comes and goes on the same day.
    known = np.concatenate([reported, np.maximum(cancelled, reported)[gone]])
    entries = np.concatenate([np.ones_like(run), -np.ones_like(gone)])
    return run[every] - first_run, start[every], known, place[every], entries
