"""The shapes of what is answered about offices' feeds."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from services.monitoring.answers import PlanName
from services.monitoring.domain.plan import Plan
from services.monitoring.feeds.queries import Feed
from services.monitoring.words.formats import Language
from services.monitoring.words.sentences import title_of
from shared.events import ReportingPace
from shared.events.base import Whole


class FeedAnswer(BaseModel):
    """How an office reports.

    `heard` is the newest day on which something of it became known, `last_event` the moment if it is known. `silent`:
    at the end of the newest evaluated day, and nothing has come since. `expected` are the reports that the plan
    expected since it was heard of, `probability` that none of them came by chance. Who sends files has no probability:
    the next one is `due` by a day.
    """

    office: str
    title: str
    fed_by: Literal["events", "files"]
    last_event: datetime | None
    heard: date | None
    silent: bool
    silent_since: date | None
    expected: Whole
    probability: Whole | None
    due: date | None


class ReportingAnswer(BaseModel):
    """How late entries become known on average, and how late they should by the calibration (days)."""

    verdict: Literal["as_calibrated", "slower", "faster"]
    observed_days: Whole
    calibrated_days: Whole
    since: date


class Feeds(BaseModel):
    """How the offices of a plan report; `reporting` is for the district, null until planning has measured it."""

    plan: PlanName
    evaluated_through: date | None
    reporting: ReportingAnswer | None
    feeds: list[FeedAnswer]


def present_feed(plan: Plan, feed: Feed, language: Language) -> FeedAnswer:
    """Return *feed* with the office's title."""
    title = title_of(plan.find(f"office/{feed.office}"), language, feed.office)
    values = {name: getattr(feed, name) for name in FeedAnswer.model_fields if name != "title"}
    return FeedAnswer(title=title, **values)


def present_reporting(reporting: ReportingPace | None) -> ReportingAnswer | None:
    """Return *reporting* as it is answered."""
    return ReportingAnswer(**reporting.model_dump()) if reporting else None
