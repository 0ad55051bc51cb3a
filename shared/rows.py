"""Many rows in one statement: what a database reads as a table, its cost hardly grows with the number of rows."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    Connection,
    Select,
    bindparam,
    cast,
    func,
    literal,
    select,
    true,
    type_coerce,
)

Rows = Iterable[Sequence[Any]]


def rows_as_table(connection: Connection, columns: Sequence[Column[Any]]) -> Select[Any]:
    """Return a query of rows that are handed over with :func:`parameters`, shaped and named as *columns*.

    SQLite reads them from one JSON text, PostgreSQL from one array a column; a statement made of it is compiled once,
    whatever the number of rows. Texts, whole numbers, dates and flags can be handed over.
    """
    if connection.dialect.name == "sqlite":
        row = func.json_each(bindparam("rows")).table_valued("value").alias("given")
        taken = (
            type_coerce(func.json_extract(row.c.value, literal(f"$[{n}]", literal_execute=True)), column.type)
            for n, column in enumerate(columns)
        )
        return select(*(one.label(column.name) for one, column in zip(taken, columns, strict=True))).where(true())
    arrays = (cast(bindparam(column.name), ARRAY(column.type)) for column in columns)
    given = func.unnest(*arrays).table_valued(*(column.name for column in columns)).render_derived(name="given")
    return select(*(type_coerce(given.c[column.name], column.type).label(column.name) for column in columns))


def parameters(connection: Connection, columns: Sequence[Column[Any]], rows: Rows) -> dict[str, Any]:
    """Return the parameters that hand *rows*, each with a value for each of *columns*, to the database."""
    if connection.dialect.name == "sqlite":
        return {"rows": json.dumps(list(rows), default=date.isoformat, ensure_ascii=False)}
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    return {column.name: list(values) for column, values in zip(columns, by_column, strict=True)}
