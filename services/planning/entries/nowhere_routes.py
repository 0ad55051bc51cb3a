"""Entries that count nowhere, over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection

from services.planning.closing.answers import CountsNowhere, EntriesNowhere
from services.planning.domain.entry import Entry
from services.planning.entries.reasons import reason
from services.planning.parts import Parts
from services.planning.storage import histories as store
from services.planning.storage.mapping import entry_from
from services.planning.storage.nowhere import Nowhere, listed
from services.planning.versions.planners import Language
from shared.keys import Caller
from shared.web.access import caller_with

Reader = Annotated[Caller, Depends(caller_with("read"))]


def add_nowhere(router: APIRouter, parts: Parts) -> None:
    """Add the list of entries without a plan."""

    @router.get("/entries", tags=["entries"])
    async def entries(
        caller: Reader,
        state: Annotated[Literal["nowhere"], Query(description="Begun or announced, and in no plan.")],  # noqa: ARG001 - the only list so far
        after: Annotated[int, Query(ge=0, description="`next` of the page before.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
        lang: Language = None,
    ) -> EntriesNowhere:
        """List the entries for whose office and year there is no plan; to an office its own."""

        def answered(connection: Connection) -> EntriesNowhere:
            rows = listed(connection, caller.office, after, limit)
            histories = store.histories(connection, [row.entity for row in rows])
            states = [histories[row.entity].standing for row in rows]
            shown = [entry_from(standing[max(standing)].data) for standing in states]
            last = rows[-1].entity if len(rows) == limit else None
            both = zip(rows, shown, strict=True)
            return EntriesNowhere(entries=[_shown(*one, lang or parts.language) for one in both], next=last)

        return await parts.database.read(answered)


def _shown(row: Nowhere, entry: Entry, language: str) -> CountsNowhere:
    return CountsNowhere(
        source=row.source,
        entry_id=row.key,
        office=entry.office,
        status=entry.status,
        start_date=entry.start_date,
        reason=reason("no-plan", language, office=entry.office, year=entry.start_date.year),
    )
