"""Entries over HTTP: each with its history, and the reason why it counts or not."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from services.planning.arriving.arrivals import ENTRY
from services.planning.domain.revisions import History
from services.planning.entries.answers import EntryExplained
from services.planning.entries.explanation import explain
from services.planning.parts import Parts
from services.planning.questions import Language, Reader
from services.planning.storage import histories as store
from services.planning.storage.mapping import entry_from
from shared.keys import Caller
from shared.web.problems import Problem


def add_entries(router: APIRouter, parts: Parts) -> None:
    """Add the routes of entries."""

    @router.get(
        "/entries/{entry_id}",
        tags=["entries"],
        response_model=EntryExplained,
        responses={300: {"description": "Several sources use this id; choose one with `source`."}},
    )
    async def entry(
        entry_id: str, caller: Reader, source: str | None = None, lang: Language = None
    ) -> EntryExplained | JSONResponse:
        """Return an entry's revisions, whether it counts, where, and why."""
        book = await parts.database.read(parts.shelf.book)
        found = await parts.database.read(_visible, entry_id, caller, source)
        match found:
            case []:
                raise Problem(
                    404, "not-found", "There is no such entry", "Check the id; offices see their own entries."
                )
            case [(of, history)]:
                return explain((of, entry_id), history, book, parts.clock, lang or parts.language)
            case _:
                return JSONResponse({"sources": [of for of, _ in found]}, 300)


def _visible(connection: Connection, entry_id: str, caller: Caller, source: str | None) -> list[tuple[str, History]]:
    """Return the entries of that id which *caller* may see: an office those that are its own now."""
    named = store.entities_named(connection, ENTRY.name, entry_id)
    chosen = {number: of for number, of in named if source in {None, of}}
    histories = store.histories(connection, list(chosen))
    return [
        (chosen[number], history)
        for number, history in histories.items()
        if history.standing and caller.office in {None, entry_from(history.standing[max(history.standing)].data).office}
    ]
