"""The notifications over HTTP: for the district's managers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from services.monitoring.notify.delivery import Delivery
from services.monitoring.storage import outgoing
from shared.clock import from_micros
from shared.keys import Caller
from shared.storage import Database
from shared.web.access import district_with
from shared.web.problems import Problem

State = Literal["waiting", "sent", "grouped", "failed"]


class NotificationListed(BaseModel):
    """A notification: what it tells of (`notice`), to whom and how, and what became of it.

    `grouped`: told in a digest. `reason` is why the newest attempt failed. Addresses are not shown.
    """

    id: str
    notice: str
    plan: str
    channel: str
    person: str
    timing: str
    state: State
    attempts: int
    seen_at: datetime | None
    due_at: datetime | None
    reason: str | None


class Replayed(BaseModel):
    """How many notifications are sent once more."""

    replayed: int


Manager = Annotated[
    Caller,
    Depends(district_with("manage", "The notifications are the district's", "They go to people of all offices.")),
]


def create_desk(database: Database, delivery: Delivery) -> APIRouter:
    """Return the routes that list notifications and send some of them once more."""
    router = APIRouter(prefix="/v1", tags=["notifications"])

    @router.get("/notifications")
    async def notifications(
        _: Manager, state: State | None = None, limit: Annotated[int, Query(ge=1, le=1_000)] = 100
    ) -> list[NotificationListed]:
        """List what people were or will be told, the newest first."""
        return [_listed(row) for row in await database.read(outgoing.listed, state, limit)]

    @router.post("/notifications/replay")
    async def replay_failed(_: Manager) -> Replayed:
        """Send everything now that failed for good or waits for another attempt.

        Addresses that were switched off are tried again.
        """
        return await _replay(await database.read(outgoing.of_failed, delivery.wall()))

    @router.post("/notifications/{notification}/replay")
    async def replay(notification: str, _: Manager) -> Replayed:
        """Send a notification once more under the same id that was sent or failed, or now what is tried again later."""
        done = await _replay([notification])
        if not done.replayed:
            detail = "GET /v1/notifications lists them; what is not due or is told in a digest is not sent by itself."
            raise Problem(404, "not-found", "There is nothing to be sent again", detail)
        return done

    async def _replay(ids: Sequence[str]) -> Replayed:
        number = await database.write(outgoing.replay, ids, delivery.wall())
        delivery.sender.wake()
        return Replayed(replayed=number)

    return router


def _listed(row: Any) -> NotificationListed:  # noqa: ANN401 - a row
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name begins so
    moments = {name: from_micros(values[name]) if values[name] else None for name in ("seen_at", "due_at")}
    return NotificationListed(**values | moments)
