"""What the OpenAPI document says about monthly files."""

from services.intake.domain.filed import KINDS
from services.intake.domain.refused import OF_FILES, TITLES
from services.intake.files.columns import COLUMNS
from services.intake.files.monthly_file import MAX_BYTES, MAX_LINES
from shared.web.openapi import Schema, later, problem
from shared.web.problems import TYPE_PREFIX

FILE_TYPES = ("text/csv", "application/csv", "application/vnd.ms-excel", "text/plain", "application/octet-stream")
"""Browsers and offices' systems call such a file this and that; its content decides."""

_FILE: Schema = {
    "type": "string",
    "description": (
        f"Parted by semicolons, UTF-8 or Windows-1252, at most {MAX_BYTES // 10**6} MB and {MAX_LINES} lines. "
        f"The headings, in any order: {', '.join(COLUMNS)}. Days as 05.03.2026, flags as ja and nein."
    ),
}
FILE_BODY: Schema = {
    "requestBody": {"required": True, "content": {media_type: {"schema": _FILE} for media_type in FILE_TYPES}}
}

_NUMBER: Schema = {"type": "integer", "minimum": 0}
_COUNTS: Schema = {
    "lines": {**_NUMBER, "description": "Lines below the headings."},
    "new": {**_NUMBER, "description": "Entries that were not in the file before."},
    "changed": _NUMBER,
    "gone": {**_NUMBER, "description": "Entries that were there and are missing: cancelled."},
    "back": {**_NUMBER, "description": "Entries that were gone and stand in the file again."},
    "unchanged": _NUMBER,
    "kept": {**_NUMBER, "description": "Missing entries that a refused line may be about: they stay as they were."},
    "refused": {**_NUMBER, "description": "Refused lines."},
}
_ABOUT: Schema = {
    "office": {"type": "string"},
    "month": {"type": "string", "description": "YYYY-MM"},
    "known": {"type": "string", "format": "date-time"},
    **_COUNTS,
}
_REFUSAL: Schema = {
    "type": "object",
    "required": ["line", "column", "type", "title", "detail"],
    "properties": {
        "line": {"type": "integer", "minimum": 1, "description": "The headings are line 1."},
        "column": {"enum": [*COLUMNS, None], "description": "Null: the whole line."},
        "type": {"enum": [TYPE_PREFIX + name for name in (*TITLES, *OF_FILES)]},
        "title": {"type": "string"},
        "detail": {"type": "string"},
    },
}
_IDS: Schema = {"type": "array", "items": {"type": "string"}}
_REPORT: Schema = {
    "type": "object",
    "required": [*_ABOUT, "known_entries", "kept_entries", "refusals", "refusals_not_listed"],
    "properties": {
        **_ABOUT,
        "known_entries": {**_NUMBER, "description": "Entries of these months that were known before."},
        "kept_entries": _IDS,
        "refusals": {"type": "array", "items": _REFUSAL},
        "refusals_not_listed": _NUMBER,
        "dry_run": {"const": True, "description": "Present when nothing was taken."},
        "held_back": {"type": "array", "items": {"enum": ["empty", "cancels-many", "earlier-month"]}},
        "entries": {"type": "object", "properties": dict.fromkeys(KINDS, _IDS)},
    },
}
_RECEIPT: Schema = {
    "type": "object",
    "required": [*_ABOUT, "number", "imported_at", "key", "confirmed"],
    "properties": {
        **_ABOUT,
        "number": {"type": "integer", "minimum": 1, "description": "The office's so-manyth file."},
        "imported_at": {"type": "string", "format": "date-time"},
        "key": {"type": "string", "description": "The id of the key that sent it."},
        "confirmed": {"type": "boolean", "description": "It would have been held back."},
    },
}
_AWAY: dict[int | str, Schema] = {503: later("Nothing can be kept now, or no plan is published yet.")}

IMPORT_ANSWERS: dict[int | str, Schema] = {
    202: {
        "description": "The good lines are taken and durable; the same file again changes nothing.",
        "content": {"application/json": {"schema": _REPORT}},
    },
    401: problem("No valid key."),
    403: problem("The key lacks a right, or the file is of another office."),
    408: problem("The body came too slowly."),
    409: problem("The file is held back until it is confirmed, or the office's entries come as events."),
    413: problem("Too many bytes or lines."),
    415: problem("Unknown content type."),
    422: problem("The headings or the text are wrong, every line was refused, or a parameter of the query is wrong."),
    429: later("Too many files at once."),
    **_AWAY,
}
RECEIPT_ANSWERS: dict[int | str, Schema] = {
    200: {
        "description": "The receipts of accepted files, the newest first.",
        "content": {"application/json": {"schema": {"type": "array", "items": _RECEIPT}}},
    },
    401: problem("No valid key."),
    403: problem("The key lacks the right to read, or the office is another one."),
    422: problem("A parameter of the query is wrong."),
    **_AWAY,
}
