"""Tables of fields, codes and types, from the shapes by which intake judges."""

from typing import Any

from services.intake.domain.coherence import STATUSES
from services.intake.door import SHAPES
from services.kurs.vendor_guide.words import table, word, words

Schema = dict[str, Any]


def field_table(kind: str, language: str) -> str:
    """Return the fields of *kind* (entry, voucher, customer) in the order of the contract."""
    headings = ["field", "name", "values", "null", "meaning"]
    return table(language, headings, [_row(kind, name, schema, language) for name, schema in fields_of(kind).items()])


def column_table(language: str) -> str:
    """Return the columns of a monthly file, with the fields of an entry that they fill."""
    named = {name: words()["fields"][name].get("column") for name in fields_of("entry")}
    rows = [[f"`{column}`", f"`{name}`"] for name, column in named.items() if column]
    return table(language, ["column", "field"], rows)


def type_table(language: str) -> str:
    """Return every type of event with the statuses that it allows."""
    rows = [[f"`{name}`", _list(sorted(allowed))] for name, allowed in STATUSES.items()]
    return table(language, ["type", "statuses"], rows)


def code_table(language: str) -> str:
    """Return every code of every field, and what it means."""
    found = {
        (name, code): [f"`{name}`", f"`{code}`", str(word("codes", f"{name}.{code}", language))]
        for kind in SHAPES
        for name, schema in fields_of(kind).items()
        for code in _given(schema).get("enum", [])
    }
    return table(language, ["field", "code", "meaning"], list(found.values()))


def fields_of(kind: str) -> dict[str, Schema]:
    """Return the JSON schema of each field of *kind*."""
    properties: dict[str, Schema] = SHAPES[kind].model_json_schema()["properties"]
    return properties


def _row(kind: str, name: str, schema: Schema, language: str) -> list[str]:
    own = f"{kind}.{name}"
    called, meaning, empty = word("fields", own if own in words()["fields"] else name, language)
    may_be_empty = "anyOf" in schema
    if may_be_empty != bool(empty):
        raise ValueError(f"{own}: the code and the guide differ in whether it may be null")
    absent = str(word("values", "never", language))
    return [f"`{name}`", called, _values(schema, language), empty or absent, meaning]


def _given(schema: Schema) -> Schema:
    """Return the schema of a field that is not null."""
    chosen: Schema = next((one for one in schema.get("anyOf", []) if one["type"] != "null"), schema)
    return chosen


def _values(schema: Schema, language: str) -> str:
    given = _given(schema)
    if "enum" in given:
        return _list(given["enum"])
    if "pattern" in given:
        return f"`{given['pattern']}`"
    if given["type"] == "boolean":
        return "`true`, `false`"
    kind = {"date": "date"}.get(given.get("format", ""), "whole" if given["type"] == "integer" else "text")
    return str(word("values", kind, language))


def _list(codes: list[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)
