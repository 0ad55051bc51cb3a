"""Gather the figures of a month from what monitoring keeps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.monitoring.domain.alerts import PRESETS, Preset, Turn
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Alert, Change, alerts_of
from services.monitoring.domain.pipeline import NOTHING_ANNOUNCED
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.silence import FeedDay
from services.monitoring.ports import Records
from services.monitoring.reports.asking import Answer
from services.monitoring.reports.corrections import corrected
from services.monitoring.reports.counting import Starts, months_of, starts_of
from services.monitoring.reports.course import course_of
from services.monitoring.reports.figures import (
    AlertFigures,
    CurvePoint,
    FeedFigures,
    Figures,
    Method,
    MonthFigures,
    Pipeline,
    PlanFigures,
    Quality,
)
from services.monitoring.reports.judging import judged
from services.monitoring.reports.months import Month
from shared.events import PlanPublished

_TOTAL = "entries"
_COMPLETE = 0.99
_ROUNDING = 1e-9
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Given:
    """What the figures of a month are gathered from, besides the records.

    ``heard`` holds the newest day on which a count of an office changed; ``earlier`` are the figures of the newest
    closed month before this one, ``answer`` is planning's.
    """

    plan: Plan
    published: PlanPublished
    heard: Mapping[str, date]
    earlier: Figures | None
    answer: Answer


def gather(records: Records, given: Given, month: Month, day: date, today: date) -> Figures:
    """Return the figures of *month* on its closing *day*, as known at the end of that day."""
    plan = given.plan
    starts = starts_of(records.cells(plan.id, day, day))
    silent = {one.office: _rounded(one) for one in records.feed_days(plan.id, day) if one.silent}
    evaluations = {one.series: one for one in records.evaluations(plan.id, day)}
    months = tuple(months_of(plan, starts, day, _provisional_from(plan, day)))
    return Figures(
        plan=PlanFigures(plan.id, plan.version, plan.year, plan.district_title),
        month=str(month),
        day=day,
        over=month.is_over(today),
        series=tuple(judged(one, starts, evaluations.get(one.id), day, silent) for one in plan.series),
        months=months,
        curve=_curve(plan, starts, evaluations),
        alerts=tuple(_alerts(records.changes(plan.id), month, day)),
        quality=_quality(records, given, day, months, silent),
        method=_method(given.published),
        pipeline=_pipeline(records, given, day),
        planning_away=given.answer.away,
    )


def _rounded(feed: FeedDay) -> FeedDay:
    probability = None if feed.probability is None else round(feed.probability, _DIGITS)
    return replace(feed, expected=round(feed.expected, _DIGITS), probability=probability)


def _curve(plan: Plan, starts: Starts, evaluations: Mapping[str, Evaluation]) -> tuple[CurvePoint, ...]:
    total, evaluation = plan.find(_TOTAL), evaluations.get(_TOTAL)
    return course_of(plan, total, starts.get(_TOTAL, {}), evaluation) if total and evaluation else ()


def _alerts(changes: Sequence[Change], month: Month, day: date) -> Iterator[AlertFigures]:
    """Yield the alerts that stood in *month*, the newest last, as they were at the end of *day*."""
    for alert in alerts_of(change for change in changes if change.day <= day):
        if alert.resolved_on is None or alert.resolved_on >= month.first:
            yield _alert(alert, month)


def _alert(alert: Alert, month: Month) -> AlertFigures:
    raised = alert.raised
    ended = next((change for change in reversed(alert.history) if change.turn is Turn.RESOLVED), None)
    return AlertFigures(
        id=alert.id,
        series=raised.series,
        kind=raised.kind,
        severity=alert.severity,
        since=raised.since,
        new=raised.since >= month.first,
        resolved_on=alert.resolved_on,
        cause=ended.cause if ended and alert.resolved_on else None,
    )


def _quality(
    records: Records, given: Given, day: date, months: Sequence[MonthFigures], silent: Mapping[str, FeedDay]
) -> Quality:
    return Quality(
        provisional_from=_provisional_from(given.plan, day),
        last_change=records.last_known(given.plan.id, day),
        feeds=tuple(_feeds(given, silent)),
        compared_with=given.earlier.month if given.earlier else None,
        corrections=tuple(corrected(given.earlier, months)) if given.earlier else (),
    )


def _feeds(given: Given, silent: Mapping[str, FeedDay]) -> Iterator[FeedFigures]:
    for code, title in given.published.offices.items():
        by_files = code in given.published.fed_by_files
        yield FeedFigures(code, title, by_files, given.heard.get(code), silent.get(code))


def _pipeline(records: Records, given: Given, day: date) -> Pipeline:
    announced, answer = records.pipelines(given.plan.id, day).get(_TOTAL, NOTHING_ANNOUNCED), given.answer
    return Pipeline(announced.shown_announced, announced.shown_overdue, answer.vouchers_open, answer.expiring_30d)


def _provisional_from(plan: Plan, day: date) -> date:
    """Return the first start day whose reporting is less than 99 % complete on *day*, as planning's board does."""
    ages = [age for age, share in enumerate(plan.completeness) if share < _COMPLETE - _ROUNDING]
    return day - timedelta(days=ages[-1] if ages else -1)


def _method(published: PlanPublished) -> Method:
    limits, calibration = PRESETS[Preset(published.preset)], published.calibration
    return Method(
        preset=published.preset,
        warning_wholes=limits[1].warning,
        warning_parts=limits[2].warning,
        calibration=calibration.version,
        origin=calibration.origin,
        entries=calibration.entries,
        measured_on=calibration.measured_on,
    )
