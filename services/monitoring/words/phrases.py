"""The sentences in which alerts are told, in German and English."""

from dataclasses import dataclass

from services.monitoring.domain.alerts import Severity
from services.monitoring.words.formats import Language


@dataclass(frozen=True, slots=True)
class Patterns:
    """The sentences of one language; what stands between ``**`` is strong."""

    begun: str
    begun_and_reported: str
    too_few: str
    more: str
    as_planned: str
    tempo: str
    forecast: str
    too_early: str
    nearly: str
    needed: str


PATTERNS: dict[Language, Patterns] = {
    "de": Patterns(
        begun="Begonnen rund {started} ({known} gemeldet, rund {coming} noch unterwegs), Plan {expected}: **{gap}**.",
        begun_and_reported="Begonnen und gemeldet {known}, Plan {expected}: **{gap}**.",
        too_few="{n} zu wenig",
        more="{n} mehr als geplant",
        as_planned="wie geplant",
        tempo="Tempo {pace} des Plans; Wahrscheinlichkeit, dass es noch im Plan liegt: {p}.",
        forecast="Prognose Jahresende **{forecast} (80\N{NO-BREAK SPACE}%: {interval})**, "
        "Chance auf {target}: **{chance}**.",
        too_early="Für eine Prognose ist es zu früh.",
        nearly="Chance auf mindestens {nearly} (95\N{NO-BREAK SPACE}% des Ziels): **{chance95}**.",
        needed="Nötig ab jetzt **{needed} je Woche**, bei jetzigem Tempo {at_pace}.",
    ),
    "en": Patterns(
        begun="About {started} begun ({known} reported, some {coming} still on their way), plan {expected}: **{gap}**.",
        begun_and_reported="{known} begun and reported, plan {expected}: **{gap}**.",
        too_few="{n} too few",
        more="{n} more than planned",
        as_planned="as planned",
        tempo="Pace {pace} of the plan; probability that it is still on plan: {p}.",
        forecast="Forecast for the year's end **{forecast} (80%: {interval})**, chance of {target}: **{chance}**.",
        too_early="It is too early for a forecast.",
        nearly="Chance of at least {nearly} (95% of the target): **{chance95}**.",
        needed="Needed from now on **{needed} a week**, at the present pace {at_pace}.",
    ),
}

SEVERITIES: dict[Language, dict[Severity, str]] = {
    "de": {
        Severity.WARNING: "Warnung",
        Severity.CRITICAL: "Kritisch",
        Severity.TARGET_AT_RISK: "Ziel gefährdet",
        Severity.FEED_SILENT: "Meldelücke",
    },
    "en": {
        Severity.WARNING: "Warning",
        Severity.CRITICAL: "Critical",
        Severity.TARGET_AT_RISK: "Target at risk",
        Severity.FEED_SILENT: "Reporting gap",
    },
}

ENDED_BY_PLAN: dict[Language, str] = {"de": "durch Planänderung beendet", "en": "ended by a change of the plan"}
