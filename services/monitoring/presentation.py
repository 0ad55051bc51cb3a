"""From how a plan stands to the answers of HTTP."""

from services.monitoring.answers import AlertAnswer, Alerts, ChangeAnswer, EvaluationAnswer, Inputs, PlanName
from services.monitoring.domain.alerts import Kind
from services.monitoring.domain.deviation import PRIOR
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.exposure import FORGETTING
from services.monitoring.domain.history import Alert
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.silence import FeedDay
from services.monitoring.formats import Language
from services.monitoring.queries import Standings
from services.monitoring.sentences import Teller, plain, title_of
from services.monitoring.silence_sentences import tell_its_end, tell_silence


def present_evaluation(plan: Plan, evaluation: Evaluation) -> EvaluationAnswer:
    """Return *evaluation* with all that it follows from."""
    per_week = evaluation.per_week(plan.working_days_left(evaluation.day))
    return EvaluationAnswer(
        day=evaluation.day,
        plan_version=evaluation.plan_version,
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


def present_alert(
    plan: Plan, alert: Alert, evaluation: Evaluation | None, language: Language, feed: FeedDay | None = None
) -> AlertAnswer:
    """Return *alert* with what is to be said about it on the day of *evaluation*, or of a silent *feed*."""
    raised = alert.raised
    return AlertAnswer(
        id=alert.id,
        plan=plan.id,
        plan_version=raised.plan_version,
        series=raised.series,
        title=title_of(plan.find(raised.series), language, raised.series),
        kind=raised.kind,
        severity=alert.severity,
        since=raised.since,
        state="resolved" if alert.resolved_on else "open",
        resolved_on=alert.resolved_on,
        evaluation=present_evaluation(plan, evaluation) if evaluation else None,
        history=[ChangeAnswer(day=one.day, change=one.turn, severity=one.severity) for one in alert.history],
        text=_text(plan, alert, evaluation, language, feed),
    )


def _text(plan: Plan, alert: Alert, evaluation: Evaluation | None, language: Language, feed: FeedDay | None) -> str:
    teller = Teller(plan, language)
    head = teller.head(alert.severity, alert.raised.series)
    if alert.raised.kind is Kind.FEED_SILENT:
        over = alert.resolved_on is not None
        return f"{head} {tell_its_end(alert.history[-1].cause, language) if over else tell_silence(feed, language)}"
    return plain(head, teller.tell(alert.raised.kind, evaluation)) if evaluation else head


def named(plan: Plan) -> PlanName:
    """Return which version of which plan it is."""
    return PlanName(id=plan.id, version=plan.version)


def present_alerts(
    standings: Standings, chosen: list[Alert], evaluations: dict[str, Evaluation | None], language: Language
) -> Alerts:
    """Return the *chosen* alerts of a plan, each with the evaluation that belongs to it."""
    return Alerts(
        plan=named(standings.plan),
        evaluated_through=standings.day,
        settled=standings.settled,
        alerts=[
            present_alert(
                standings.plan, alert, evaluations[alert.id], language, standings.feeds.get(alert.raised.series)
            )
            for alert in chosen
        ],
    )
