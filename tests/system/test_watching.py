"""A real Prometheus and a real Alertmanager watch the running product, with the rules and routes that are deployed."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import pytest

from services.kurs.migrations import SERVICES
from services.kurs.references import dashboards
from tests.support.alertmanager import DEAD_MAN, alertmanager
from tests.support.prometheus import Prometheus, prometheus
from tests.support.reference import sample_events
from tests.support.running import Running, until
from tests.support.smtp_server import Mailbox, served_beside

NOTHING_TO_SHOW = {"Errors"}
"""Panels that are empty while all is well."""

BEFORE, LATER = "2026-08-04", "2026-10-15"
SILENT = "JC-WB"
OPERATIONS, AT_ONCE, JOBCENTRES = "betrieb@example.org", "betrieb-sofort@example.org", "fachverfahren@example.org"


@dataclass
class Watched:
    """The product, who watches it, and the mails of operations."""

    product: Running
    prometheus: Prometheus
    mailbox: Mailbox
    _sent: set[int] = field(default_factory=set)

    def report(self, until_day: str, *, without: str = "") -> None:
        """Send what was known before a day and was not sent yet, except that of one office."""
        news = [
            (number, event)
            for number, event in enumerate(sample_events())
            if number not in self._sent and event["recordedtime"] < until_day and event["data"]["office"] != without
        ]
        self._sent |= {number for number, _ in news}
        self.product.send(event for _, event in news)
        self.product.rest()

    def mails(self, *words: str) -> list[EmailMessage]:
        """Return the mails with all *words* in their subject."""
        return [mail for mail in self.mailbox.read() if all(word in mail["Subject"] for word in words)]

    def only_the_watchdog_fires(self) -> bool:
        """Say whether all is well."""
        return self.prometheus.firing() == {"KurshalterWatchdog"}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Hold a product that knows what was known in August; all is well."""
    folder = tmp_path_factory.mktemp("watched")
    product, mailbox = Running(folder, BEFORE), Mailbox()
    jobs = {service: product.settings.port(service) for service in SERVICES}
    with ExitStack() as ends:
        smtp = ends.enter_context(served_beside(mailbox))
        alarms = ends.enter_context(alertmanager(folder / "alertmanager", smtp))
        # Prometheus begins to scrape seconds after its start; the product starts meanwhile.
        found = ends.enter_context(prometheus(folder / "prometheus", jobs, alarms.port))
        ends.callback(product.close)
        product.start()
        everything = Watched(product, found, mailbox)
        # What arrives before the first look is in no rate.
        until(lambda: len(found.ask("up == 1")) == len(SERVICES))
        everything.report(BEFORE)
        yield everything


def test_an_office_that_stops_is_told_by_mail_and_told_again_when_it_speaks(watched: Watched) -> None:
    until(watched.only_the_watchdog_fires)
    until(lambda: DEAD_MAN in {mail["To"] for mail in watched.mails("KurshalterWatchdog")})
    assert not watched.mails(SILENT)

    weeks_go_by(watched)
    watched.report(LATER, without=SILENT)
    until(lambda: bool(watched.mails("[FIRING:1]", SILENT)))
    [mail, *_] = watched.mails("[FIRING:1]", SILENT)
    assert mail["To"] == f"{OPERATIONS}, {JOBCENTRES}"
    assert f"Nothing arrives from {SILENT} although the plan expects reports." in html_of(mail)
    assert "docs/runbooks/feed-silent.md" in html_of(mail)
    until(lambda: [one.get("office") for one in watched.prometheus.alerts() if "office" in one] == [SILENT])

    what_the_runbook_says(watched.product)
    watched.report(LATER)
    until(lambda: bool(watched.mails("[RESOLVED]", SILENT)))
    until(watched.only_the_watchdog_fires)


def weeks_go_by(watched: Watched) -> None:
    """Start the product anew on a later day. Meanwhile it is down, and who is on call is told in one mail."""
    watched.product.stop()
    until(lambda: bool(watched.mails("[FIRING:3] KurshalterDown")))
    assert {mail["To"] for mail in watched.mails("KurshalterDown")} == {AT_ONCE}
    watched.product.environment["KURS_TODAY"] = LATER
    watched.product.start()
    until(lambda: bool(watched.mails("[RESOLVED] KurshalterDown")))


def what_the_runbook_says(product: Running) -> None:
    """Look at what docs/runbooks/feed-silent.md names, and give the office a new key."""
    feeds = product.get("monitoring", "/v1/feeds")["feeds"]
    assert [one["office"] for one in feeds if one["silent"]] == [SILENT]
    assert product.ask("GET", "intake", "/v1/refusals").is_success
    keys = product.kurs("keys", "create", "--office", SILENT, "--rights", "emit,backfill,read")
    assert "kurs_" in keys.stdout
    assert product.kurs("keys", "list").stdout.count(SILENT) == 2


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body
    return str(body.get_content())


def questions() -> list[tuple[str, str]]:
    return [
        (panel["title"], target["expr"].replace("$plan", "st-ost-2026").replace("$office", ".*"))
        for text in dashboards().values()
        for panel in json.loads(text)["panels"]
        for target in panel.get("targets", ())
    ]


def test_every_panel_of_the_dashboards_has_something_to_show(watched: Watched) -> None:
    unanswered = [one for one in questions() if one[0] not in NOTHING_TO_SHOW]
    unanswered.append(("the freshness objective", "kurs:freshness_slow:ratio_rate6h"))
    assert len(unanswered) > 40

    def all_answered() -> bool:
        unanswered[:] = [one for one in unanswered if not numbers(watched, one[1])]
        return not unanswered

    with suppress(AssertionError):  # which ones says more than that it took too long
        until(all_answered)
    assert not unanswered


def numbers(watched: Watched, expression: str) -> list[Any]:
    """Return the values of *expression* that are numbers."""
    return [sample for sample in watched.prometheus.ask(expression) if sample["value"][1] != "NaN"]
