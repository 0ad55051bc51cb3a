"""The events as others see them: schemas and examples of every version, kept apart from the code and never edited."""

import json
from pathlib import Path

import jsonschema
import pytest

from services.kurs.references import event_schemas, references
from shared.streams import STREAMS
from tests.support.reference import ROOT

DOCS = ROOT / "docs"
EXAMPLES = sorted((DOCS / "examples").glob("*.json"))
CLASSES = {event.__name__: event for stream in STREAMS for event in stream.events}


@pytest.mark.parametrize("name", sorted(references()))
def test_the_generated_references_are_those_of_the_code(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == references()[name], "run `make docs`"


def test_no_generated_reference_is_left_over() -> None:
    kept = {str(file.relative_to(DOCS)) for folder in ("openapi", "schemas") for file in (DOCS / folder).iterdir()}

    assert kept <= set(references())


@pytest.mark.parametrize("schema", sorted(event_schemas()))
def test_every_version_of_every_event_has_an_example(schema: str) -> None:
    assert DOCS / "examples" / f"{schema}.json" in EXAMPLES


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
def test_an_example_is_read_as_it_is_written_and_follows_its_schema(file: Path) -> None:
    example = json.loads(file.read_text(encoding="utf-8"))
    schema = json.loads((DOCS / "schemas" / file.name).read_text(encoding="utf-8"))

    read = CLASSES[file.stem.partition(".")[0]].model_validate_json(json.dumps(example))

    assert read.model_dump(mode="json") == example
    jsonschema.validate(example, schema)


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
def test_a_reader_ignores_what_it_does_not_know(file: Path) -> None:
    example = json.loads(file.read_text(encoding="utf-8"))
    event = CLASSES[file.stem.partition(".")[0]]

    assert event.model_validate({**example, "added_later": 1}) == event.model_validate(example)
