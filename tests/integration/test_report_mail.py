"""The monthly report by mail: to whom, when, with what, through a real SMTP server."""

import email
import email.policy
import io
from collections.abc import AsyncIterator
from datetime import date, datetime
from email.message import EmailMessage

import openpyxl
import pytest
from pypdf import PdfReader

from services.monitoring.domain.audience import Channel
from services.monitoring.notify.mail import Smtp
from services.monitoring.notify.message import Way
from services.monitoring.notify.sender import Sender
from services.monitoring.notify.wording import Wording
from services.monitoring.reports.months import month_in
from services.monitoring.reports.sending import Post
from services.monitoring.storage.outgoing import listed
from shared.clock import clock_on
from shared.events import Person
from shared.keys import Caller
from tests.support.reports import Month
from tests.support.sample_year import PLAN
from tests.support.smtp_server import Mailbox, serving
from tests.support.telling import Hand
from tests.support.telling import Post as Hook

# openpyxl does not know the bars of Excel 2010.
pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")

ALL = Person(name="Controlling", mail="controlling@example.org", series=("*",), report="monthly")
HEALTH = Person(name="Health", mail="health@example.org", sectors=("health",), report="monthly", language="en")
OFFICE = Person(name="Dessau", mail="dessau@example.org", offices=("JC-DERO",), report="monthly")
HOOK = Person(name="Hook", webhook="https://hooks.example.org/kurs", series=("*",), report="monthly")
NOBODY = Person(name="Leitung", mail="leitung@example.org", series=("*",))
MANAGER = Caller("key", None, frozenset({"read", "manage"}))


class Mailing:
    """A month with subscribers, what queues reports for them, and what sends them."""

    def __init__(self, month: Month, mailbox: Mailbox) -> None:
        """Send to *mailbox*."""
        self.month = month
        self.mailbox = mailbox
        self.woken = 0
        self.wall = Hand()
        self.hook = Hook()
        self.post = Post(month.database, self._now, self._wake)

    def _now(self) -> datetime:
        return clock_on(self.month.today)()

    def _wake(self) -> None:
        self.woken += 1

    async def deliver(self) -> list[EmailMessage]:
        """Send what is queued, and return all reports that have arrived; mails of alerts come, too."""
        async with serving(self.mailbox) as port:
            ways: dict[Channel, Way] = {Channel.MAIL: Smtp(f"smtp://127.0.0.1:{port}"), Channel.WEBHOOK: self.hook}
            sender = Sender(self.month.database, ways, Wording("http://page"), self.wall, lambda: 0.0)
            while leased := await sender.take():
                for ones in leased:
                    await sender.deliver(ones)
        mails = [email.message_from_bytes(mail, policy=email.policy.default) for mail in self.mailbox.mails]
        return [mail for mail in mails if isinstance(mail, EmailMessage) and list(mail.iter_attachments())]

    async def queued(self) -> set[str]:
        """Return to whom reports were queued."""
        rows = await self.month.database.read(listed, None, 1_000)
        return {row.person for row in rows if row.notice.startswith("report-")}


@pytest.fixture
async def mailing(judged_database: str) -> AsyncIterator[Mailing]:
    mailing = Mailing(Month(judged_database), Mailbox())
    yield mailing
    await mailing.month.database.aclose()


async def test_the_report_goes_out_on_the_fifth_working_day_and_once(mailing: Mailing) -> None:
    await mailing.month.name(ALL, NOBODY)

    await mailing.month.move_to(date(2026, 10, 6))
    assert await mailing.post.look() == 0
    await mailing.month.move_to(date(2026, 10, 7))
    assert await mailing.post.look() == 1
    await mailing.month.move_to(date(2026, 10, 12))
    assert await mailing.post.look() == 0
    assert (await mailing.queued(), mailing.woken) == ({"Controlling"}, 1)

    [mail] = await mailing.deliver()
    assert mail["To"] == "controlling@example.org"
    assert mail["Subject"] == "Monatsbericht September 2026: 486 statt 589 Eintritte (vorläufig)"


async def test_pdf_and_workbook_are_attached(mailing: Mailing) -> None:
    await mailing.month.name(ALL)
    await mailing.month.close("2026-09")
    await mailing.post.send_now(MANAGER, PLAN, month_in("2026-09"))

    [mail] = await mailing.deliver()

    files = {part.get_filename(): part for part in mail.iter_attachments()}
    assert set(files) == {f"{PLAN}-2026-09.pdf", f"{PLAN}-2026-09.xlsx"}
    pdf = PdfReader(io.BytesIO(files[f"{PLAN}-2026-09.pdf"].get_content()))
    assert (len(pdf.pages), files[f"{PLAN}-2026-09.pdf"].get_content_type()) == (2, "application/pdf")
    assert "Abgeschlossen am" in pdf.pages[0].extract_text()
    book = openpyxl.load_workbook(io.BytesIO(files[f"{PLAN}-2026-09.xlsx"].get_content()))
    assert book["Zeilen"]["A5"].value == "entries"
    body = mail.get_body()
    assert body
    assert "Bis zum 30.09.2026 sind 486 Eintritte gemeldet" in body.get_content()


async def test_each_subscriber_gets_their_series_in_their_language(mailing: Mailing) -> None:
    await mailing.month.name(ALL, HEALTH, OFFICE)
    await mailing.post.send_now(MANAGER, PLAN, month_in("2026-09"))

    mails = {str(mail["To"]).partition("@")[0]: mail for mail in await mailing.deliver()}

    shown = {name: series_in(mail) for name, mail in mails.items()}
    assert shown["health"] == {"entries", "employees", "sector/health"}
    assert shown["dessau"] == {"entries", "employees", "office/JC-DERO"}
    assert shown["controlling"] > shown["health"] | shown["dessau"]
    assert mails["health"]["Subject"] == "Monthly report September 2026: 486 of 589 entries (provisional)"


def series_in(mail: EmailMessage) -> set[str]:
    *_, file = mail.iter_attachments()
    book = openpyxl.load_workbook(io.BytesIO(file.get_content()))
    sheet = next(sheet for sheet in book if sheet.title in {"Zeilen", "Series"})
    return {str(row[0]) for row in sheet.iter_rows(min_row=5, values_only=True)}


async def test_a_webhook_gets_a_link_and_no_files(mailing: Mailing) -> None:
    await mailing.month.name(HOOK)
    await mailing.post.send_now(MANAGER, PLAN, month_in("2026-09"))
    await mailing.deliver()

    [message] = [one for one in mailing.hook.taken if one.kind == "report"]
    assert message.attachments == ()
    assert message.data["link"] == f"http://page/v1/reports/2026-09.json?plan={PLAN}"
    assert (message.data["month"], message.data["status"]) == ("2026-09", "provisional")


async def test_who_has_nothing_to_be_told_gets_no_mail_unless_a_manager_sends_it(mailing: Mailing) -> None:
    retail = Person(name="Retail", mail="retail@example.org", sectors=("retail",), report="monthly")
    await mailing.month.name(retail, HEALTH)
    await mailing.month.move_to(date(2026, 10, 7))

    assert await mailing.post.look() == 1
    assert await mailing.queued() == {"Health"}
    assert await mailing.post.send_now(MANAGER, PLAN, month_in("2026-09")) == 1
    assert await mailing.queued() == {"Health", "Retail"}


async def test_the_same_figures_are_sent_once_and_new_ones_again(mailing: Mailing) -> None:
    await mailing.month.name(ALL)
    september = month_in("2026-09")

    assert await mailing.post.send_now(MANAGER, PLAN, september) == 1
    assert await mailing.post.send_now(MANAGER, PLAN, september) == 0
    await mailing.month.move_to(date(2026, 10, 15))
    assert await mailing.post.look() == 0, "it was sent already"
    await mailing.month.close("2026-09")
    assert await mailing.post.send_now(MANAGER, PLAN, september) == 1, "it is final now"
    assert await mailing.post.send_now(MANAGER, PLAN, month_in("2026-08")) == 1


async def test_a_second_attempt_brings_the_same_report_under_the_same_id(mailing: Mailing) -> None:
    await mailing.month.name(ALL)
    await mailing.post.send_now(MANAGER, PLAN, month_in("2026-09"))
    mailing.mailbox.dies_after_data = True
    await mailing.deliver()
    mailing.mailbox.dies_after_data = False
    mailing.wall.pass_(seconds=6)

    first, second = await mailing.deliver()

    assert first["Message-ID"] == second["Message-ID"]
    one, other = ([part.get_content() for part in mail.iter_attachments()] for mail in (first, second))
    assert one[0] == other[0]
