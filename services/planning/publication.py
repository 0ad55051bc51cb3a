"""What planning tells the others: plans with their pace, and what was counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from services.planning.domain.calibration import Calibration as Kept
from services.planning.domain.counting import Changed, Kind
from services.planning.domain.plan import Plan, Series, is_crossed
from services.planning.storage.reporting import Told
from shared.clock import from_micros
from shared.events import (
    Calibration,
    Cell,
    FulfilmentCounted,
    Groups,
    Managers,
    PlannedSeries,
    PlanPublished,
    ReportingPace,
)

_CELLS_AT_MOST = 2_000
"""Cells in one message: a large batch becomes several messages of some 200 KB."""


def plan_event(plan: Plan, at: int, calibration: Kept) -> PlanPublished:
    """Return *plan* with its *calibration* as it is announced, since *at* (microseconds).

    Cells of sector x office are not judged by anybody.
    """
    return PlanPublished(
        plan=plan.id,
        plan_version=plan.version,
        year=plan.year,
        valid_from=plan.valid_from,
        reason=plan.reason,
        author=plan.author,
        mode=plan.mode,
        recordedtime=from_micros(at),
        district=plan.district,
        district_title=plan.district_title,
        offices=dict(plan.offices),
        fed_by_files=sorted(plan.fed_by_files),
        sectors=dict(plan.sectors.titles),
        subdivision=plan.calendar.subdivision,
        closed_days=sorted(plan.calendar.closed),
        completeness=list(calibration.measured.curve.shares),
        series=[_planned(series) for series in plan.series if not series.crossed],
        managers=Managers.model_validate(plan.managers),
        preset=plan.preset,
        calibration=_calibration(calibration),
    )


def _calibration(kept: Kept) -> Calibration:
    measured = kept.measured
    return Calibration(
        version=kept.version,
        origin=measured.curve.origin,
        entries=measured.curve.entries,
        measured_on=measured.day,
        groups={series: Groups(**groups._asdict()) for series, groups in measured.groups.items()},
    )


def _planned(series: Series) -> PlannedSeries:
    anew = series.exposure_from
    return PlannedSeries(
        id=series.id,
        title=dict(series.title),
        tier=series.tier,
        employed=_only(series.counts.get("employed")),
        source=series.source,
        assumption=series.assumption,
        target=series.target,
        daily={day: float(entries) for day, entries in series.daily.items()},
        exposure_from=anew,
        within=series.within,
        started=None if anew is None else int(series.expected(anew) - series.daily.get(anew, 0)),
    )


def _only(allowed: frozenset[str | bool] | None) -> bool | None:
    """Return the one value that counts, or None when both do."""
    return bool(next(iter(allowed))) if allowed and len(allowed) == 1 else None


def reporting_event(plan: str, told: Told) -> FulfilmentCounted:
    """Return what is told of how the reports of *plan* keep to its calibration."""
    return FulfilmentCounted(plan=plan, places=[], cells=[], reporting=ReportingPace(**told._asdict()))


def fulfilment_events(
    changed: Iterable[Changed], heard: Mapping[str, Mapping[str, int]]
) -> Iterator[FulfilmentCounted]:
    """Yield the changed cells of each plan in messages of bounded size, the first with what was *heard* of offices."""
    by_plan: dict[str, list[Changed]] = {}
    for one in changed:
        by_plan.setdefault(one.place.plan, []).append(one)
    for plan in sorted(by_plan.keys() | heard.keys()):
        cells = by_plan.get(plan, [])
        newest = {office: from_micros(known) for office, known in heard.get(plan, {}).items()}
        for first in range(0, max(len(cells), 1), _CELLS_AT_MOST):
            yield _message(plan, cells[first : first + _CELLS_AT_MOST], {} if first else newest)


def _message(plan: str, changed: Sequence[Changed], heard: Mapping[str, datetime]) -> FulfilmentCounted:
    places = {series: number for number, series in enumerate(dict.fromkeys(one.place.series for one in changed))}
    cells: dict[Kind, list[Cell]] = {"counted": [], "planned": []}
    for one in changed:
        cells[one.place.kind].append(Cell(places[one.place.series], *one[1:]))
    return FulfilmentCounted.model_construct(
        plan=plan,
        places=[[series for series in place if not is_crossed(series)] for place in places],
        cells=cells["counted"],
        announced=cells["planned"],
        heard=dict(heard),
    )
