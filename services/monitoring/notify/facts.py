"""What a notice about an alert says, in figures for machines; nothing that could point at a person."""

from typing import Any

from services.monitoring.alerts.detail_figures import makeup_figures, pipeline_figures
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Change
from services.monitoring.domain.notices import AlertNotice, SilenceNotice
from services.monitoring.domain.plan import Plan
from services.monitoring.words.formats import Language
from shared.privacy import SMALL


def facts(notice: AlertNotice, plan: Plan, language: Language) -> dict[str, Any]:
    """Return the figures of *notice*; its titles are in *language*."""
    evaluation = notice.evaluation
    found = _about(notice.change) | {
        "target": evaluation.target,
        "expected": round(evaluation.expected, 6),
        "children": [{"series": one.series, "severity": one.severity.value} for one in notice.children],
    }
    return found if evaluation.known in SMALL else found | _figures(evaluation) | _reasons(notice, plan, language)


def silence_facts(notice: SilenceNotice) -> dict[str, Any]:
    """Return the figures of a *notice* about a silent office."""
    feed, found = notice.feed, _about(notice.change) | {"office": notice.office}
    if feed is None:
        return found
    return found | {
        "heard": feed.heard.isoformat() if feed.heard else None,
        "expected_reports": round(feed.expected, 6),
        "probability": feed.probability,
        "due": feed.due.isoformat() if feed.due else None,
    }


def _about(change: Change) -> dict[str, Any]:
    about = ("id", "alert", "plan", "plan_version", "series")
    return {name: getattr(change, name) for name in about} | {
        "change": change.turn.value,
        "kind": change.kind.value,
        "severity": change.severity.value,
        "cause": change.cause.value if change.cause else None,
        "day": change.day.isoformat(),
        "since": change.since.isoformat(),
    }


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "known": evaluation.known,
        "gap": round(evaluation.gap, 6),
        "pace_probability": round(evaluation.pace_probability, 6),
        "forecast": round(evaluation.forecast, 6),
        "lo80": evaluation.low,
        "hi80": evaluation.high,
        "chance": round(evaluation.chance, 6),
    }


def _reasons(notice: AlertNotice, plan: Plan, language: Language) -> dict[str, Any]:
    if not notice.reasons:
        return {}
    return {
        "makeup": [makeup_figures(plan, one, language) for one in notice.reasons.makeup],
        "pipeline": pipeline_figures(notice.evaluation, notice.reasons.pipeline),
    }
