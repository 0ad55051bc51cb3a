"""A real SMTP server of a test's own that refuses, hangs or dies as it is told."""

import asyncio
import email
import email.policy
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from email.message import EmailMessage
from functools import cache
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

    def read(self) -> list[EmailMessage]:
        """Return the mails in the order in which they came."""
        return [email.message_from_bytes(mail, policy=email.policy.default) for mail in list(self.mails)]

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
def served_beside(mailbox: Mailbox) -> Iterator[int]:
    """Yield the port on which *mailbox* is served by a thread of its own, while the test waits."""
    server = serving(mailbox)
    try:
        yield asyncio.run_coroutine_threadsafe(server.__aenter__(), _loop()).result()
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), _loop()).result()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return a loop that never stops: who is just being let in when a server closes is still seen to the door."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def _cut(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()
