"""A file of entries and a plan in, a row a run, working day and series out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from services.kurs.deviation.entries import Entries
from services.kurs.deviation.plan import read_plan
from services.kurs.deviation.rows import COLUMNS, Judge
from services.kurs.failure import Failure
from services.kurs.spread import spread
from services.monitoring.domain.alerts import Preset
from services.monitoring.domain.exposure import exposure

_RUNS_A_BLOCK = 10
_STANDARD = "-"


def judge_of(plan_file: str, preset: Preset, *, changes_only: bool) -> Judge:
    """Return what judges by the plan in *plan_file* on every working day of its year. Raises :class:`Failure`."""
    with opened(plan_file) as stream:
        plan, dispersion = read_plan(stream.read())
    days = tuple(plan.working_days.between(plan.first_day, plan.last_day))
    return Judge(plan, days, exposure(plan, days), dispersion, preset, changes_only)


def read_entries(events_file: str) -> Entries:
    """Return the entries in *events_file*. Raises :class:`Failure`."""
    entries = Entries()
    with opened(events_file) as stream:
        entries.read(stream)
    return entries


def write_rows(entries: Entries, judge: Judge, out: TextIO, advance: Callable[[int], None]) -> None:
    """Write what *judge* says of all runs; *advance* is told how many are done."""
    out.write(",".join(COLUMNS) + "\n")
    blocks = entries.blocks(judge.plan, _RUNS_A_BLOCK)
    for number, rows in enumerate(spread(judge, blocks), 1):
        out.write(rows)
        advance(min(number * _RUNS_A_BLOCK, entries.number_of_runs))


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Open *file*, or standard input for "-". Raises :class:`Failure`."""
    if file == _STANDARD:
        yield sys.stdin.buffer
        return
    with _stream(Path(file)) as stream:
        yield stream


def _stream(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError:
        raise Failure("no-file", file=file) from None


@contextmanager
def written(file: str) -> Iterator[TextIO]:
    """Write to *file*, which appears when all of it is there, or to standard output for "-"."""
    if file == _STANDARD:
        yield sys.stdout
        return
    part = Path(f"{file}.part")
    try:
        stream = part.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise Failure("deviation-unwritable", file=file, reason=error.strerror) from None
    try:
        with stream:
            yield stream
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
