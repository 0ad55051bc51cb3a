"""Asking planning and intake over HTTP, with the viewer's right."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import httpx2

from shared.settings import Settings

_WITHIN_S = 2.0

Fault = Literal["away", "no-key", "refused"]
"""The service does not answer; there is no key to ask with; the key may not see this, or there is nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said: a body, or why there is none."""

    body: Any = None
    fault: Fault | None = None
    status: int = 0


class Neighbours:
    """The services, as anybody calls them; our own too, for reports that it makes."""

    def __init__(self, settings: Settings) -> None:
        """Remember where they are; nothing connects before the first question."""
        own = f"http://{settings.host}:{settings.port('monitoring')}"
        self._bases = {"planning": settings.url("planning"), "intake": settings.url("intake"), "monitoring": own}
        self._client: httpx2.AsyncClient | None = None

    @property
    def _http(self) -> httpx2.AsyncClient:
        if self._client is None:
            self._client = httpx2.AsyncClient(timeout=_WITHIN_S, trust_env=False)
        return self._client

    async def ask(self, service: str, path: str, token: str | None, **parameters: object) -> Answer:
        """Return what GET *path* answers to who holds *token*; parameters that are None are left out."""
        if token is None:
            return Answer(fault="no-key")
        given = {name: str(value) for name, value in parameters.items() if value is not None}
        headers = {"Authorization": f"Bearer {token}"}
        try:
            response = await self._http.get(self._bases[service] + path, params=given, headers=headers)
            if not response.is_success and response.status_code != httpx2.codes.MULTIPLE_CHOICES:
                return Answer(fault="refused", status=response.status_code)
            return Answer(response.json(), status=response.status_code)
        except (httpx2.HTTPError, ValueError):
            return Answer(fault="away")

    async def ask_all(
        self, questions: Mapping[str, tuple[str, str, Mapping[str, object]]], token: str | None
    ) -> "Said":
        """Return the answers to questions (service, path, parameters) by name, asked at the same time."""
        asked = [self.ask(service, path, token, **about) for service, path, about in questions.values()]
        return Said(dict(zip(questions, await asyncio.gather(*asked), strict=True)))

    async def download(self, service: str, path: str, token: str, **parameters: object) -> httpx2.Response | None:
        """Return an answer whose body is still to be read, and closed; None when nobody answers."""
        given = {name: str(value) for name, value in parameters.items() if value is not None}
        headers = {"Authorization": f"Bearer {token}"}
        request = self._http.build_request("GET", self._bases[service] + path, params=given, headers=headers)
        try:
            return await self._http.send(request, stream=True)
        except httpx2.HTTPError:
            return None

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()


class Said(dict[str, Answer]):
    """Answers by name."""

    def body(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Return the body of an answer, or None."""
        return self[name].body
