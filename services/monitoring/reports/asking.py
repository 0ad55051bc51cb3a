"""Ask planning for what only planning knows, with the reader's own right."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx2
import structlog

_WITHIN_S = 2.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answer:
    """Vouchers that may become entries, None where planning did not say; ``away``: it was asked and did not answer."""

    vouchers_open: int | None = None
    expiring_30d: int | None = None
    away: bool = False


NOT_ASKED = Answer()


class Planning:
    """Planning's HTTP interface."""

    def __init__(self, url: str) -> None:
        """Ask the service at *url*."""
        self._url = f"{url.rstrip('/')}/v1/board"

    async def vouchers(self, plan: str, day: date, authorization: str) -> Answer:
        """Return the vouchers at the end of *day*, as known then."""
        asked = {"plan": plan, "on": day.isoformat(), "known": day.isoformat()}
        try:
            async with asyncio.timeout(_WITHIN_S), httpx2.AsyncClient(trust_env=False) as http:
                answer = await http.get(self._url, params=asked, headers={"Authorization": authorization})
            answer.raise_for_status()
            return _vouchers(answer.json())
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, LookupError, TypeError, ValueError) as error:
            log.warning("planning.away", error=type(error).__name__)
            return Answer(away=True)


def _vouchers(board: dict[str, Any]) -> Answer:
    vouchers = board["potential"]["vouchers"]
    return Answer(vouchers["open"], vouchers["expiring_30d"])
