"""The references made from the code: OpenAPI, AsyncAPI, JSON schemas, tables of streams and metrics, guides."""

import json
from typing import Any

from services.intake.app import create_app as create_intake
from services.kurs.dashboards.plan import plan_dashboard
from services.kurs.dashboards.service import service_dashboard
from services.kurs.metric_catalogue import catalogue
from services.kurs.vendor_guide.guide import vendor_guides
from services.monitoring.app import create_app as create_monitoring
from services.planning.app import create_app as create_planning
from services.planning.plan.document import plan_schema
from shared.asyncapi import asyncapi_document
from shared.settings import Settings
from shared.streams import STREAMS, Stream

SERVICES = {"intake": create_intake, "planning": create_planning, "monitoring": create_monitoring}


def references() -> dict[str, str]:
    """Return each generated file's path within ``docs`` and its text."""
    settings = Settings(_env_file=None)
    apps = {name: create(settings) for name, create in SERVICES.items()}
    openapi = {f"openapi/{name}.json": _json(app.openapi()) for name, app in apps.items()}
    metrics = {"metrics.md": catalogue({name: app.state.registry for name, app in apps.items()})}
    schemas = {f"schemas/{name}.json": _json(schema) for name, schema in event_schemas().items()}
    plan = {"schemas/plan.json": _json(plan_schema())}
    pages = {"asyncapi.json": _json(asyncapi_document()), "streams.md": _stream_table(), **vendor_guides(), **metrics}
    return {**openapi, **schemas, **plan, **pages}


def dashboards() -> dict[str, str]:
    """Return Grafana's dashboards: each file's name and its text."""
    return {"plan.json": _json(plan_dashboard()), "service.json": _json(service_dashboard())}


def event_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON schema of each event by name and version, as it is on the streams."""
    events = {event for stream in STREAMS for event in stream.events}
    return {
        f"{event.__name__}.v{event.model_fields['version'].default}": event.model_json_schema(mode="serialization")
        for event in events
    }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _stream_table() -> str:
    rows = [f"| `{stream.name}` | {stream.producer} | {_readers(stream)} | {_events(stream)} |" for stream in STREAMS]
    head = ["# Streams", "", "Made by `kurs docs` from `shared/streams.py`.", ""]
    return "\n".join([*head, "| stream | written by | read by | event |", "|---|---|---|---|", *rows, ""])


def _events(stream: Stream) -> str:
    return ", ".join(f"`{event.__name__}`" for event in stream.events)


def _readers(stream: Stream) -> str:
    return ", ".join(stream.consumers) or "anybody"
