"""Many rows in one statement: what a database reads as a table, its cost hardly grows with the number of rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from typing import cast as cast_to

import orjson
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    String,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB

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

    The database reads them from one JSON text: PostgreSQL's driver takes fifty times as long for an array a column.
    Texts, whole numbers, dates and flags can be handed over.
    """
    build = _from_json if connection.dialect.name == "sqlite" else _from_jsonb
    return select(*(one.label(column.name) for one, column in zip(build(columns), columns, strict=True))).where(true())


def _from_json(columns: Sequence[Column[Any]]) -> Iterator[ColumnElement[Any]]:
    row = func.json_each(bindparam("rows")).table_valued("value").alias("given")
    for n, column in enumerate(columns):
        yield type_coerce(func.json_extract(row.c.value, literal_column(f"'$[{n}]'")), column.type)


def _from_jsonb(columns: Sequence[Column[Any]]) -> Iterator[ColumnElement[Any]]:
    rows = cast(bindparam("rows", type_=Text), JSONB)
    row = func.jsonb_array_elements(rows).table_valued("value").alias("given")
    for n, column in enumerate(columns):
        text = row.c.value.op("->>")(literal_column(str(n)))
        yield type_coerce(text, column.type) if isinstance(column.type, String) else cast(text, column.type)


def parameters(rows: Rows) -> dict[str, Any]:
    """Return the parameters that hand *rows*, each with a value for each column, to the database."""
    return {"rows": orjson.dumps(list(rows)).decode()}
