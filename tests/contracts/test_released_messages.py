"""Versions understand each other on the streams: what a release said is read, and what is said now it could read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
from sqlalchemy import select

from services.kurs.references import event_schemas
from services.planning.storage.tables import OutboxRow
from shared.events import Event
from shared.storage import table
from shared.streams import FULFILMENT, PLANS, SETTLED, STREAMS
from tests.releases.kept import RELEASED, Release
from tests.support.ledger import Books
from tests.support.reference import ROOT, sample_events

OUTBOX = table(OutboxRow)


@RELEASED
def test_every_message_of_a_release_is_read_and_was_as_its_schema_says(release: Release) -> None:
    schemas = dict(release.schemas())
    for stream in STREAMS:
        for message in release.messages(stream.name):
            event = next(one for one in stream.events if made_by(one, message))
            jsonschema.validate(message, schemas[schema_of(event)])
            assert event.model_validate_json(json.dumps(message))


@RELEASED
async def test_readers_of_a_release_understand_what_is_said_now(release: Release, tmp_path: Path) -> None:
    schemas = dict(release.schemas())
    books = Books(f"sqlite:///{tmp_path / 'books.sqlite3'}")
    await books.publish()
    await books.record(sample_events())
    rows = await books.database.read(
        lambda connection: connection.execute(select(OUTBOX.c.stream, OUTBOX.c.body)).all()
    )
    await books.database.aclose()

    assert {stream for stream, _ in rows} == {PLANS.name, FULFILMENT.name, SETTLED.name}
    for stream, body in rows:
        event = next(one.event for one in STREAMS if one.name == stream)
        jsonschema.validate(json.loads(body), schemas[schema_of(event)])
    for file in (ROOT / "docs/examples").glob("*.json"):
        if file.stem in schemas:
            jsonschema.validate(json.loads(file.read_text(encoding="utf-8")), schemas[file.stem])


@RELEASED
def test_what_a_release_has_promised_of_an_event_still_holds(release: Release) -> None:
    now = event_schemas()
    for name, then in release.schemas():
        for path, part in parts_of(then):
            still = at(now[name], path)
            assert still, f"{name}: {path} is gone"
            assert set(part.get("required", ())) <= set(still.get("required", ())), f"{name}: {path} may be missing"
            for one in ("type", "format", "const", "enum", "pattern", "items"):
                assert part.get(one) == still.get(one), f"{name}: {path} has another {one}"


def parts_of(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield every part of a schema that describes a value, with its path."""
    yield path, schema
    for group in ("properties", "$defs"):
        for name, part in schema.get(group, {}).items():
            yield from parts_of(part, (*path, group, name))


def at(schema: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any] | None:
    """Return the part of *schema* at *path*, or None."""
    part: Any = schema
    for name in path:
        part = part.get(name, {})
    return part or None


def schema_of(event: type[Event]) -> str:
    """Return the name of the schema of *event*."""
    return f"{event.__name__}.v{event.model_fields['version'].default}"


def made_by(event: type[Event], message: dict[str, Any]) -> bool:
    """Say whether *message* has what only this kind of event has."""
    return {name for name, about in event.model_fields.items() if about.is_required()} <= message.keys()
