"""What stands behind a gap, in words: who makes it up, what is announced, and what to do first."""

import math
from collections.abc import Iterator, Sequence
from textwrap import fill

from services.monitoring.alerts.detail_phrases import DETAILS
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.makeup import MakeUp
from services.monitoring.domain.parts import Part, merged
from services.monitoring.domain.pipeline import Pipeline
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.reasons import Reasons
from services.monitoring.domain.whole_entries import in_whole_entries
from services.monitoring.words.formats import Formats, Language
from services.monitoring.words.sentences import title_of
from shared.privacy import SMALL

COLUMNS = 74
_LINES = 6
"""A longer list is read by nobody; the rest becomes one line."""

_WEEKS = 4


class Details:
    """Tells what stands behind the gaps of one plan in one language."""

    def __init__(self, plan: Plan, language: Language) -> None:
        """Speak about *plan*."""
        self._plan = plan
        self._language = language
        self._write = Formats(language)
        self._phrases = DETAILS[language]

    def paragraphs(self, evaluation: Evaluation, reasons: Reasons) -> list[str]:
        """Return what is to be said, the first thing to do first; lists have their line breaks."""
        lists = ["\n".join(self.list_(one)) for one in reasons.makeup]
        said = [self.first(evaluation, reasons), *lists, self.pipeline(evaluation, reasons.pipeline)]
        return [text for text in said if text]

    def first(self, evaluation: Evaluation, reasons: Reasons) -> str:
        """Return what to do first: settle what is overdue, look where most is missing; else agree on more entries."""
        steps = [*self._overdue(reasons.pipeline), *self._widest(reasons.makeup)]
        steps = steps or list(self._not_announced(evaluation, reasons.pipeline))
        return f"{self._phrases.first}{self._phrases.then.join(steps)}." if steps else ""

    def _overdue(self, pipeline: Pipeline) -> Iterator[str]:
        if overdue := pipeline.shown_overdue:
            yield self._phrases.first_overdue.format(n=self._write.whole(overdue))

    def _widest(self, makeup: Sequence[MakeUp]) -> Iterator[str]:
        gaps = [(part.gap, self._title(part, owing=True)) for one in makeup for part in one.parts if part.series]
        behind = [(gap, title) for gap, title in gaps if gap is not None and gap < 0]
        for gap, title in sorted(behind, key=lambda one: one[0])[:1]:
            yield self._phrases.first_part.format(title=title, n=self._write.signed(gap))

    def _not_announced(self, evaluation: Evaluation, pipeline: Pipeline) -> Iterator[str]:
        if self._plan.working_days_left(evaluation.day) and pipeline.announced < _missing(evaluation):
            yield self._phrases.first_announce

    def list_(self, makeup: MakeUp) -> list[str]:
        """Return *makeup* as a short aligned list whose figures add up."""
        phrases, parts = self._phrases, _at_most(makeup.parts)
        head = (phrases.missing_by if makeup.targets else phrases.reported_by)[makeup.dimension]
        rows = [(self._figure(part), self._title(part, owing=makeup.targets)) for part in parts]
        rows.append((self._figure(merged(parts)), phrases.together))
        width = max(len(figure) for figure, _ in rows)
        return [head, *(_row(f"  {figure.rjust(width)}  ", title) for figure, title in rows)]

    def _figure(self, part: Part) -> str:
        return self._write.whole(part.known) if part.gap is None else self._write.signed(part.gap)

    def _title(self, part: Part, *, owing: bool) -> str:
        if part.series:
            return " ".join(title_of(self._plan.find(part.series), self._language, part.series).split())
        if part.merged:
            return self._phrases.more_parts.format(n=self._write.whole(part.parts))
        return self._phrases.without_target if owing else self._phrases.unnamed

    def pipeline(self, evaluation: Evaluation, pipeline: Pipeline) -> str:
        """Return what is announced, and whether it is enough; "" once the year is over."""
        per_week = evaluation.per_week(self._plan.working_days_left(evaluation.day))
        if per_week is None:
            return ""
        missing = _missing(evaluation)
        needed = min(math.ceil(_WEEKS * per_week.needed), missing)
        return f"{self._announced(pipeline, needed)}.{self._covered(pipeline, missing)}"

    def _announced(self, pipeline: Pipeline, needed: int) -> str:
        phrases, write, announced = self._phrases, self._write.whole, pipeline.shown_announced
        said = phrases.announced_few if announced is None else phrases.announced.format(n=write(announced))
        if announced == 0:
            said = phrases.announced_nothing
        elif pipeline.shown_soon is not None:
            said += phrases.soon.format(n=write(pipeline.shown_soon))
            said += phrases.soon_needed.format(n=write(needed)) if needed else ""
        if pipeline.overdue in SMALL:
            return said + phrases.overdue_few
        return said + (phrases.overdue.format(n=write(pipeline.overdue)) if pipeline.overdue else "")

    def _covered(self, pipeline: Pipeline, missing: int) -> str:
        if not missing:
            return ""
        phrases, announced = self._phrases, pipeline.shown_announced
        figures = {"missing": self._write.whole(missing)}
        if not announced:
            return phrases.still_missing.format(**figures)
        if announced >= missing:
            return phrases.enough.format(**figures)
        return phrases.not_announced.format(n=self._write.whole(missing - announced), **figures)


def _missing(evaluation: Evaluation) -> int:
    return max(evaluation.target - in_whole_entries(evaluation).begun, 0)


def _at_most(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return *parts* with those beyond the sixth merged."""
    if len(parts) <= _LINES + 1 and not (len(parts) == _LINES + 1 and parts[-1].merged):
        return parts
    return (*parts[:_LINES], merged(parts[_LINES:]))


def _row(figure: str, title: str) -> str:
    return fill(title, COLUMNS, initial_indent=figure, subsequent_indent=" " * len(figure), break_on_hyphens=False)
