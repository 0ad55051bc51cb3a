"""A silent office in sentences, in German and English: that nothing arrives is not said as "behind"."""

from dataclasses import dataclass

from services.monitoring.domain.alerts import Cause
from services.monitoring.domain.silence import FeedDay
from services.monitoring.words.formats import Formats, Language


@dataclass(frozen=True, slots=True)
class _Patterns:
    since: str
    never: str
    expected: str
    file_due: str
    not_behind: str
    over: dict[Cause | None, str]


_PATTERNS: dict[Language, _Patterns] = {
    "de": _Patterns(
        since="Seit dem {heard} ist nichts mehr angekommen.",
        never="Von dieser Dienststelle ist noch nie etwas angekommen.",
        expected="Laut Plan waren seitdem rund {expected} Meldungen zu erwarten; "
        "dass keine davon käme, hätte eine Wahrscheinlichkeit von {p}.",
        file_due="Die nächste Monatsdatei war bis {due} fällig; rund {expected} Meldungen waren darin zu erwarten.",
        not_behind="Das heißt nicht, dass die Dienststelle zurückliegt: Es fehlen Daten.",
        over={
            None: "Die Lücke besteht nicht mehr.",
            Cause.HEARD_AGAIN: "Es kommen wieder Meldungen.",
            Cause.PLAN_CHANGE: "Durch eine Planänderung wird nichts mehr erwartet, was fehlt.",
        },
    ),
    "en": _Patterns(
        since="Nothing has arrived since {heard}.",
        never="Nothing has ever arrived from this office.",
        expected="The plan expected about {expected} reports since then; "
        "that none of them came would have a probability of {p}.",
        file_due="The next monthly file was due by {due}; about {expected} reports were expected in it.",
        not_behind="This does not mean that the office is behind: data are missing.",
        over={
            None: "The gap is no more.",
            Cause.HEARD_AGAIN: "Reports arrive again.",
            Cause.PLAN_CHANGE: "By a change of the plan nothing is expected any more that is missing.",
        },
    ),
}


def tell_silence(feed: FeedDay | None, language: Language) -> str:
    """Return what is to be said of a silent office: since when, what was expected, and how unlikely that is."""
    if feed is None:
        return ""
    write, patterns = Formats(language), _PATTERNS[language]
    heard = patterns.since.format(heard=write.day(feed.heard)) if feed.heard else patterns.never
    return " ".join((heard, _missing(feed, write, patterns), patterns.not_behind))


def _missing(feed: FeedDay, write: Formats, patterns: _Patterns) -> str:
    expected = write.whole(feed.expected)
    if feed.probability is not None:
        return patterns.expected.format(expected=expected, p=write.probability(feed.probability))
    return patterns.file_due.format(expected=expected, due=write.day(feed.due)) if feed.due else ""


def tell_its_end(cause: Cause | None, language: Language) -> str:
    """Return why an office is no longer silent."""
    over = _PATTERNS[language].over
    return over.get(cause, over[None])
