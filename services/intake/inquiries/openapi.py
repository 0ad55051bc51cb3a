"""What the OpenAPI document says about the answers to questions."""

from typing import get_args

from services.intake.domain.coherence import STATUSES
from services.intake.domain.fate import State
from services.intake.domain.refused import OF_FILES, TITLES
from services.intake.modes import LINES
from shared.web.openapi import Schema, later, problem
from shared.web.problems import TYPE_PREFIX

_FATE: Schema = {
    "type": "object",
    "required": ["source", "id", "sequence", "type", "recordedtime", "state"],
    "properties": {
        "source": {"type": "string"},
        "id": {"type": "string"},
        "sequence": {"type": "integer", "minimum": 1},
        "type": {"enum": list(STATUSES)},
        "recordedtime": {"type": "string", "format": "date-time"},
        "state": {
            "enum": list(get_args(State)),
            "description": "On its way: accepted, then published. Then one of the others.",
        },
        "reason": {"type": ["string", "null"], "description": "Present when it was set aside."},
    },
}
_REFUSAL: Schema = {
    "type": "object",
    "required": ["number", "office", "time", "event", "type", "pointer"],
    "properties": {
        "number": {"type": "integer", "minimum": 1, "description": "Rising; the next page begins after it."},
        "office": {"type": ["string", "null"]},
        "time": {"type": "string", "format": "date-time"},
        "event": {"enum": [*STATUSES, None], "description": "Null: of no known type, or a line of a file."},
        "type": {"enum": [TYPE_PREFIX + name for name in (*TITLES, *OF_FILES)]},
        "pointer": {"type": "string", "description": "JSON pointer into the event, or line and column of a file."},
    },
}
JOURNAL_END = "Kurs-Journal-End"
_LAST = {"schema": {"type": "integer"}, "description": "The newest sequence that was accepted, on this page or not."}

_AWAY: dict[int | str, Schema] = {503: later("The journal cannot be reached now.")}
EVENT_ANSWERS: dict[int | str, Schema] = {
    200: {"description": "What became of it.", "content": {"application/json": {"schema": _FATE}}},
    401: problem("No valid key."),
    403: problem("The key lacks the right to read."),
    404: problem("No event of that source and id was accepted, or it is another office's."),
    422: problem("A parameter of the query is missing or wrong."),
    **_AWAY,
}
JOURNAL_ANSWERS: dict[int | str, Schema] = {
    200: {
        "description": "One message a line, in the order of the sequences; nothing when there are no more.",
        "content": {LINES: {"schema": {"type": "string"}}},
        "headers": {JOURNAL_END: _LAST},
    },
    401: problem("No valid key."),
    403: problem("The key lacks the right to manage, or is an office's."),
    422: problem("A parameter of the query is wrong."),
    **_AWAY,
}
REFUSAL_ANSWERS: dict[int | str, Schema] = {
    200: {
        "description": "What was refused within 30 days, of each office the newest 10,000; noted within a moment.",
        "content": {"application/json": {"schema": {"type": "array", "items": _REFUSAL}}},
    },
    401: problem("No valid key."),
    403: problem("The key lacks the right to read, or the office is another one."),
    422: problem("A parameter of the query is wrong."),
    **_AWAY,
}
