"""Figures as tables for people and as JSON for machines."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from services.kurs.bench.board import Asked
from services.kurs.bench.figures import Intake, Pace, Spread
from services.kurs.bench.growth import Growth
from services.kurs.bench.machine import Machine
from services.kurs.figures import number
from services.kurs.texts import Language, say

_READING = "XREADGROUP + XACK"


class Replayed:
    """All paces of one run, and what they are to each other."""

    def __init__(self, paces: Sequence[Pace]) -> None:
        """Compare *paces* of one or several databases."""
        self.paces = paces

    def of_limit(self, pace: Pace) -> float | None:
        """Return the share of what reading the streams alone allows on that database's rig."""
        limits = [one for one in self.paces if one.name == _READING and one.database == pace.database]
        return pace.per_second / limits[0].per_second if limits else None

    def times_best_peer(self, pace: Pace) -> float | None:
        """Return how many times as fast *pace* is as the fastest peer on the same database; None for limits."""
        peers = [one.per_second for one in self.paces if one.role == "peer" and one.database == pace.database]
        return pace.per_second / max(peers) if peers and pace.role != "limit" else None

    def as_json(self) -> list[dict[str, Any]]:
        """Return one object a pace."""
        return [
            {
                **asdict(pace),
                "per_second": round(pace.per_second, 1),
                "of_limit": self.of_limit(pace),
                "times_best_peer": self.times_best_peer(pace),
            }
            for pace in self.paces
        ]

    def tables(self, language: Language) -> Iterator[Table]:
        """Yield a table a database, with a row a pace."""
        for database in dict.fromkeys(pace.database for pace in self.paces):
            columns = ("rate", "of-limit", "of-peer", "number", "memory")
            table = _table(say("bench-replay-title", language, database=database), ("what",), columns, language)
            for pace in self.paces:
                if pace.database == database:
                    table.add_row(*self._row(pace, language), style="bold" if pace.role == "product" else "")
            yield table

    def _row(self, pace: Pace, language: Language) -> list[str]:
        share, times = self.of_limit(pace), self.times_best_peer(pace)
        return [
            pace.name,
            number(round(pace.per_second), language),
            "–" if share is None else f"{number(100 * share, language)} %",
            "–" if times is None else f"{number(times, language)} ×",
            number(pace.events, language),
            number(pace.memory_mb, language),
        ]


def growth_table(growths: Sequence[Growth], language: Language) -> Table:
    """Return what ten times as many events cost."""
    table = _table(say("bench-growth-title", language), ("database",), ("small", "large", "times", "memory"), language)
    for growth in growths:
        paces = (f"{number(pace.events, language)}: {number(pace.seconds, language)} s" for pace in growth.paces)
        memory = " → ".join(number(pace.memory_mb, language) for pace in growth.paces)
        table.add_row(growth.database, *paces, f"{number(growth.times, language)} ×", memory)
    return table


def ingest_tables(measured: Sequence[Intake], language: Language) -> Iterator[Table]:
    """Yield a table a database, with a row a measurement."""
    for one in measured:
        title = say("bench-ingest-title", language, database=one.database)
        table = _table(title, ("what",), ("rate", "p50", "p99", "longest"), language)
        rate, batches = number(one.rate, language), number(round(one.batches.per_second), language)
        table.add_row(say("bench-row-single", language), rate, *_waits(one.single, language))
        table.add_row(say("bench-row-batches", language), batches, "–", "–", "–")
        table.add_row(say("bench-row-live", language), rate, *_waits(one.live, language))
        table.add_row(say("bench-row-fresh", language), rate, *_waits(one.fresh, language))
        yield table


def memory_table(measured: Sequence[Intake], language: Language) -> Table:
    """Return the peak of memory of each service."""
    services = list(measured[0].memory_mb)
    table = Table("", *services, title=say("bench-memory-title", language), title_justify="left", box=None)
    for one in measured:
        table.add_row(one.database, *(number(peak, language) for peak in one.memory_mb.values()))
    return table


def board_tables(asked: Sequence[Asked], language: Language) -> Iterator[Table]:
    """Yield a table a database, with a row a kind of question."""
    for database in dict.fromkeys(one.database for one in asked):
        columns = ("events", "writes", "p50", "p99", "longest")
        table = _table(say("bench-board-title", language, database=database), ("what",), columns, language)
        for one in asked:
            if one.database == database:
                counts = number(one.events, language), number(one.writes, language)
                table.add_row(say(f"bench-question-{one.question}", language), *counts, *_waits(one.waits, language))
        yield table


def machine_line(machine: Machine, language: Language) -> str:
    """Return what the figures depend on."""
    sync = number(machine.sync_ms, language)
    return say("bench-machine", language, cores=machine.cores, python=machine.python, sync=sync)


def growth_json(growths: Sequence[Growth]) -> list[dict[str, Any]]:
    """Return one object a database."""
    return [{**asdict(growth), "times": growth.times} for growth in growths]


def ingest_json(measured: Sequence[Intake]) -> list[dict[str, Any]]:
    """Return one object a database."""
    return [{**asdict(one), "batches_per_second": one.batches.per_second} for one in measured]


def _table(title: str, left: Sequence[str], right: Sequence[str], language: Language) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in left:
        table.add_column(say(f"bench-{name}", language))
    for name in right:
        table.add_column(say(f"bench-{name}", language), justify="right", no_wrap=True)
    return table


def _waits(waits: Spread, language: Language) -> list[str]:
    return [f"{number(value, language)} ms" for value in (waits.p50, waits.p99, waits.longest)]
