"""Mails through a real SMTP server: down, refusing, hanging, dying after DATA, encrypted or not."""

import email
import email.policy
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from services.monitoring.domain.audience import Channel
from services.monitoring.notify.mail import Smtp
from services.monitoring.notify.message import Message, NeverTaken, NotTaken
from services.monitoring.notify.sender import Sender
from services.monitoring.notify.wording import Wording
from shared.events import Person
from tests.support.smtp_server import Mailbox, serving
from tests.support.telling import LEADER, Office, change
from tests.support.tls import certificate

NAME = "localhost"
AT = datetime(2026, 6, 29, 8, tzinfo=UTC)
MESSAGE = Message("abc", LEADER, "Warnung – Eintritte", "Größe: 57 zu wenig\n", "first", AT, "alert.raised", {})


@pytest.fixture
async def mailbox() -> Mailbox:
    return Mailbox()


def read(mail: bytes) -> EmailMessage:
    read = email.message_from_bytes(mail, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


async def test_a_mail_arrives_with_its_id_in_its_thread(mailbox: Mailbox) -> None:
    async with serving(mailbox) as port:
        await Smtp(f"smtp://127.0.0.1:{port}?from=kurs%40example.org").send(MESSAGE)

    mail = read(mailbox.mails[0])
    assert (mail["From"], mail["To"], mail["Subject"]) == ("kurs@example.org", LEADER, "Warnung – Eintritte")
    assert mail["Message-ID"] == "<abc@example.org>"
    assert mail["References"] == mail["In-Reply-To"] == "<first@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == "Größe: 57 zu wenig\n"


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
@pytest.mark.parametrize(
    ("code", "outcome"), [("451 later", NotTaken), ("550 never", NeverTaken), ("554 spam", NeverTaken)]
)
async def test_four_hundred_is_tried_again_and_five_hundred_is_not(
    mailbox: Mailbox, command: str, code: str, outcome: type[Exception]
) -> None:
    mailbox.answers[command] = code
    async with serving(mailbox) as port:
        with pytest.raises(outcome, match=f"smtp-{code[:3]}"):
            await Smtp(f"smtp://127.0.0.1:{port}").send(MESSAGE)


async def test_a_server_that_is_down_is_tried_again(mailbox: Mailbox) -> None:
    async with serving(mailbox) as port:
        pass

    with pytest.raises(NotTaken):
        await Smtp(f"smtp://127.0.0.1:{port}").send(MESSAGE)


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
async def test_a_server_that_hangs_is_left(mailbox: Mailbox, command: str) -> None:
    mailbox.hangs_after = command
    async with serving(mailbox) as port:
        with pytest.raises(NotTaken):
            await Smtp(f"smtp://127.0.0.1:{port}", within_s=0.5).send(MESSAGE)


@pytest.fixture
def tls(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path, NAME)


async def test_a_connection_is_encrypted_where_the_server_offers_it(
    mailbox: Mailbox, tls: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    async with serving(mailbox, tls=tls[0]) as port:
        await Smtp(f"smtp://user%40x.org:p%40ss@{NAME}:{port}", tls[1]).send(MESSAGE)

    assert mailbox.encrypted == [True]
    assert mailbox.users == ["user@x.org"]
    assert read(mailbox.mails[0])["From"] == "user@x.org"


async def test_smtps_is_encrypted_from_the_beginning(
    mailbox: Mailbox, tls: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    async with serving(mailbox, tls=tls[0], at_once=True) as port:
        await Smtp(f"smtps://user:p%40ss@{NAME}:{port}", tls[1]).send(MESSAGE)

    assert len(mailbox.mails) == 1


async def test_a_password_is_never_sent_in_the_clear(mailbox: Mailbox) -> None:
    async with serving(mailbox) as port:
        with pytest.raises(NotTaken):
            await Smtp(f"smtp://user:p%40ss@{NAME}:{port}").send(MESSAGE)

    assert (mailbox.users, mailbox.mails) == ([], [])


async def test_a_server_with_another_name_gets_nothing(
    mailbox: Mailbox, tls: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    async with serving(mailbox, tls=tls[0]) as port:
        with pytest.raises(NotTaken):
            await Smtp(f"smtp://user:p%40ss@127.0.0.1:{port}", tls[1]).send(MESSAGE)

    assert (mailbox.users, mailbox.mails) == ([], [])


async def test_a_wrong_password_is_our_fault_and_blames_no_mail(
    mailbox: Mailbox, tls: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    async with serving(mailbox, tls=tls[0]) as port:
        with pytest.raises(NotTaken, match="smtp-535"):
            await Smtp(f"smtp://user:wrong@{NAME}:{port}", tls[1]).send(MESSAGE)


@pytest.fixture
async def office(empty_database: str) -> AsyncIterator[Office]:
    office = Office(empty_database, Person(name="Leitung", mail=LEADER, series=("*",)))
    await office.open()
    yield office
    await office.database.aclose()


def through(office: Office, port: int) -> None:
    """Let *office* send through a server."""
    smtp = Smtp(f"smtp://127.0.0.1:{port}")
    office.sender = Sender(office.database, {Channel.MAIL: smtp}, Wording(""), office.clock, lambda: 0.0)


async def test_a_server_that_dies_after_it_took_a_mail_gets_it_again_with_the_same_id(
    office: Office, mailbox: Mailbox
) -> None:
    async with serving(mailbox) as port:
        through(office, port)
        mailbox.dies_after_data = True
        await office.tell(change())
        await office.send()
        assert await office.states() == ["waiting"]

        mailbox.dies_after_data = False
        office.clock.pass_(seconds=6)
        await office.send()

    first, second = (read(mail)["Message-ID"] for mail in mailbox.mails)
    assert first == second
    assert await office.states() == ["sent"]


async def test_a_server_that_was_down_gets_everything_when_it_is_back(office: Office, mailbox: Mailbox) -> None:
    async with serving(mailbox) as port:
        pass
    through(office, port)
    await office.tell(change(), change(series="employees"))
    await office.send()
    office.clock.pass_(seconds=6)
    async with serving(mailbox):
        for _ in range(3):
            await office.send()
            office.clock.pass_(minutes=6)

    assert {read(mail)["Subject"] for mail in mailbox.mails} == {
        "Warnung – Eintritte SGB III: 57 zu wenig",
        "Warnung – Beschäftigte: 57 zu wenig",
    }
    assert len(mailbox.mails) == 2
    assert await office.states() == ["sent", "sent"]
