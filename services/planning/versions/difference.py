"""What changes on the board from one version of a plan to another."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from services.planning.answers import PlanName
from services.planning.domain.counting import Kind
from services.planning.domain.plan import Counts, Plan, Series
from services.planning.domain.tally import Tally
from services.planning.plan.document import PlanDocument
from services.planning.plan.managers import Managers
from services.planning.versions.answers import FiguresOfSeries, PlanDifference, SectorsChanged, SeriesDiffers
from services.planning.versions.difference_words import told
from services.planning.versions.recounting import Recount, Stand, recount


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it was written, and what was computed from it."""

    document: PlanDocument
    plan: Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """Which day's board, with what was known before which instant, in which language."""

    on: date
    known: datetime
    language: str


def difference(connection: Connection, before: Version | None, after: Version, asked: Asked) -> PlanDifference:
    """Return what *after* changes against *before* (None: there was no plan), every stored entry counted under both."""
    old = before.plan if before else None
    counted = recount(connection, [(old, asked.on), (after.plan, asked.on)], asked.known)
    found = PlanDifference(
        plan=PlanName(id=after.plan.id, version=after.plan.version),
        against=PlanName(id=old.id, version=old.version) if old else None,
        reason=after.document.reason,
        on=asked.on,
        known=asked.known,
        words=[],
        series=list(_series(old, after.plan, counted, asked)),
        moving=_moving(counted.stands),
        offices_added=_missing(after.plan.offices, old.offices if old else {}),
        offices_removed=_missing(old.offices if old else {}, after.plan.offices),
        managers_changed=(before.document.managers if before else Managers()) != after.document.managers,
        preset=after.plan.preset,
        preset_before=old.preset if old else None,
    )
    return found.model_copy(update={"words": told(found, after.plan, asked.language)})


def _missing(these: Mapping[str, str], those: Mapping[str, str]) -> dict[str, str]:
    return {office: name for office, name in these.items() if office not in those}


def _series(old: Plan | None, new: Plan, counted: Recount, asked: Asked) -> Iterator[SeriesDiffers]:
    before, after = (_by_id(plan) for plan in (old, new))
    for id_ in dict.fromkeys([*before, *after]):
        was = _figures(old, before.get(id_), counted.tallies[0], asked.on)
        is_ = _figures(new, after.get(id_), counted.tallies[-1], asked.on)
        if was != is_:
            shown = after.get(id_) or before[id_]
            title = shown.title.get(asked.language) or next(iter(shown.title.values()))
            change = "changed" if was and is_ else "added" if is_ else "removed"
            yield SeriesDiffers(id=id_, title=title, change=change, before=was, after=is_)


def _by_id(plan: Plan | None) -> dict[str, Series]:
    return {series.id: series for series in plan.series} if plan else {}


def _figures(plan: Plan | None, series: Series | None, tally: Tally, on: date) -> FiguresOfSeries | None:
    if plan is None or series is None:
        return None
    owed = None if series.target is None else series.expected(on)
    expected = None if owed is None else round(float(owed), 6)
    actual = tally.total(series.id, "counted", begun=True)
    return FiguresOfSeries(
        target=series.target,
        months=None if series.months is None else list(series.months),
        expected=expected,
        actual=actual,
        announced=tally.total(series.id, "planned", begun=False),
        deviation=None if expected is None else round(actual - expected, 6),
        counts=_filter(series.counts),
    )


def _filter(counts: Counts) -> dict[str, list[str]]:
    return {name: sorted(str(value) for value in allowed) for name, allowed in counts.items()}


def _moving(stands: Counter[tuple[Stand | None, Stand | None]]) -> list[SectorsChanged]:
    """Return how many entries stand in another sector than before, from and to which."""
    found: Counter[tuple[str | None, str | None, Kind]] = Counter()
    for (before, after), n in stands.items():
        was, is_ = (stand.sector if stand else None for stand in (before, after))
        if kind := (after or before):
            found[was, is_, kind.kind] += n if was != is_ else 0
    pairs = sorted({pair[:2] for pair, n in found.items() if n}, key=lambda pair: (pair[0] or "", pair[1] or ""))
    return [
        SectorsChanged(before=was, after=is_, counted=found[was, is_, "counted"], announced=found[was, is_, "planned"])
        for was, is_ in pairs
    ]
