"""Alerts as pages show them: by series, with what is to be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.monitoring.domain.alerts import Kind, Severity
from services.monitoring.domain.history import Alert
from services.monitoring.pages.shown import Shown
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import Run, Teller, title_of
from services.monitoring.words.silence_sentences import tell_silence

GRAVEST_FIRST = (Severity.CRITICAL, Severity.WARNING, Severity.TARGET_AT_RISK, Severity.FEED_SILENT)


@dataclass(frozen=True, slots=True)
class Told:
    """The open alerts of one series, told once."""

    series: str
    title: str
    alerts: list[Alert]
    runs: list[Run]


def told_of(shown: Shown, language: Language) -> list[Told]:
    """Return the open alerts by series, the gravest first."""
    by_series: dict[str, list[Alert]] = {}
    for alert in sorted(shown.standings.open_alerts, key=lambda one: GRAVEST_FIRST.index(one.severity)):
        by_series.setdefault(alert.raised.series, []).append(alert)
    return [_told(shown, series, alerts, language) for series, alerts in by_series.items()]


def _told(shown: Shown, series: str, alerts: list[Alert], language: Language) -> Told:
    evaluation = shown.standings.evaluations.get(series)
    kind = Kind.PACE if any(alert.raised.kind is Kind.PACE for alert in alerts) else Kind.TARGET_AT_RISK
    runs = Teller(shown.plan, language).tell(kind, evaluation) if evaluation else []
    if any(alert.raised.kind is Kind.FEED_SILENT for alert in alerts):
        runs = [Run(tell_silence(shown.standings.feeds.get(series), language), strong=False), *runs]
    return Told(series, title_of(shown.plan.find(series), language, series), alerts, runs)


def numbers_of(alerts: Sequence[Alert]) -> list[tuple[Severity, int]]:
    """Return how many alerts stand, by severity, the gravest first."""
    counted = [(severity, sum(alert.severity is severity for alert in alerts)) for severity in GRAVEST_FIRST]
    return [(severity, number) for severity, number in counted if number]
