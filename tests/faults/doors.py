"""The services as seen from outside: over HTTP."""

import json
from collections.abc import Mapping
from typing import Any

import httpx2

from tests.faults.states import Json

_ANSWER_WITHIN_S = 15.0


class Doors:
    """Asks the services with the district's key."""

    def __init__(self, ports: Mapping[str, int]) -> None:
        """Know where each replica answers."""
        self._ports = ports
        self._http = httpx2.Client(timeout=_ANSWER_WITHIN_S, trust_env=False)
        self.key = ""

    def ask(self, name: str, path: str, method: str = "GET", **how: Any) -> httpx2.Response:
        """Return the answer of a replica. Raises ``httpx2.TransportError`` when nobody answers."""
        headers = {"Authorization": f"Bearer {self.key}", **how.pop("headers", {})}
        return self._http.request(method, f"http://127.0.0.1:{self._ports[name]}{path}", headers=headers, **how)

    def get(self, name: str, path: str, given: Mapping[str, str] | None = None) -> Any:
        """Return the JSON of an answer that must be good."""
        answer = self.ask(name, path, params=given or {})
        answer.raise_for_status()
        return answer.json()

    def post(self, body: bytes, media_type: str, name: str = "intake") -> httpx2.Response:
        """Post events to a replica of intake."""
        return self.ask(name, "/v1/events", "POST", content=body, headers={"Content-Type": media_type})

    def post_event(self, event: Json) -> httpx2.Response:
        """Post a single event."""
        return self.post(json.dumps(event).encode(), "application/cloudevents+json")

    def health(self, name: str) -> dict[str, Any]:
        """Return what a replica says of its readiness; not ready when it says nothing."""
        try:
            report: dict[str, Any] = self.ask(name, "/health/ready").json()
        except (httpx2.TransportError, json.JSONDecodeError):
            return {"ready": False, "checks": {"process": "away"}, "backlog": {}}
        return report

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
