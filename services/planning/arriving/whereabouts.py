"""Keeping the list of the entries that count nowhere, because no plan is there for their office and year."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from services.planning.domain.counting import nowhere
from services.planning.domain.revisions import History
from services.planning.storage.mapping import entry_from
from services.planning.storage.nowhere import put, take_off
from services.planning.storage.plans import PlanBook

Cells = Callable[[str], Iterable[Any]]


def note_nowhere(
    connection: Connection,
    cells: Cells,
    book: PlanBook,
    before: Mapping[int, History] | None,
    after: Mapping[int, History],
) -> None:
    """Bring the list up to date for the entries in *after*; those that *before* shows to be off it need no look."""
    lost = {entity: office for entity, history in after.items() if (office := _lost(history, cells, book))}
    listed = after.keys() if before is None else {one for one in after if _lost(before[one], cells, book)}
    take_off(connection, listed - lost.keys())
    put(connection, lost)


def _lost(history: History, cells: Cells, book: PlanBook) -> str | None:
    """Return the office of an entry that counts nowhere, else None; what stands in a cell is not read again."""
    if not history.standing or cells(data := history.standing[max(history.standing)].data):
        return None
    entry = entry_from(data)
    return entry.office if nowhere(entry, book) else None
