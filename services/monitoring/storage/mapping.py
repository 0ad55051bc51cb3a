"""From rows to what they mean, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

import orjson

from services.monitoring.domain.alerts import Cause, Kind, Level, Severity, Standing, Turn
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.silence import FeedDay
from services.monitoring.reading import plan_of
from shared.events import PlanPublished

_FIGURES = tuple(field.name for field in fields(Evaluation) if field.name != "standing")
_STANDING = tuple(field.name for field in fields(Standing))
_FEED_DAY = tuple(field.name for field in fields(FeedDay))
_CHANGE = tuple(field.name for field in fields(Change))


@lru_cache(maxsize=64)
def plan_in(body: bytes) -> Plan:
    """Return the plan that was stored as *body*; the same few plans are read again and again."""
    return plan_of(PlanPublished.model_validate_json(body))


def place_text(series: Iterable[str]) -> str:
    """Return a place as it is stored: whatever the order in which its series are named, the same text."""
    return orjson.dumps(sorted(set(series))).decode()


@lru_cache(maxsize=10_000)
def series_in(place: str) -> tuple[str, ...]:
    """Return the series of the place that was stored as *place*."""
    return tuple(orjson.loads(place))


def standing_of(row: Mapping[str, Any]) -> Standing:
    """Return where a series stood after the evaluation in *row*."""
    values = {name: row[name] for name in _STANDING}
    return Standing(**values | {"level": Level(row["level"])})


def evaluation_of(row: Mapping[str, Any]) -> Evaluation:
    """Return the evaluation in *row*."""
    return Evaluation(**{name: row[name] for name in _FIGURES}, standing=standing_of(row))


def evaluation_row(plan: str, evaluation: Evaluation) -> dict[str, Any]:
    """Return the row of an *evaluation* of *plan*."""
    figures = {name: getattr(evaluation, name) for name in _FIGURES}
    standing = {name: getattr(evaluation.standing, name) for name in _STANDING}
    return {"plan": plan, **figures, **standing}


def change_of(row: Mapping[str, Any]) -> Change:
    """Return the change in *row*."""
    values = {name: row[name] for name in _CHANGE}
    exact = {"kind": Kind(row["kind"]), "turn": Turn(row["turn"]), "severity": Severity(row["severity"])}
    return Change(**values | exact | {"cause": Cause(row["cause"]) if row["cause"] else None})


def change_row(change: Change) -> dict[str, Any]:
    """Return the row of *change*."""
    return {"id": change.id, **{name: getattr(change, name) for name in _CHANGE}}


def feed_day_of(row: Mapping[str, Any]) -> FeedDay:
    """Return what was heard of an office, in *row*."""
    return FeedDay(**{name: row[name] for name in _FEED_DAY})


def feed_day_row(plan: str, feed: FeedDay) -> dict[str, Any]:
    """Return the row of what was heard of an office of *plan*."""
    return {"plan": plan, **{name: getattr(feed, name) for name in _FEED_DAY}}
