"""From a read to a commit: faults of the surroundings are waited out, faults of a message are that message's alone."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from shared.streams import Stream

_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 5.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message as it came: its position in the stream and its raw bytes, not yet trusted."""

    position: str
    payload: bytes

    @property
    def content_sha256(self) -> str:
        """What it is, wherever it lies: after a loss of Redis it comes again at another position."""
        return sha256(self.payload).hexdigest()


Handler = Callable[[list[Delivery]], Awaitable[None]]
"""Takes a batch; returns when its effects are committed, raises when the batch must come again."""


class Reader(Protocol):
    """What a service does with the messages of one stream."""

    async def take(self, batch: list[Delivery]) -> None:
        """Commit the effects of *batch*, all or none; raises when that is not possible."""
        ...

    async def take_again(self, message: Delivery) -> None:
        """Take a message that was read before and never acknowledged: it may have ended the process that read it."""
        ...

    async def set_aside(self, message: Delivery, reason: str) -> None:
        """Keep *message*, which cannot be taken, apart from the others; *reason* holds nothing of its content."""
        ...


class Plainly:
    """A reader of messages that our own services derive: what cannot be taken is told, and its next version follows."""

    def __init__(self, stream: Stream, handle: Handler) -> None:
        """Let *handle* take the messages of *stream*."""
        self._stream = stream
        self._handle = handle

    async def take(self, batch: list[Delivery]) -> None:
        """Hand *batch* to the handler."""
        await self._handle(batch)

    async def take_again(self, message: Delivery) -> None:
        """Take it as any other."""
        await self.take([message])

    async def set_aside(self, message: Delivery, reason: str) -> None:
        """Tell of it."""
        log.error("message.dropped", stream=self._stream.name, position=message.position, reason=reason)


def is_transient(error: Exception) -> bool:
    """Say whether *error* is a fault of the surroundings, which passes, and not of what was to be written."""
    if isinstance(error, DataError | IntegrityError):
        return False
    return isinstance(error, SQLAlchemyError | RedisError | OSError)


async def deliver(reader: Reader, batch: list[Delivery]) -> None:
    """Bring *batch* to *reader*: together, or, when it holds something that cannot be taken, in halves down to that."""
    try:
        await patiently(lambda: reader.take(batch))
    except Exception as error:  # noqa: BLE001 - whatever a message does to our code, the others must not suffer
        if len(batch) == 1:
            await _give_up(reader, batch[0], error)
        else:
            middle = len(batch) // 2
            await deliver(reader, batch[:middle])
            await deliver(reader, batch[middle:])


async def deliver_again(reader: Reader, batch: list[Delivery]) -> None:
    """Bring messages that were left behind to *reader*, each by itself."""
    for message in batch:
        try:
            await patiently(lambda message=message: reader.take_again(message))  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001 - as above
            await _give_up(reader, message, error)


async def _give_up(reader: Reader, message: Delivery, error: Exception) -> None:
    await patiently(lambda: reader.set_aside(message, f"{type(error).__name__} while it was taken"))


async def patiently(work: Callable[[], Awaitable[None]]) -> None:
    """Do *work*, however long its surroundings are away; raises only what is no transient fault."""
    pause = 0.0
    while True:
        try:
            return await work()
        except Exception as error:
            if not is_transient(error):
                raise
            if not pause:
                log.warning("delivery.waiting", error=type(error).__name__)
            pause = min(_LONGEST_PAUSE_S, pause * 2 or _FIRST_PAUSE_S)
            await asyncio.sleep(pause)
