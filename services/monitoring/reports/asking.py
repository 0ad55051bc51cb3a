"""Ask planning for what only planning knows, with the reader's own right."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx2
import structlog

from services.monitoring.reports.figures import Pipeline

_WITHIN_S = 2.0
_TOTAL = "entries"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answer:
    """What planning said; ``away``: it was asked and did not answer."""

    pipeline: Pipeline | None = None
    away: bool = False


NOT_ASKED = Answer()


class Planning:
    """Planning's HTTP interface."""

    def __init__(self, url: str) -> None:
        """Ask the service at *url*."""
        self._url = f"{url.rstrip('/')}/v1/board"

    async def pipeline(self, plan: str, day: date, authorization: str) -> Answer:
        """Return what was announced at the end of *day*, as known then."""
        asked = {"plan": plan, "on": day.isoformat(), "known": day.isoformat()}
        try:
            async with asyncio.timeout(_WITHIN_S), httpx2.AsyncClient(trust_env=False) as http:
                answer = await http.get(self._url, params=asked, headers={"Authorization": authorization})
            answer.raise_for_status()
            return Answer(_pipeline(answer.json()))
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, LookupError, TypeError, ValueError) as error:
            log.warning("planning.away", error=type(error).__name__)
            return Answer(away=True)


def _pipeline(board: dict[str, Any]) -> Pipeline:
    total = {one["id"]: one for one in board["series"]}[_TOTAL]
    vouchers = board["potential"]["vouchers"]
    return Pipeline(total["announced"], total["overdue"], vouchers["open"], vouchers["expiring_30d"])
