"""What makes up a gap as tables of a page: the same parts, figures and words as in mails."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.monitoring.alerts.details import Details
from services.monitoring.domain.makeup import MakeUp
from services.monitoring.domain.parts import Part
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.whole_entries import WholeEntries, in_whole_entries
from services.monitoring.pages.shown import Shown
from services.monitoring.ports import Records
from services.monitoring.telling.explaining import Explainer
from services.monitoring.visibility import may_see_parts
from services.monitoring.words.formats import Language

_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A part: its series where it is one, title, figure, and the length of its bar of at most 200."""

    series: str | None
    title: str
    figure: str
    width: float
    missing: bool


@dataclass(frozen=True, slots=True)
class GapTable:
    """The parts by one dimension; ``together`` is their sum."""

    dimension: str
    head: str
    lines: list[Line]
    together: Line


@dataclass(frozen=True, slots=True)
class Gaps:
    """A gap in whole entries, and the tables of its parts."""

    whole: WholeEntries
    tables: list[GapTable]


def gaps_behind(records: Records, state: Shown, series: str, language: Language) -> Gaps | None:
    """Return what makes up the gap of *series*; None where it has none, and for whom it is not."""
    evaluation = state.standings.evaluations.get(series)
    if evaluation is None or not may_see_parts(state.caller) or in_whole_entries(evaluation).gap >= 0:
        return None
    split = [one for one in Explainer(records, state.plan).makeup(evaluation) if one.targets]
    return Gaps(in_whole_entries(evaluation), tables_of(state.plan, split, language)) if split else None


def tables_of(plan: Plan, makeup: Sequence[MakeUp], language: Language) -> list[GapTable]:
    """Return *makeup* as tables."""
    details = Details(plan, language)
    return [_table(details, one) for one in makeup]


def _table(details: Details, makeup: MakeUp) -> GapTable:
    rows = details.rows(makeup)
    longest = max([abs(_entries(part)) for part, _ in rows[:-1]] + [1])
    lines = [
        Line(part.series, title, details.figure(part), round(abs(n) / longest * _WIDTH, 1), missing=n < 0)
        for part, title in rows
        for n in [_entries(part)]
    ]
    return GapTable(makeup.dimension, details.head(makeup).rstrip(":"), lines[:-1], lines[-1])


def _entries(part: Part) -> int:
    return part.known if part.gap is None else part.gap
