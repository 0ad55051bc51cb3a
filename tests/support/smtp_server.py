"""A real SMTP server of a test's own that refuses, hangs or dies as it is told."""

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

Answer = Callable[[SMTP], Any]
OK = "250 OK"


class Mailbox:
    """Keeps what came in; ``answers`` says what is said instead of OK, by command."""

    def __init__(self) -> None:
        """Take everything."""
        self.mails: list[bytes] = []
        self.answers: dict[str, str] = {}
        self.hangs_after: str | None = None
        self.dies_after_data = False
        self.encrypted: list[bool] = []
        self.users: list[str] = []
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del options
        await self._maybe_hang("RCPT")
        if answer := self.answers.get("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        await self._maybe_hang("DATA")
        if answer := self.answers.get("DATA"):
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(content)
        self.encrypted.append(session.ssl is not None)
        if self.dies_after_data:
            _cut(server)
        return OK

    async def _maybe_hang(self, command: str) -> None:
        if self.hangs_after == command:
            await asyncio.Event().wait()

    def authenticate(self, server: SMTP, session: Session, _: Envelope, __: str, data: Any) -> AuthResult:
        del server, session
        self.users.append(data.login.decode())
        return AuthResult(success=data.password == b"p@ss", handled=False)


@asynccontextmanager
async def serving(mailbox: Mailbox, *, tls: ssl.SSLContext | None = None, at_once: bool = False) -> AsyncIterator[int]:
    """Yield the port on which *mailbox* is served; *tls* offers STARTTLS, or encrypts *at_once*."""
    loop = asyncio.get_running_loop()
    servers: list[SMTP] = []

    def connected() -> SMTP:
        server = SMTP(
            mailbox,
            hostname="mail.example.org",
            loop=loop,
            tls_context=None if at_once else tls,
            authenticator=mailbox.authenticate,
            auth_require_tls=not at_once,
        )
        servers.append(server)
        return server

    listening = socket.create_server(("127.0.0.1", mailbox.port))
    mailbox.port = listening.getsockname()[1]
    server = await loop.create_server(connected, sock=listening, ssl=tls if at_once else None)
    try:
        yield mailbox.port
    finally:
        server.close()
        for one in servers:
            _cut(one)
        await asyncio.sleep(0)


@contextmanager
def serving_aside(mailbox: Mailbox) -> Iterator[str]:
    """Serve *mailbox* from a thread of its own, and yield its URL."""
    started, ending = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with serving(mailbox):
            started.set()
            await ending.wait()

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    started.wait()
    try:
        yield f"smtp://127.0.0.1:{mailbox.port}"
    finally:
        loop.call_soon_threadsafe(ending.set)
        thread.join()
        loop.close()


def _cut(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()
