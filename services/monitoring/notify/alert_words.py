"""What the templates say about one alert, as text in one language."""

from textwrap import fill

from services.monitoring.alerts.detail_phrases import DETAILS
from services.monitoring.alerts.details import COLUMNS, Details
from services.monitoring.domain.alerts import Kind, Turn
from services.monitoring.domain.notices import AlertNotice
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.whole_entries import in_whole_entries
from services.monitoring.words.formats import Formats, Language
from services.monitoring.words.sentences import Teller, plain, title_of
from shared.privacy import SMALL


def wrapped(text: str) -> str:
    """Return *text* as lines that a phone and a terminal show as they are; lists keep the ones they have."""
    if "\n  " in text:
        return text
    return fill(" ".join(text.split(" ")), COLUMNS, break_long_words=False, break_on_hyphens=False)


class AlertWords:
    """The pieces of the texts about one alert."""

    def __init__(self, notice: AlertNotice, plan: Plan, language: Language) -> None:
        """Speak about *notice*."""
        self._notice = notice
        self._write = Formats(language)
        self._phrases = DETAILS[language]
        self._teller = Teller(plan, language)
        self._details = Details(plan, language)
        series = notice.change.series
        # A title of several lines would end the subject, or add headers to a mail.
        self.title = " ".join(title_of(plan.find(series), language, series).split())

    @property
    def small(self) -> bool:
        """So few are reported that no figure may be said."""
        return self._notice.evaluation.known in SMALL

    @property
    def headline(self) -> str:
        """What stands in the subject after the title: the gap, or the outcome where that is what it is about."""
        evaluation = self._notice.evaluation
        if self._notice.change.kind is Kind.TARGET_AT_RISK and not evaluation.too_early:
            figures = {"forecast": evaluation.forecast, "target": evaluation.target}
            written = {name: self._write.whole(figure) for name, figure in figures.items()}
            return self._phrases.forecast_of.format(**written)
        return self._teller.gap(in_whole_entries(evaluation).gap)

    @property
    def paragraphs(self) -> list[str]:
        """The figures: what is behind, by how much, how sure, the year's end, and what is needed."""
        told = self._teller.paragraphs(self._notice.change.kind, self._notice.evaluation)
        return [plain("", runs) for runs in told]

    @property
    def details(self) -> list[str]:
        """What stands behind the figures, while the alert stands."""
        if self._notice.reasons is None or self._notice.change.turn is Turn.RESOLVED:
            return []
        return self._details.paragraphs(self._notice.evaluation, self._notice.reasons)

    @property
    def gap(self) -> str:
        """The gap as one sentence."""
        return self._teller.begun(self._notice.evaluation)

    @property
    def ended(self) -> str:
        """How the alert ended, and how wide the gap has been."""
        change, reasons = self._notice.change, self._notice.reasons
        said = self._phrases.ends.get((change.kind, change.cause), "")
        if reasons is None or reasons.worst is None or round(reasons.worst.gap) >= 0 or self.small:
            return said
        worst = reasons.worst
        widest = self._phrases.worst.format(day=self._write.day(worst.day), n=self._write.whole(-worst.gap))
        return f"{said} {widest}".strip()
