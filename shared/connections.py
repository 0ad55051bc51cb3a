"""Connections that nobody can hold for ever, or drown: uvicorn itself waits without end and reads whatever comes."""

import asyncio
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_FULL = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TO_READ = 3
_BETWEEN_HELPINGS_S = 0.02
"""What follows an early answer is read and thrown away: a helping of a socket's buffer at a time, others in between."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection may take, and how many there may be.

    A head must arrive within *seconds*, and so must what follows of a body that was answered before its end; within
    three times that a last answer must be read. Bodies that are being read are minded by their readers. *overhead* is
    how many bytes may come in a row that are no body; *pieces* how many chunks a body may have.
    """

    seconds: float = 10.0
    overhead: int = 16 * 1024
    pieces: int = 10_000
    connections: int = 800


def guarded(limits: Limits) -> type[asyncio.Protocol]:
    """Return a protocol for uvicorn that keeps to *limits*."""

    class Guarded(_Guarded):
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's
            super().__init__(*args, **kwargs)
            self.limits = limits

    return Guarded


class _TooMuch(Exception):
    """More than a well-meaning caller sends; uvicorn answers 400 and closes."""


class _Guarded(HttpToolsProtocol):
    """Minds what is owed: a head from the first moment on, and the rest of a body whose answer was given early."""

    limits: Limits
    _head_owed = True
    _body_owed = False
    _overhead = 0
    _pieces = 0
    _resting = False
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            transport.write(_FULL)
            transport.close()
        self._mind()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._deadline:
            self._deadline.cancel()

    def data_received(self, data: bytes) -> None:
        self._overhead += len(data)
        super().data_received(data)
        if self._overhead > self.limits.overhead and not self.transport.is_closing():
            self.send_400_response("Too much that is no content.")
        self._mind()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head_owed = self._body_owed = True
        self._pieces = 0

    def on_headers_complete(self) -> None:
        self._head_owed = False
        self._overhead = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._overhead = 0
        self._pieces += 1
        if self._pieces > self.limits.pieces:
            raise _TooMuch
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._overhead = 0
        self._body_owed = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._mind()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._mind()

    def _mind(self) -> None:
        """Let the clock run while something is owed and nobody else waits for it; a usual request never starts it."""
        closing = self.transport.is_closing()
        rest_owed = self._body_owed and (self.cycle is None or self.cycle.response_complete)
        if closing or self._head_owed or rest_owed:
            if self._deadline is None:
                seconds = self.limits.seconds * (_TO_READ if closing else 1)
                self._deadline = self.loop.call_later(seconds, self.transport.abort)
        elif self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if rest_owed and not self._head_owed and not closing and not self._resting:
            self._resting = True
            self.flow.pause_reading()
            self.loop.call_later(_BETWEEN_HELPINGS_S, self._go_on)

    def _go_on(self) -> None:
        self._resting = False
        if not self.transport.is_closing():
            self.flow.resume_reading()
