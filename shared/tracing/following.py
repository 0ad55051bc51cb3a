"""Whether requests are followed: a service asks here once, when it is wired."""

from typing import Protocol

from fastapi import FastAPI

from shared.bus.delivery import Reader
from shared.bus.relay import Backlog
from shared.settings import Settings
from shared.streams import Stream


class Following(Protocol):
    """What can be followed: requests, messages that are published, messages that are read."""

    def observe(self, app: FastAPI) -> None:
        """Follow the requests to *app*."""
        ...

    def publishing(self, backlog: Backlog) -> Backlog:
        """Return *backlog*, followed."""
        ...

    def reading(self, stream: Stream, reader: Reader) -> Reader:
        """Return *reader* of *stream*, followed."""
        ...


class NotFollowing:
    """Leaves everything as it is, so that it costs nothing."""

    def observe(self, app: FastAPI) -> None:
        """Leave *app* as it is."""

    def publishing(self, backlog: Backlog) -> Backlog:
        """Return *backlog*."""
        return backlog

    def reading(self, _: Stream, reader: Reader) -> Reader:
        """Return *reader*."""
        return reader


NOT_FOLLOWING = NotFollowing()


def following(settings: Settings, service: str) -> Following:
    """Return what follows the work of *service*, or leaves it alone; without the extra the process ends and says so."""
    if not settings.tracing:
        return NOT_FOLLOWING
    try:
        from shared.tracing.spans import Spans, provider_of  # noqa: PLC0415 - an extra, and only when it is wanted
    except ModuleNotFoundError as missing:
        raise SystemExit(f"KURS_TRACING: {missing.name} is missing: pip install 'kurshalter[tracing]'") from None
    return Spans(provider_of(service), service)
