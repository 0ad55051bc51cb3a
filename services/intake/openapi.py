"""What the OpenAPI document says about the door, which the framework does not see."""

from services.intake.domain.coherence import STATUSES
from services.intake.domain.refused import TITLES
from services.intake.door import SHAPES
from services.intake.modes import BATCH, BINARY, LINES, MAX_EVENTS, STRUCTURED
from shared.web.access import SCHEME
from shared.web.openapi import Schema, later, problem
from shared.web.problems import TYPE_PREFIX

_ID: Schema = {"type": "string", "minLength": 1, "maxLength": 200}
_TIME: Schema = {"type": "string", "format": "date-time"}
_HEADERS = {
    "ce-specversion": "1.0",
    "ce-id": "names the event for ever, together with the source",
    "ce-source": "urn:office: and the office's code in lower case",
    "ce-type": "one of the types of events",
    "ce-time": "when it happened",
    "ce-recordedtime": "when it became known; kept with the right backfill only",
}


def _event(event_type: str) -> Schema:
    properties = {
        "specversion": {"const": "1.0"},
        "id": _ID,
        "source": {**_ID, "description": _HEADERS["ce-source"]},
        "type": {"const": event_type},
        "time": _TIME,
        "data": SHAPES[event_type.partition(".")[0]].model_json_schema(),
        "recordedtime": {**_TIME, "description": _HEADERS["ce-recordedtime"]},
        "subject": {"type": "string"},
        "datacontenttype": {"const": BINARY},
    }
    required = ["specversion", "id", "source", "type", "time", "data"]
    return {"title": event_type, "type": "object", "properties": properties, "required": required}


_EVENT: Schema = {"title": "Event", "oneOf": [_event(event_type) for event_type in STATUSES]}
_STATE: Schema = {"title": "Data", "anyOf": [shape.model_json_schema() for shape in SHAPES.values()]}
_BODIES: dict[str, Schema] = {
    STRUCTURED: _EVENT,
    BATCH: {"type": "array", "items": _EVENT, "minItems": 1, "maxItems": MAX_EVENTS},
    LINES: {"type": "string", "description": f"One event a line, at most {MAX_EVENTS}; empty lines are skipped."},
    BINARY: {**_STATE, "description": "The data alone; the event's attributes are ce- headers, percent-encoded."},
}

_REFUSAL: Schema = {
    "type": "object",
    "required": ["index", "id", "type", "title", "detail", "pointer"],
    "properties": {
        "index": {"type": "integer", "minimum": 0, "description": "Position, or line number from 0."},
        "id": {"type": ["string", "null"]},
        "type": {"enum": [TYPE_PREFIX + name for name in TITLES]},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "pointer": {"type": "string", "description": "JSON pointer to what is wrong."},
    },
}
_RECEIPT: Schema = {
    "type": "object",
    "required": ["accepted", "duplicates", "refused"],
    "properties": {
        "accepted": {"type": "integer", "minimum": 0},
        "duplicates": {"type": "integer", "minimum": 0},
        "refused": {"type": "array", "items": _REFUSAL},
        "dry_run": {"const": True, "description": "Present when nothing was taken."},
    },
}
_ANSWERS: Schema = {
    "202": {
        "description": "At least one event was accepted, or known already; all of it is durable.",
        "content": {"application/json": {"schema": _RECEIPT}},
    },
    "400": problem("The body is no JSON, or not of the announced kind, or empty."),
    "401": problem("No valid key."),
    "403": problem("The key lacks a right, or the single event is of another office."),
    "408": problem("The body came too slowly."),
    "409": problem("The single event reuses an id for other data, or its office's entries come as monthly files."),
    "413": problem("Too many bytes or events."),
    "415": problem("Unknown content type."),
    "422": problem(
        "Every event was refused: the members of the receipt say why. Or a parameter of the query is wrong.",
    ),
    "429": later("Too many requests at once."),
    "503": later("The events cannot be kept now, too many wait for publication, or no plan is published yet."),
}

_DRY_RUN: Schema = {
    "name": "dry_run",
    "in": "query",
    "required": False,
    "schema": {"type": "boolean", "default": False},
    "description": "Judge the events and take nothing.",
}
POST_EVENTS: Schema = {
    "tags": ["events"],
    "summary": "Post Events",
    "description": "Take one event, a batch, or lines; the answer comes when what was accepted is durable.",
    "operationId": "post_events_v1_events_post",
    "security": [{SCHEME: []}],
    "parameters": [
        _DRY_RUN,
        *(
            {
                "name": name,
                "in": "header",
                "required": False,
                "schema": {"type": "string"},
                "description": f"{meaning}.",
            }
            for name, meaning in _HEADERS.items()
        ),
    ],
    "requestBody": {"required": True, "content": {mode: {"schema": schema} for mode, schema in _BODIES.items()}},
    "responses": _ANSWERS,
}
