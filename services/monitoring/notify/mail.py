"""Mails: to an SMTP server, or as files where none is set."""

import asyncio
import os
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from services.monitoring.notify.message import Message, NeverTaken, NotTaken

_WITHIN_S = 30.0
_FIRST_PERMANENT = 500
_NO_ADDRESS = "kurshalter@localhost"


def compose(message: Message, sender: str) -> EmailMessage:
    """Return *message* as a mail from *sender*: its id is its Message-ID, its thread is the first mail's."""
    domain = sender.rpartition("@")[2]
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = message.recipient
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.id}@{domain}>"
    if message.thread != message.id:
        mail["In-Reply-To"] = mail["References"] = f"<{message.thread}@{domain}>"
    # RFC 3834: nobody's out-of-office reply is to come back.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    for file in message.attachments:
        main, _, sub = file.media_type.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return mail


class Smtp:
    """Sends through the server of an SMTP URL.

    ``smtps`` is encrypted from the beginning. ``smtp`` becomes so by STARTTLS where the server offers it; a password
    is never sent otherwise.
    """

    def __init__(self, url: str, tls: ssl.SSLContext | None = None, within_s: float = _WITHIN_S) -> None:
        """Read *url*, as the settings allow it; trust *tls*, by default what the machine trusts."""
        parts = urlsplit(url)
        self._tls_at_once = parts.scheme == "smtps"
        self._host, self._port = parts.hostname, parts.port
        self._user, self._password = (unquote(text) if text else None for text in (parts.username, parts.password))
        user = self._user if self._user and "@" in self._user else _NO_ADDRESS
        self._sender = parse_qs(parts.query).get("from", [user])[0]
        self._tls = tls or ssl.create_default_context()
        self._within_s = within_s

    async def send(self, message: Message) -> None:
        """Return when the server has taken *message*."""
        try:
            async with asyncio.timeout(self._within_s):
                await self._hand_over(compose(message, self._sender))
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise _not_taken(refused.recipients[0].code) from None
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as refused:
            raise _not_taken(refused.code) from None
        except aiosmtplib.SMTPResponseException as refused:
            # Greeting, STARTTLS and log-in speak of the server and of our password, not of this mail.
            raise NotTaken(f"smtp-{refused.code}") from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise NotTaken(type(error).__name__) from None

    async def _hand_over(self, mail: EmailMessage) -> None:
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            use_tls=self._tls_at_once,
            start_tls=None if self._tls_at_once or not self._user else True,
            tls_context=self._tls,
            local_hostname=socket.gethostname(),
            timeout=self._within_s,
        )
        await client.connect()
        try:
            if self._user:
                await client.login(self._user, self._password or "")
            await client.send_message(mail)
            with suppress(aiosmtplib.SMTPException):  # it was taken: how the goodbye goes does not matter
                await client.quit()
        finally:
            client.close()


def _not_taken(code: int) -> NotTaken | NeverTaken:
    return (NeverTaken if code >= _FIRST_PERMANENT else NotTaken)(f"smtp-{code}")


class Folder:
    """Writes mails as files: the same mail becomes the same file."""

    def __init__(self, folder: Path) -> None:
        """Write to *folder*, which is made when it is needed."""
        self._folder = folder

    async def send(self, message: Message) -> None:
        """Return when the file of *message* is on disk."""
        try:
            await asyncio.to_thread(self._write, message)
        except OSError as error:
            raise NotTaken(type(error).__name__) from None

    def _write(self, message: Message) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, suffix=".draft", delete=False) as draft:
            draft.write(compose(message, _NO_ADDRESS).as_bytes())
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(self._folder / f"{message.id}.eml")
