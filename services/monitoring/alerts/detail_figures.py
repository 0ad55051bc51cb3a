"""What stands behind a gap, in figures for machines."""

from typing import Any

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.makeup import MakeUp
from services.monitoring.domain.parts import Part
from services.monitoring.domain.pipeline import Pipeline
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.whole_entries import in_whole_entries
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import title_of


def makeup_figures(plan: Plan, makeup: MakeUp, language: Language) -> dict[str, Any]:
    """Return the parts of *makeup*; a part without a series stands for several."""
    parts = [_part(plan, part, language) for part in makeup.parts]
    return {"by": makeup.dimension, "targets": makeup.targets, "parts": parts}


def _part(plan: Plan, part: Part, language: Language) -> dict[str, Any]:
    title = title_of(plan.find(part.series), language, part.series) if part.series else None
    return {"series": part.series, "title": title, "parts": part.parts, "known": part.known, "gap": part.gap}


def pipeline_figures(evaluation: Evaluation, pipeline: Pipeline) -> dict[str, Any]:
    """Return what is announced, null where it is one or two, and what is missing to the target."""
    return {
        "announced": pipeline.shown_announced,
        "next_28_days": pipeline.shown_soon,
        "overdue": pipeline.shown_overdue,
        "missing": max(evaluation.target - in_whole_entries(evaluation).begun, 0),
    }
