"""HTTP to how offices report."""

from fastapi import APIRouter

from services.monitoring.asking import plan_asked
from services.monitoring.feeds.answers import Feeds, present_feed, present_reporting
from services.monitoring.feeds.queries import feeds_of
from services.monitoring.ports import Reading, Records
from services.monitoring.presentation import named
from services.monitoring.routes import Reader
from services.monitoring.visibility import may_see
from services.monitoring.words.formats import Language
from shared.clock import Clock, day_of


def create_feed_routes(reading: Reading, clock: Clock, language: Language) -> APIRouter:
    """Return the route that shows how offices report."""
    router = APIRouter(prefix="/v1", tags=["feeds"])

    @router.get("/feeds")
    async def feeds(caller: Reader, plan: str | None = None, lang: Language | None = None) -> Feeds:
        """Return when each office was last heard of, and whether it is silent: an office sees its own feed."""

        def answer(records: Records) -> Feeds:
            today = day_of(clock())
            shown = plan_asked(records, plan, caller, today)
            return Feeds(
                plan=named(shown),
                evaluated_through=records.newest_day(shown.id),
                reporting=None if caller.office else present_reporting(records.reporting(shown.id)),
                feeds=[
                    present_feed(shown, feed, lang or language)
                    for feed in feeds_of(records, shown, today)
                    if may_see(f"office/{feed.office}", caller)
                ],
            )

        return await reading(answer)

    return router
