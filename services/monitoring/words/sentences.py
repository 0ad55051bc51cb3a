"""An alert in sentences that a manager can repeat."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.monitoring.domain.alerts import Kind, Severity
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.plan import Plan, Series
from services.monitoring.domain.whole_entries import in_whole_entries
from services.monitoring.words.formats import Formats, Language
from services.monitoring.words.phrases import PATTERNS, SEVERITIES


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence; the strong ones carry it."""

    text: str
    strong: bool


def title_of(series: Series | None, language: Language, otherwise: str = "") -> str:
    """Return a series' title in *language*, else in German, else *otherwise* or its id."""
    if series is None:
        return otherwise
    return series.title.get(language) or series.title.get("de") or series.id


class Teller:
    """Tells the alerts of one plan in one language."""

    def __init__(self, plan: Plan, language: Language) -> None:
        """Speak about *plan*."""
        self._plan = plan
        self._language = language
        self._formats = Formats(language)
        self._patterns = PATTERNS[language]

    def head(self, severity: Severity, series: str) -> str:
        """Return how grave it is, and about what."""
        title = title_of(self._plan.find(series), self._language, series)
        return f"{SEVERITIES[self._language][severity]} \N{EN DASH} {title}."

    def tell(self, kind: Kind, evaluation: Evaluation) -> list[Run]:
        """Return what is to be said about a series with an alert of *kind*, on the day of *evaluation*."""
        return [run for paragraph in self.paragraphs(kind, evaluation) for run in paragraph]

    def paragraphs(self, kind: Kind, evaluation: Evaluation) -> list[list[Run]]:
        """Return the same in paragraphs: what the alert is about comes first."""
        if kind is Kind.PACE:
            parts = ((self._begun, self._tempo), (self._forecast, self._needed))
        else:
            parts = ((self._forecast, self._nearly), (self._begun, self._needed))
        return [[run for part in paragraph for run in part(evaluation)] for paragraph in parts]

    def begun(self, evaluation: Evaluation) -> str:
        """Return the sentence that says the gap."""
        return plain("", self._begun(evaluation))

    def _begun(self, evaluation: Evaluation) -> list[Run]:
        """Tell the figures as they are shown: their difference is the one that everybody can check."""
        whole = in_whole_entries(evaluation)
        pattern = self._patterns.begun if whole.coming else self._patterns.begun_and_reported
        return self._runs(
            pattern,
            gap=self.gap(whole.gap),
            started=whole.begun,
            known=whole.known,
            coming=whole.coming,
            expected=whole.expected,
        )

    def gap(self, gap: int) -> str:
        """Return how many entries are missing, or how many there are beyond the plan."""
        if gap == 0:
            return self._patterns.as_planned
        pattern = self._patterns.too_few if gap < 0 else self._patterns.more
        return pattern.format(n=self._formats.whole(abs(gap)))

    def _tempo(self, evaluation: Evaluation) -> list[Run]:
        write = self._formats
        p = write.probability(evaluation.pace_probability)
        return self._runs(self._patterns.tempo, pace=write.percent(evaluation.pace), p=p)

    def _forecast(self, evaluation: Evaluation) -> list[Run]:
        if evaluation.too_early:
            return self._runs(self._patterns.too_early)
        return self._runs(
            self._patterns.forecast,
            forecast=round(evaluation.forecast),
            interval=self._formats.interval(evaluation),
            target=evaluation.target,
            chance=self._formats.chance(evaluation.chance, self._plan, evaluation.day),
        )

    def _nearly(self, evaluation: Evaluation) -> list[Run]:
        chance = self._formats.chance(evaluation.chance95, self._plan, evaluation.day)
        return self._runs(self._patterns.nearly, nearly=evaluation.nearly, chance95=chance)

    def _needed(self, evaluation: Evaluation) -> list[Run]:
        per_week = evaluation.per_week(self._plan.working_days_left(evaluation.day))
        if per_week is None:
            return []
        write = self._formats
        needed, at_pace = write.tenths(per_week.needed), write.tenths(per_week.at_pace)
        return self._runs(self._patterns.needed, needed=needed, at_pace=at_pace)

    def _runs(self, pattern: str, **values: str | int) -> list[Run]:
        """Fill *pattern* piece by piece, so that no value can make anything strong; whole numbers are written out."""
        written = {
            name: self._formats.whole(value) if isinstance(value, int) else value for name, value in values.items()
        }
        pieces = (pattern + " ").split("**")
        return [Run(piece.format(**written), strong=place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def plain(head: str, runs: Iterable[Run]) -> str:
    """Return an alert as one line of text."""
    return f"{head} {''.join(run.text for run in runs)}".strip()
