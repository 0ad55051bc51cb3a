"""Keeping what planning has counted: a handful of statements, however many messages."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Executable, Table, select

from services.monitoring.storage.mapping import place_text
from services.monitoring.storage.pipelines import PLANNED_CELLS
from services.monitoring.storage.records import CELLS, FEEDS, PLACES
from shared.clock import day_of, micros
from shared.events import Cell, FulfilmentCounted
from shared.rows import built_once, parameters, rows_as_table
from shared.storage import insert_into

_PLACE = (PLACES.c.plan, PLACES.c.series)
_FEED = (FEEDS.c.office, FEEDS.c.day, FEEDS.c.heard)

Place = tuple[str, str]
"""A plan, and the series of a place as they are stored."""

Newest = dict[tuple[Place, date, date], tuple[int, int]]
"""By cell (place, known, start): the highest change, with its entries."""


def keep_cells(connection: Connection, counted: Iterable[FulfilmentCounted]) -> list[tuple[str, date]]:
    """Keep cells that are newer than what is known, and return the plan and the day of knowledge of each of them."""
    return _keep(connection, CELLS, _newest_cells((message, message.cells) for message in counted))


def keep_planned_cells(connection: Connection, counted: Iterable[FulfilmentCounted]) -> None:
    """Keep the announced ones of cells in the same way; no evaluation depends on them."""
    _keep(connection, PLANNED_CELLS, _newest_cells((message, message.announced) for message in counted))


def _keep(connection: Connection, to: Table, newest: Newest) -> list[tuple[str, date]]:
    if not newest:
        return []
    places = _numbers(connection, sorted({place for place, _, _ in newest}))
    # In the order of the key: two replicas on PostgreSQL then never wait for each other in a circle.
    rows = sorted((places[place], *days, entries, change) for (place, *days), (change, entries) in newest.items())
    taken = connection.execute(_keep_newer_cells(connection, to), parameters(rows))
    plans = {number: plan for (plan, _), number in places.items()}
    return [(plans[place], known) for place, known in taken]


def _newest_cells(counted: Iterable[tuple[FulfilmentCounted, Sequence[Cell]]]) -> Newest:
    """Return the highest change of each cell of a message."""
    newest: Newest = {}
    for message, cells in counted:
        places = [(message.plan, place_text(series)) for series in message.places]
        for cell in cells:
            key = (places[cell.place], cell.known, cell.start)
            newest[key] = max((cell.change, cell.entries), newest.get(key, (-1, 0)))
    return newest


def _numbers(connection: Connection, places: Sequence[Place]) -> dict[Place, int]:
    """Return the number of each place; new ones get theirs."""
    numbers = _known_numbers(connection, places)
    if missing := [place for place in places if place not in numbers]:
        connection.execute(_add_places(connection), parameters(missing))
        # Asked again, for another replica may have added some of them at the same moment.
        numbers |= _known_numbers(connection, missing)
    return numbers


def _known_numbers(connection: Connection, places: Sequence[Place]) -> dict[Place, int]:
    rows = connection.execute(_find_places(connection), parameters(places))
    return {(plan, series): number for number, plan, series in rows}


def keep_heard(connection: Connection, counted: Iterable[FulfilmentCounted]) -> list[tuple[str, date]]:
    """Note when offices were heard of, and return each plan and day on which it was not known that one was."""
    newest: dict[tuple[str, date], int] = {}
    heard: list[tuple[str, str, date]] = []
    for message in counted:
        for office, moment in message.heard.items():
            key = (office, day_of(moment))
            newest[key] = max(micros(moment), newest.get(key, 0))
            heard.append((message.plan, *key))
    if not newest:
        return []
    rows = parameters([*key, moment] for key, moment in sorted(newest.items()))
    known = {(office, day) for office, day in connection.execute(_known_feeds(connection), rows)}
    connection.execute(_keep_later_feeds(connection), rows)
    return [(plan, day) for plan, office, day in heard if (office, day) not in known]


@built_once
def _find_places(connection: Connection) -> Executable:
    given = rows_as_table(connection, _PLACE).subquery()
    same = (PLACES.c.plan == given.c.plan) & (PLACES.c.series == given.c.series)
    return select(PLACES.c.id, *_PLACE).join(given, same)


@built_once
def _add_places(connection: Connection) -> Executable:
    new = insert_into(connection, PLACES).from_select(_names(_PLACE), rows_as_table(connection, _PLACE))
    return new.on_conflict_do_nothing()


@built_once
def _keep_newer_cells(connection: Connection, to: Table) -> Executable:
    columns = [to.c[name] for name in ("place", "known", "start", "entries", "change")]
    new = insert_into(connection, to).from_select(_names(columns), rows_as_table(connection, columns))
    return new.on_conflict_do_update(
        index_elements=["place", "known", "start"],
        set_={"entries": new.excluded.entries, "change": new.excluded.change},
        where=to.c.change < new.excluded.change,
    ).returning(to.c.place, to.c.known)


@built_once
def _known_feeds(connection: Connection) -> Executable:
    given = rows_as_table(connection, _FEED).subquery()
    same = (FEEDS.c.office == given.c.office) & (FEEDS.c.day == given.c.day)
    return select(FEEDS.c.office, FEEDS.c.day).join(given, same)


@built_once
def _keep_later_feeds(connection: Connection) -> Executable:
    new = insert_into(connection, FEEDS).from_select(_names(_FEED), rows_as_table(connection, _FEED))
    later = {"heard": new.excluded.heard}
    keys = ["office", "day"]
    return new.on_conflict_do_update(index_elements=keys, set_=later, where=FEEDS.c.heard < new.excluded.heard)


def _names(columns: Iterable[Column[Any]]) -> list[str]:
    return [column.name for column in columns]
