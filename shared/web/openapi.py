"""Pieces of OpenAPI documents that more than one route needs."""

from typing import Any

from fastapi import FastAPI

from shared.web.problems import MEDIA_TYPE, TYPE_PREFIX

Schema = dict[str, Any]

_PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": f"{TYPE_PREFIX}<name>"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


def problem(description: str) -> Schema:
    """Return an answer that is a problem."""
    return {"description": description, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}


def later(description: str) -> Schema:
    """Return an answer that asks to come again."""
    seconds = {"schema": {"type": "integer"}, "description": "Seconds after which to try again."}
    return {**problem(description), "headers": {"Retry-After": seconds}}


def describe(app: FastAPI, path: str, operations: Schema) -> None:
    """Add *operations*, by method, at *path* to the document of *app*: routes that the framework does not know."""
    made = app.openapi

    def openapi() -> Schema:
        document = made()
        document["paths"].setdefault(path, {}).update(operations)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's manual says
