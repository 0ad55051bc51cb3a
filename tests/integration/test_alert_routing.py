"""A real Alertmanager, configured as it is deployed, tells operations by mail: whom, what together, and what not."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.alertmanager import Alertmanager, alertmanager
from tests.support.running import until
from tests.support.smtp_server import Mailbox, served_beside

AT_ONCE, OPERATIONS = "betrieb-sofort@example.org", "betrieb@example.org"


class Room(NamedTuple):
    """Where operations sits: what raises alarms, and what arrives."""

    alarms: Alertmanager
    mailbox: Mailbox

    def raise_(self, name: str, **labels: str) -> None:
        """Raise an alarm as Prometheus does."""
        self.alarms.hear({"labels": {"alertname": name, **labels}})

    def subjects(self, address: str) -> list[str]:
        """Return the subjects of what *address* has got, on one line each."""
        return [" ".join(mail["Subject"].split()) for mail in self.mailbox.read() if address in mail["To"]]

    def got(self, address: str, *words: str) -> bool:
        """Say whether *address* has a mail with all *words* in its subject."""
        return any(all(word in subject for word in words) for subject in self.subjects(address))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    mailbox = Mailbox()
    with served_beside(mailbox) as smtp, alertmanager(tmp_path, smtp) as alarms:
        yield Room(alarms, mailbox)


def test_what_is_critical_goes_to_who_is_on_call_and_the_rest_to_operations(room: Room) -> None:
    room.raise_("KurshalterDown", severity="critical", job="intake")
    room.raise_("KurshalterStreamLag", severity="warning", job="planning")

    until(lambda: room.got(AT_ONCE, "KurshalterDown") and room.got(OPERATIONS, "KurshalterStreamLag"))
    assert not room.got(AT_ONCE, "StreamLag")
    assert not room.got(OPERATIONS, "Down")


def test_of_one_kind_there_is_one_mail_and_of_each_office_one_to_who_looks_after_it(room: Room) -> None:
    for job in ("intake", "planning", "monitoring"):
        room.raise_("KurshalterOutboxDeep", severity="warning", job=job)
    for office in ("JC-WB", "JC-ABI", "AA-ST-OST"):
        room.raise_("KurshalterFeedSilent", severity="warning", office=office)

    until(lambda: room.got(OPERATIONS, "[FIRING:3]", "KurshalterOutboxDeep"))
    until(lambda: all(room.got(OPERATIONS, "[FIRING:1]", office) for office in ("JC-WB", "JC-ABI", "AA-ST-OST")))
    jobcentres = room.subjects("fachverfahren@example.org")
    assert len(jobcentres) == 2
    assert not [subject for subject in jobcentres if "AA-ST-OST" in subject]


def test_while_the_chain_is_broken_no_office_is_called_silent(room: Room) -> None:
    room.raise_("KurshalterCanaryLate", severity="critical", job="monitoring")
    until(lambda: room.got(AT_ONCE, "KurshalterCanaryLate"))
    room.raise_("KurshalterFeedSilent", severity="warning", office="JC-WB")
    room.raise_("KurshalterDeadLetters", severity="warning", stream="kurs.entries")
    until(lambda: room.got(OPERATIONS, "KurshalterDeadLetters"))
    [silent] = room.alarms.alerts("KurshalterFeedSilent")
    assert silent["status"]["state"] == "suppressed"
    assert not room.got(OPERATIONS, "JC-WB")
