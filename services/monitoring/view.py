"""What the managers' page shows, as text in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.monitoring.domain.alerts import Kind, Level, Severity
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.history import Alert
from services.monitoring.formats import Formats
from services.monitoring.phrases import SEVERITIES
from services.monitoring.queries import Standings
from services.monitoring.sentences import Run, Teller, title_of
from services.monitoring.silence_sentences import tell_silence
from services.monitoring.texts import Texts

_GRAVEST_FIRST = (Severity.CRITICAL, Severity.WARNING, Severity.TARGET_AT_RISK, Severity.FEED_SILENT)
_TOTALS = ("entries", "employees")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of 100 units: the target is the whole of it unless more is counted."""

    actual: float
    expected: float


@dataclass(frozen=True, slots=True)
class Row:
    """A series: its figures, and how it stands."""

    title: str
    assumed: bool
    target: str
    expected: str
    actual: str
    deviation: str
    behind: bool
    coming: str
    forecast: str
    interval: str
    chance: str
    level: Level
    level_word: str
    at_risk: bool
    bar: Bar


@dataclass(frozen=True, slots=True)
class Badge:
    """How grave an alert is, and since when."""

    severity: Severity
    word: str
    since: str


@dataclass(frozen=True, slots=True)
class Told:
    """The open alerts of one series, told once."""

    title: str
    badges: list[Badge]
    runs: list[Run]


class View:
    """A plan's standings on its newest evaluated day, ready to be shown."""

    def __init__(self, standings: Standings, day: date, texts: Texts) -> None:
        """Show *standings* as of *day* in the language of *texts*."""
        self._standings = standings
        self._plan = standings.plan
        self._day = day
        self._texts = texts
        self._write = Formats(texts.language)

    @property
    def totals(self) -> list[Row]:
        """The total and the employees, as far as they have a target."""
        found = self._standings.evaluations
        return [self._row(found[series]) for series in _TOTALS if series in found]

    @property
    def rows(self) -> list[Row]:
        """All evaluated series, the largest gap first."""
        return [self._row(one) for one in sorted(self._standings.evaluations.values(), key=lambda one: one.deviation)]

    @property
    def without_target(self) -> list[tuple[str, str]]:
        """Title and count of the series that owe nothing, the largest first."""
        counts = self._standings.counts
        shown = [series for series in self._plan.series if series.target is None and series.id in counts]
        ordered = sorted(shown, key=lambda series: -counts[series.id])
        return [(title_of(one, self._texts.language, one.id), self._write.whole(counts[one.id])) for one in ordered]

    @property
    def alerts(self) -> list[Told]:
        """The open alerts by series, the gravest first."""
        by_series: dict[str, list[Alert]] = {}
        for alert in sorted(self._standings.open_alerts, key=lambda one: _GRAVEST_FIRST.index(one.severity)):
            by_series.setdefault(alert.raised.series, []).append(alert)
        return [self._told(series, alerts) for series, alerts in by_series.items()]

    @property
    def counts(self) -> Iterator[tuple[Severity, str, str]]:
        """How many alerts stand, by severity: the severity, the number, and what it is called."""
        for severity in _GRAVEST_FIRST:
            number = sum(alert.severity is severity for alert in self._standings.open_alerts)
            if number:
                yield severity, self._write.whole(number), SEVERITIES[self._texts.language][severity]

    @property
    def at_risk_word(self) -> str:
        """What the flag is called."""
        return SEVERITIES[self._texts.language][Severity.TARGET_AT_RISK]

    @property
    def assumed(self) -> bool:
        """A target is an assumption."""
        return any(row.assumed for row in self.rows)

    def _row(self, evaluation: Evaluation) -> Row:
        series, write = self._plan.find(evaluation.series), self._write
        early = evaluation.too_early
        coming = round(evaluation.started) - evaluation.known
        chance = write.chance(evaluation.chance, self._plan, self._day)
        return Row(
            title=title_of(series, self._texts.language, evaluation.series),
            assumed=series is not None and bool(series.assumption),
            target=write.whole(evaluation.target),
            expected=write.whole(evaluation.expected),
            actual=write.whole(evaluation.known),
            deviation=write.signed(evaluation.known - round(evaluation.expected)),
            behind=evaluation.known < round(evaluation.expected),
            coming=self._texts.still_coming.format(n=write.whole(coming)) if coming > 0 else "",
            forecast=self._texts.too_early if early else write.whole(evaluation.forecast),
            interval="" if early else write.interval(evaluation),
            chance="" if early else self._texts.chance_of.format(target=write.whole(evaluation.target), chance=chance),
            level=evaluation.level,
            level_word=self._texts.levels[evaluation.level],
            at_risk=evaluation.target_at_risk,
            bar=_bar(evaluation),
        )

    def _told(self, series: str, alerts: list[Alert]) -> Told:
        if all(alert.raised.kind is Kind.FEED_SILENT for alert in alerts):
            return self._silent(series, alerts)
        evaluation = self._standings.evaluations.get(series)
        kind = Kind.PACE if any(alert.raised.kind is Kind.PACE for alert in alerts) else Kind.TARGET_AT_RISK
        return Told(
            title=title_of(self._plan.find(series), self._texts.language, series),
            badges=[self._badge(alert) for alert in alerts],
            runs=Teller(self._plan, self._texts.language).tell(kind, evaluation) if evaluation else [],
        )

    def _silent(self, series: str, alerts: list[Alert]) -> Told:
        language = self._texts.language
        said = tell_silence(self._standings.feeds.get(series), language)
        badges = [self._badge(alert) for alert in alerts]
        return Told(title_of(self._plan.find(series), language, series), badges, [Run(said, strong=False)])

    def _badge(self, alert: Alert) -> Badge:
        word = SEVERITIES[self._texts.language][alert.severity]
        return Badge(alert.severity, word, self._texts.since.format(day=self._write.day(alert.raised.since)))


def _bar(evaluation: Evaluation) -> Bar:
    whole = max(evaluation.target, evaluation.known)
    return Bar(round(100 * max(evaluation.known, 0) / whole, 2), round(100 * evaluation.expected / whole, 2))
