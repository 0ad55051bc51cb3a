"""What is marked in the chart of a series: changes of its plan, and courses that are announced to begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.monitoring.charts.corridor import Mark
from services.monitoring.domain.pipeline import course_starts
from services.monitoring.domain.plan import Plan
from services.monitoring.pages.desk import Desk
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.neighbours import Answer
from services.monitoring.pages.shown import Shown
from services.monitoring.storage.pipelines import announced_by_day
from services.monitoring.visibility import may_see_parts
from services.monitoring.words.formats import Formats, Language


@dataclass(frozen=True, slots=True)
class Marks:
    """Days of the year and what happens on them, each in its order."""

    versions: Sequence[Mark] = ()
    starts: Sequence[Mark] = ()

    @property
    def all(self) -> list[Mark]:
        """All of them by day."""
        return sorted([*self.versions, *self.starts], key=lambda mark: mark.day)


NO_MARKS = Marks()


async def marks_of(desk: Desk, state: Shown, series: str, plans: Answer, language: Language) -> Marks:
    """Return what is to be marked; *plans* is planning's list of versions, in which some may be missing."""
    versions = versions_in(plans, state.plan, language)
    # The days of the whole less those of an office's own would tell small cells of the others.
    if not may_see_parts(state.caller):
        return Marks(versions)
    days = await desk.database.read(announced_by_day, state.plan.id, series, state.on, state.known)
    return Marks(versions, starts_in(days, language))


def starts_in(days: Mapping[date, int], language: Language) -> list[Mark]:
    """Return marks for the courses that begin by what is announced for *days*."""
    text, write = texts_in(language)["chart"]["start"], Formats(language)
    return [Mark(day, text.format(n=write.whole(n))) for day, n in course_starts(days)]


def versions_in(plans: Answer, plan: Plan, language: Language) -> list[Mark]:
    """Return marks for the versions of *plan* that took effect within its year."""
    text = texts_in(language)["chart"]["version"]
    found = [
        (date.fromisoformat(one["valid_from"]), one["version"]) for one in plans.body or [] if one["id"] == plan.id
    ]
    return [Mark(day, text.format(version=n)) for day, n in sorted(found) if plan.first_day < day <= plan.last_day]
