"""Official figures as somebody typed them in: rows are added and never changed."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from services.planning.storage.tables import OfficialFigureRow
from shared.storage import table

_FIGURE = table(OfficialFigureRow)


class OfficialFigure(NamedTuple):
    """Entries of an official month by a measure; ``as_of``: the last day whose knowledge is in it, if it was told."""

    month: date
    measure: str
    entries: int
    as_of: date | None
    source: str


_COLUMNS = [_FIGURE.c[name] for name in OfficialFigure._fields]


def add_figures(connection: Connection, plan: str, figures: Sequence[OfficialFigure], entered: int) -> int:
    """Add what of *figures* is not the newest already, entered at *entered* (microseconds); return how many."""
    newest = {(figure.month, figure.measure): figure for _, figure in figures_of(connection, plan)}
    fresh = [figure for figure in figures if newest.get((figure.month, figure.measure)) != figure]
    if fresh:
        rows = [{"plan": plan, "entered": entered, **figure._asdict()} for figure in fresh]
        connection.execute(insert(_FIGURE), rows)
    return len(fresh)


def figures_of(connection: Connection, plan: str) -> list[tuple[int, OfficialFigure]]:
    """Return when each figure of *plan* was entered, and the figure; oldest first."""
    statement = select(_FIGURE.c.entered, *_COLUMNS).where(_FIGURE.c.plan == plan).order_by(_FIGURE.c.id)
    return [(entered, OfficialFigure(*values)) for entered, *values in connection.execute(statement)]


def figure_known(connection: Connection, plan: str, month: date, measure: str, before: int) -> OfficialFigure | None:
    """Return the newest figure that was entered before *before* (microseconds), or None."""
    statement = (
        select(*_COLUMNS)
        .where(_FIGURE.c.plan == plan, _FIGURE.c.month == month, _FIGURE.c.measure == measure)
        .where(_FIGURE.c.entered < before)
        .order_by(_FIGURE.c.id.desc())
        .limit(1)
    )
    row = connection.execute(statement).first()
    return OfficialFigure(*row) if row else None
