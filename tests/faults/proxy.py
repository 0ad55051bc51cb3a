"""A proxy in front of a server, as bad as a network can be."""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

_CHUNK = 65_536


class Proxy:
    """Stands between one client and a Unix socket, in a thread of its own; each method is a change of the weather."""

    def __init__(self, front: Path, back: Path) -> None:
        """Listen at *front* and speak for what listens at *back*."""
        self.front = front
        self._back = back
        self._loop = asyncio.new_event_loop()
        self._requests, self._replies = asyncio.Event(), asyncio.Event()
        self._refusing = False
        self._delay_s = 0.0
        self._links: set[StreamWriter] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        """Begin to listen; everything passes."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()

    async def _listen(self) -> None:
        self._server = await asyncio.start_unix_server(self._link, self.front)
        self._requests.set()
        self._replies.set()

    def heal(self) -> None:
        """Let everything pass again. What was held in a partition goes on; lost replies stay lost."""
        self._do(self._heal)

    def refuse(self) -> None:
        """Cut all connections and hang up on every new one."""
        self._do(self._refuse)

    def black_hole(self) -> None:
        """Let nothing pass, and say nothing about it."""
        self._do(self._requests.clear, self._replies.clear)

    def lose_replies(self) -> None:
        """Let requests arrive and no reply come back."""
        self._do(self._replies.clear)

    def delay(self, seconds: float) -> None:
        """Hold everything up for *seconds* on each way."""
        self._do(lambda: setattr(self, "_delay_s", seconds))

    def cut(self) -> None:
        """Break all connections once; new ones are fine."""
        self._do(self._cut)

    def close(self) -> None:
        """Stop listening and end the thread."""
        self._do(self._server.close, self._cut)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, *changes: Callable[[], None]) -> None:
        done: Future[None] = Future()
        for change in changes:
            self._loop.call_soon_threadsafe(change)
        self._loop.call_soon_threadsafe(done.set_result, None)
        done.result()

    def _heal(self) -> None:
        if self._requests.is_set() and not self._replies.is_set():
            self._cut()
        self._refusing, self._delay_s = False, 0.0
        self._requests.set()
        self._replies.set()

    def _refuse(self) -> None:
        self._refusing = True
        self._cut()

    def _cut(self) -> None:
        for writer in self._links:
            writer.transport.abort()

    async def _link(self, client: StreamReader, to_client: StreamWriter) -> None:
        writers = [to_client]
        self._links.add(to_client)
        try:
            if not self._refusing:
                server, to_server = await asyncio.open_unix_connection(self._back)
                writers.append(to_server)
                self._links.add(to_server)
                await self._both_ways(
                    self._pump(client, to_server, self._requests), self._pump(server, to_client, self._replies)
                )
        except OSError:
            pass  # the server is away: the client sees its connection end
        finally:
            for writer in writers:
                self._links.discard(writer)
                writer.transport.abort()

    @staticmethod
    async def _both_ways(*pumps: Coroutine[Any, Any, None]) -> None:
        tasks = [asyncio.create_task(pump) for pump in pumps]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _pump(self, reader: StreamReader, writer: StreamWriter, may_pass: asyncio.Event) -> None:
        with suppress(OSError):
            while chunk := await reader.read(_CHUNK):
                await may_pass.wait()
                await asyncio.sleep(self._delay_s)
                writer.write(chunk)
                await writer.drain()
