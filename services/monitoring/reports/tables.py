"""The figures as tables: what XLSX shows as sheets and CSV as lines, each cell still a figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker

Cell = str | int | float | date | bool | None
Form = Literal["text", "whole", "number", "signed", "share", "day", "flag"]
"""How a column is written; ``signed`` is a deviation, which has a sign."""

Name = Literal["overview", "series", "months", "course", "alerts", "offices", "corrections", "method"]
NAMES: tuple[Name, ...] = get_args(Name)


@dataclass(frozen=True, slots=True)
class Column:
    """A column and how its cells are written."""

    heading: str
    form: Form


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures in one language; a cell without a figure is None."""

    name: Name
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def status_of(report: Report, speaker: Speaker) -> str:
    """Return whether the figures may still change."""
    return speaker.say("final" if report.closing else "provisional")


def table_in(
    name: Name, title: str, speaker: Speaker, columns: Iterable[tuple[str, Form]], rows: Iterable[tuple[Cell, ...]]
) -> Table:
    """Return a table whose headings are those of the texts that *columns* name, each with how its cells are written."""
    return Table(name, title, tuple(Column(speaker.say(key), form) for key, form in columns), tuple(rows))
