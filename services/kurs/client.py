"""Talking to the services over HTTP, as any other caller does."""

from pathlib import Path
from typing import Any, Self

import httpx2
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.kurs.failure import Failure
from shared.settings import Settings

_PREFIX = "kurs_"
_TIMEOUT_S = 30.0


class _Where(BaseSettings):
    """Where the command talks to; apart from the services' settings, which must not hold a caller's key."""

    model_config = SettingsConfigDict(env_prefix="KURS_", env_file=".env", extra="ignore", env_ignore_empty=True)

    url: str = ""
    key: str = ""


class Client:
    """Calls one service after the other with the caller's key."""

    def __init__(self, settings: Settings) -> None:
        """Find the key and the addresses; nothing connects yet. Raises :class:`Failure` without a key."""
        where = _Where()
        self._settings = settings
        self._base = where.url.rstrip("/")
        token = _token(where.key, settings.data_dir / "keys" / "district.key")
        self._http = httpx2.Client(headers={"Authorization": f"Bearer {token}"}, timeout=_TIMEOUT_S, trust_env=False)

    def __enter__(self) -> Self:
        """Keep connections open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self._http.close()

    def url(self, service: str) -> str:
        """Return where *service* answers: KURS_URL for all of them, or its own local port."""
        return self._base or f"http://{self._settings.host}:{self._settings.port(service)}"

    @property
    def known(self) -> str | None:
        """What a board knows unless asked otherwise: now; on a fixed day all of that day, at any hour, as the page."""
        return self._settings.today.isoformat() if self._settings.today else None

    def get(self, service: str, path: str, **parameters: str | None) -> Any:  # noqa: ANN401 - JSON
        """Return the JSON answer. Raises :class:`Failure` with the problem's own words."""
        return self.get_response(service, path, **parameters).json()

    def get_response(self, service: str, path: str, **parameters: str | None) -> httpx2.Response:
        """Return an answer that succeeded, headers included. Raises :class:`Failure` with the problem's own words."""
        given = {name: value for name, value in parameters.items() if value is not None}
        return self._checked(self.request("GET", service, path, params=given))

    def post(self, service: str, path: str, content: bytes, media_type: str) -> Any:  # noqa: ANN401 - JSON
        """Send *content* and return the JSON answer. Raises :class:`Failure` with the problem's own words."""
        response = self.request("POST", service, path, content=content, headers={"Content-Type": media_type})
        return self._checked(response).json()

    def request(self, method: str, service: str, path: str, **how: Any) -> httpx2.Response:  # noqa: ANN401 - httpx2's own
        """Return the answer, whatever its status. Raises :class:`Failure` when nobody answers."""
        try:
            return self._http.request(method, self.url(service) + path, **how)
        except httpx2.TransportError:
            raise Failure("away", service=service, url=self.url(service)) from None

    @staticmethod
    def _checked(response: httpx2.Response) -> httpx2.Response:
        if response.is_error:
            problem = problem_of(response)
            raise Failure("refused", title=problem["title"], detail=problem["detail"])
        return response


def problem_of(response: httpx2.Response) -> dict[str, Any]:
    """Return the problem in an answer, or one made of its status when a proxy or a crash wrote it."""
    fallback = {"type": "", "title": f"HTTP {response.status_code}", "detail": response.reason_phrase}
    try:
        body = response.json()
    except ValueError:
        return fallback
    return {**fallback, **body} if isinstance(body, dict) else fallback


def _token(given: str, default: Path) -> str:
    if given.startswith(_PREFIX):
        return given
    file = Path(given) if given else default
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise Failure("no-key", file=file) from None
