"""What stands behind a gap, in words: who makes it up, what is announced, and what to do first."""

import math
from collections.abc import Iterator
from textwrap import fill

from services.monitoring.detail_phrases import DETAILS
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.makeup import MakeUp, Part, merged
from services.monitoring.domain.pipeline import Pipeline
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.reasons import Reasons
from services.monitoring.domain.whole_entries import in_whole_entries
from services.monitoring.formats import Formats, Language
from services.monitoring.sentences import title_of
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
        return [text for text in (self.first(reasons), *lists, self.pipeline(evaluation, reasons.pipeline)) if text]

    def first(self, reasons: Reasons) -> str:
        """Return what to do first: what is overdue, then where most is missing; "" when neither stands out."""
        steps = "".join(f"{self._phrases.then}{step}" for step in self._steps(reasons))
        return f"{self._phrases.first}{steps.removeprefix(self._phrases.then)}." if steps else ""

    def _steps(self, reasons: Reasons) -> Iterator[str]:
        if overdue := reasons.pipeline.shown_overdue:
            yield self._phrases.first_overdue.format(n=self._write.whole(overdue))
        named = [part for one in reasons.makeup if one.targets for part in one.parts if part.series and part.gap]
        worst = min(named, key=lambda part: part.gap or 0, default=None)
        if worst and worst.gap and worst.gap < 0:
            title = self._title(worst, owing=True)
            yield self._phrases.first_part.format(title=title, n=self._write.signed(worst.gap))

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
        missing = max(evaluation.target - in_whole_entries(evaluation).begun, 0)
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


def _at_most(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return *parts* with those beyond the sixth merged."""
    if len(parts) <= _LINES + 1 and not (len(parts) == _LINES + 1 and parts[-1].merged):
        return parts
    return (*parts[:_LINES], merged(parts[_LINES:]))


def _row(figure: str, title: str) -> str:
    return fill(title, COLUMNS, initial_indent=figure, subsequent_indent=" " * len(figure), break_on_hyphens=False)
