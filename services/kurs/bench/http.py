"""HTTP as light as it can be: connections that stay open, and requests that were put together before."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


def get(path: str, token: str) -> bytes:
    """Return a request for *path*."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


def post(path: str, token: str, media_type: str, body: bytes) -> bytes:
    """Return a request that sends *body*."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
    return f"{head}Content-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


class Connection:
    """One open connection; a request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Use what :meth:`open` opened."""
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect to a service of this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send *request* and return the answer's status and body. Raises ``OSError`` when the connection ends."""
        self._writer.write(request)
        try:
            head = await self._reader.readuntil(_END)
            body = await self._reader.readexactly(_length(head))
        except asyncio.IncompleteReadError:
            raise ConnectionResetError from None
        return int(head[9:12]), body

    async def close(self) -> None:
        """End the connection."""
        self._writer.close()
        await self._writer.wait_closed()


class Connections:
    """Open connections to one service; who asks takes a free one, or waits for it."""

    def __init__(self, connections: list[Connection]) -> None:
        """Share *connections*."""
        self._free: asyncio.Queue[Connection] = asyncio.Queue()
        for connection in connections:
            self._free.put_nowait(connection)

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send *request* on a free connection and return the answer's status and body."""
        connection = await self._free.get()
        try:
            return await connection.ask(request)
        finally:
            self._free.put_nowait(connection)


@asynccontextmanager
async def connected(port: int, number: int) -> AsyncIterator[Connections]:
    """Yield *number* connections to the service at *port* of this machine."""
    connections = [await Connection.open(port) for _ in range(number)]
    try:
        yield Connections(connections)
    finally:
        for connection in connections:
            await connection.close()


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return next((int(line[len(_LENGTH) :]) for line in lines if line.startswith(_LENGTH)), 0)
