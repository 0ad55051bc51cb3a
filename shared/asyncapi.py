"""The AsyncAPI 3.0 document of all streams, made from the map."""

from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from shared.streams import STREAMS, Stream

_SCHEMAS = "#/components/schemas/{model}"


def asyncapi_document() -> dict[str, Any]:
    """Return the document: a channel per stream, with who sends and who receives."""
    models = sorted({event for stream in STREAMS for event in stream.events}, key=lambda model: model.__name__)
    _, definitions = models_json_schema([(model, "serialization") for model in models], ref_template=_SCHEMAS)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Kurshalter streams",
            "version": version("kurshalter"),
            "description": "Redis streams; each message is one field `__data__` with the event as JSON.",
        },
        "defaultContentType": "application/json",
        "channels": {stream.name: _channel(stream) for stream in STREAMS},
        "operations": {name: body for stream in STREAMS for name, body in _operations(stream).items()},
        "components": {
            "messages": {model.__name__: _message(model.__name__, model.__doc__ or "") for model in models},
            "schemas": definitions["$defs"],
        },
    }


def _channel(stream: Stream) -> dict[str, Any]:
    names = [event.__name__ for event in stream.events]
    return {"address": stream.name, "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names}}


def _message(name: str, doc: str) -> dict[str, Any]:
    return {"name": name, "summary": doc.splitlines()[0], "payload": {"$ref": _SCHEMAS.format(model=name)}}


def _operations(stream: Stream) -> dict[str, Any]:
    channel = {"$ref": f"#/channels/{stream.name.replace('/', '~1')}"}
    sends = {f"{stream.producer}.sends.{stream.name}": {"action": "send", "channel": channel}}
    receives = {
        f"{service}.receives.{stream.name}": {"action": "receive", "channel": channel} for service in stream.consumers
    }
    return sends | receives
