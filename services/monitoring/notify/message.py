"""What goes out over a channel, and what can come of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; other ways leave it out."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """Something told to one recipient; ``id`` is the same at every attempt.

    ``thread`` is the id of the message with which the recipient first heard of the same thing; ``at`` is when it was
    first about to be sent. ``kind`` and ``data`` are for machines.
    """

    id: str
    recipient: str
    subject: str
    text: str
    thread: str
    at: datetime
    kind: str
    data: dict[str, Any]
    attachments: tuple[Attachment, ...] = ()


class NotTaken(Exception):
    """The other side did not take it, and may do so later; the text is a code."""


class NeverTaken(Exception):
    """The other side will never take it; the text is a code."""


class Gone(NeverTaken):
    """The address does not exist any more."""


class Way(Protocol):
    """Sends messages over one channel."""

    async def send(self, message: Message) -> None:
        """Return when *message* is taken. Raises :class:`NotTaken` or :class:`NeverTaken`."""
        ...
