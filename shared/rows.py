"""Many rows in one statement: what a database reads as a table, its cost hardly grows with the number of rows."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from typing import cast as cast_to

import orjson
from sqlalchemy import (
    ARRAY,
    Column,
    Connection,
    Select,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    true,
    type_coerce,
)

Rows = Iterable[Sequence[Any]]
P = ParamSpec("P")
S = TypeVar("S")


def built_once(build: Callable[Concatenate[Connection, P], S]) -> Callable[Concatenate[Connection, P], S]:
    """Build a statement once for each kind of database (and each further argument): building costs more than running.

    The statement must not hold values; these come as parameters.
    """
    built: dict[Any, S] = {}

    @wraps(build)
    def statement(connection: Connection, *args: P.args, **kwargs: P.kwargs) -> S:
        key = (connection.dialect.name, args, tuple(kwargs.items()))
        if key not in built:
            built[key] = build(connection, *args, **kwargs)
        return built[key]

    return cast_to("Callable[Concatenate[Connection, P], S]", statement)


def rows_as_table(connection: Connection, columns: Sequence[Column[Any]]) -> Select[Any]:
    """Return a query of rows that are handed over with :func:`parameters`, shaped and named as *columns*.

    SQLite reads them from one JSON text, PostgreSQL from one array a column. Texts, whole numbers, dates and flags can
    be handed over.
    """
    if connection.dialect.name == "sqlite":
        row = func.json_each(bindparam("rows")).table_valued("value").alias("given")
        taken = (
            type_coerce(func.json_extract(row.c.value, literal_column(f"'$[{n}]'")), column.type)
            for n, column in enumerate(columns)
        )
        return select(*(one.label(column.name) for one, column in zip(taken, columns, strict=True))).where(true())
    arrays = (cast(bindparam(column.name), ARRAY(column.type)) for column in columns)
    given = func.unnest(*arrays).table_valued(*(column.name for column in columns)).render_derived(name="given")
    return select(*(type_coerce(given.c[column.name], column.type).label(column.name) for column in columns))


def parameters(connection: Connection, columns: Sequence[Column[Any]], rows: Rows) -> dict[str, Any]:
    """Return the parameters that hand *rows*, each with a value for each of *columns*, to the database."""
    if connection.dialect.name == "sqlite":
        return {"rows": orjson.dumps(list(rows)).decode()}
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    return {column.name: list(values) for column, values in zip(columns, by_column, strict=True)}
