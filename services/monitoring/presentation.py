"""From how a plan stands to the answers of HTTP."""

from collections.abc import Iterator
from typing import Any

from services.monitoring.alerts.cases import TURNS
from services.monitoring.alerts.detail_figures import makeup_figures, pipeline_figures
from services.monitoring.alerts.details import Details
from services.monitoring.answers import (
    AlertAnswer,
    Alerts,
    CalibrationAnswer,
    ChangeAnswer,
    EvaluationAnswer,
    GroupsAnswer,
    Inputs,
    PlanName,
)
from services.monitoring.behind import Behind
from services.monitoring.domain.alerts import Kind
from services.monitoring.domain.deeds import Deed
from services.monitoring.domain.deviation import PRIOR
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.exposure import FORGETTING
from services.monitoring.domain.handling import in_order
from services.monitoring.domain.history import Alert
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.reasons import Reasons
from services.monitoring.queries import Standings
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import Teller, plain, title_of
from services.monitoring.words.silence_sentences import tell_its_end, tell_silence


def present_evaluation(plan: Plan, evaluation: Evaluation) -> EvaluationAnswer:
    """Return *evaluation* with all that it follows from."""
    per_week = evaluation.per_week(plan.working_days_left(evaluation.day))
    return EvaluationAnswer(
        day=evaluation.day,
        plan_version=evaluation.plan_version,
        calibration_version=evaluation.calibration_version,
        target=evaluation.target,
        expected=evaluation.expected,
        expected_known=evaluation.expected_known,
        known=evaluation.known,
        deviation=evaluation.deviation,
        started=evaluation.started,
        gap=evaluation.gap,
        p=evaluation.pace_probability,
        forecast=evaluation.forecast,
        lo80=evaluation.low,
        hi80=evaluation.high,
        chance=evaluation.chance,
        chance95=evaluation.chance95,
        too_early=evaluation.too_early,
        needed_per_week=per_week.needed if per_week else None,
        at_pace_per_week=per_week.at_pace if per_week else None,
        level=evaluation.level,
        target_at_risk=evaluation.target_at_risk,
        incomplete=evaluation.incomplete,
        p_if_reported=evaluation.pace_probability_if_reported,
        inputs=_inputs(evaluation),
    )


def _inputs(evaluation: Evaluation) -> Inputs:
    return Inputs(
        T=evaluation.target,
        n=evaluation.known,
        phi=evaluation.dispersion,
        a=PRIOR,
        kappa=FORGETTING,
        A=evaluation.weighted_known,
        B=evaluation.exposure,
        B2=evaluation.exposure_squared,
        E=evaluation.expected_known,
        Lambda=evaluation.expected,
        w=evaluation.weight,
        r=evaluation.pace,
        m=evaluation.to_come,
        V=evaluation.variance,
        missing=evaluation.missing,
        weighted_missing=evaluation.weighted_missing,
    )


def present_alert(standings: Standings, alert: Alert, behind: Behind, language: Language) -> AlertAnswer:
    """Return *alert* with what is to be said about it on the day of what is *behind* it, and what was done with it."""
    plan, handled, parent = standings.plan, standings.handled[alert.id], standings.family.parent(alert)
    evaluation, raised = behind.evaluation, alert.raised
    return AlertAnswer(
        id=alert.id,
        plan=plan.id,
        plan_version=raised.plan_version,
        series=raised.series,
        title=title_of(plan.find(raised.series), language, raised.series),
        kind=raised.kind,
        severity=alert.severity,
        since=raised.since,
        state=handled.handling.state,
        until=handled.handling.until,
        resolved_on=alert.resolved_on,
        parent=parent.id if parent and alert.resolved_on is None else None,
        children=[one.id for one in standings.family.children(alert)] if alert.resolved_on is None else [],
        told=sorted(handled.told),
        evaluation=present_evaluation(plan, evaluation) if evaluation else None,
        history=list(_history(alert, handled.deeds)),
        text=_text(plan, alert, behind, language),
        **_reasons(plan, evaluation, behind.reasons, language),
    )


def _reasons(plan: Plan, evaluation: Evaluation | None, reasons: Reasons | None, language: Language) -> dict[str, Any]:
    if evaluation is None or reasons is None:
        return {}
    return {
        "makeup": [makeup_figures(plan, one, language) for one in reasons.makeup],
        "pipeline": pipeline_figures(evaluation, reasons.pipeline),
        "details": Details(plan, language).paragraphs(evaluation, reasons),
    }


def _history(alert: Alert, deeds: list[Deed]) -> Iterator[ChangeAnswer]:
    """Yield what became of an alert and what was done with it, in order."""
    severity = alert.raised.severity
    for one in in_order(alert, deeds):
        if isinstance(one, Deed):
            done = TURNS.get(one.what, "noted")
            said = {"at": one.at, "who": one.who, "note": one.note, "until": one.until}
            yield ChangeAnswer(day=one.day, change=done, severity=severity, **said)
        else:
            severity = one.severity
            yield ChangeAnswer(day=one.day, change=one.turn, severity=severity, cause=one.cause)


def present_calibration(plan: Plan, series: str) -> CalibrationAnswer:
    """Return the calibration of *plan*, as far as it concerns *series*."""
    used = plan.calibration
    groups = used.groups.get(series)
    return CalibrationAnswer(
        version=used.version,
        origin=used.origin,
        entries=used.entries,
        measured_on=used.measured_on,
        groups=GroupsAnswer(**groups._asdict()) if groups else None,
        completeness=list(plan.completeness),
    )


def _text(plan: Plan, alert: Alert, behind: Behind, language: Language) -> str:
    teller, raised = Teller(plan, language), alert.raised
    head = teller.head(alert.severity, raised.series)
    if raised.kind is Kind.FEED_SILENT:
        over = alert.resolved_on is not None
        said = tell_its_end(alert.history[-1].cause, language) if over else tell_silence(behind.feed, language)
        return f"{head} {said}"
    return plain(head, teller.tell(raised.kind, behind.evaluation)) if behind.evaluation else head


def named(plan: Plan) -> PlanName:
    """Return which version of which plan it is."""
    return PlanName(id=plan.id, version=plan.version)


def present_alerts(standings: Standings, chosen: list[Alert], behind: dict[str, Behind], language: Language) -> Alerts:
    """Return the *chosen* alerts of a plan, each with what is behind it."""
    return Alerts(
        plan=named(standings.plan),
        evaluated_through=standings.day,
        settled=standings.settled,
        alerts=[present_alert(standings, alert, behind[alert.id], language) for alert in chosen],
    )
