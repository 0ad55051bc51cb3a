"""What stands in mails and webhooks, in German and English."""

from dataclasses import replace
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from services.monitoring.domain.alerts import Severity, Turn
from services.monitoring.domain.audience import Channel
from services.monitoring.domain.notices import AlertNotice, Child, Notice, OperationsNotice, Trouble
from services.monitoring.formats import Language
from services.monitoring.notify.mail import Folder, compose
from services.monitoring.notify.message import Message
from services.monitoring.notify.wording import Wording
from services.monitoring.storage.leasing import Leased
from services.monitoring.storage.notifications import DIGEST
from shared.clock import micros
from tests.support.telling import LEADER, START, change
from tests.unit.monitoring.examples import a_plan, a_series, e2

NOTICE = AlertNotice(change(), e2(), change().id)


def message(*notices: Notice, language: Language = "de", title: str = "Eintritte gesamt") -> Message:
    about = DIGEST if len(notices) > 1 else "notice"
    to = Leased("id", about, "plan-2026", Channel.MAIL, LEADER, "Leitung", language, 0, micros(START))
    plan = a_plan(a_series(title={"de": title, "en": "All entries"}))
    return Wording("https://page.example.org/").message(to, notices, plan)


def test_a_warning_says_what_is_behind_by_how_much_since_when_and_how_sure() -> None:
    told = message(NOTICE)

    assert told.subject == "Warnung – Eintritte gesamt"
    assert told.text.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ") == (
        "Bezirk, Planjahr 2026, Stand 26.06.2026 (Ende des Arbeitstags)  "
        "Warnung seit 26.06.2026.  "
        "Begonnen rund 372 (352 gemeldet, rund 20 noch unterwegs), Plan 429: 57 zu wenig. "
        "Tempo 78 % des Plans; Wahrscheinlichkeit, dass es noch im Plan liegt: 1,3 %. "
        "Prognose Jahresende 678 (80 %: 602–759), Chance auf 821: unter 5 %. "
        "Nötig ab jetzt 16,9 je Woche, bei jetzigem Tempo 11,5.  "
        "https://page.example.org/?plan=plan-2026&lang=de "
    )


def test_the_same_is_said_in_english() -> None:
    told = message(NOTICE, language="en")

    assert told.subject == "Warning – All entries"
    assert "Warning since 26 Jun 2026." in told.text
    assert "57 too few" in told.text
    assert told.text.endswith("?plan=plan-2026&lang=en\n")


@pytest.mark.parametrize(
    ("turn", "severity", "subject", "said"),
    [
        (Turn.ROSE, Severity.CRITICAL, "Kritisch – Eintritte gesamt", "wiegt jetzt schwerer: Kritisch."),
        (Turn.REOPENED, Severity.WARNING, "Noch offen: Warnung – Eintritte gesamt", "ist wieder offen: Warnung."),
        (Turn.ESCALATED, Severity.WARNING, "Nicht bestätigt: Warnung – Eintritte gesamt", "nicht bestätigt: Warnung."),
        (Turn.RESOLVED, Severity.WARNING, "Behoben – Eintritte gesamt", "Die Meldung „Warnung“ vom 26.06.2026"),
    ],
)
def test_what_became_of_an_alert_is_said(turn: Turn, severity: Severity, subject: str, said: str) -> None:
    told = message(replace(NOTICE, change=change(turn, severity=severity)))

    assert told.subject == subject
    assert said in told.text
    assert told.kind == f"alert.{turn}"


def test_the_parts_that_stand_are_listed_and_of_small_counts_no_gap() -> None:
    children = (
        Child("sector/health", Severity.CRITICAL, -31, small=False),
        Child("sector/it", Severity.WARNING, -9, small=True),
    )
    raised = message(replace(NOTICE, children=children))
    resolved = message(replace(NOTICE, children=children[:1], change=change(Turn.RESOLVED)))

    assert "Darunter stehen:\n- sector/health: Kritisch (−31)\n- sector/it: Warnung\n" in raised.text
    assert "Es stehen noch:\n- sector/health: Kritisch (−31)\n" in resolved.text
    assert "(−9)" not in raised.text


@pytest.mark.parametrize("known", [1, 2])
def test_a_count_below_three_is_in_no_message(known: int) -> None:
    told = message(replace(NOTICE, evaluation=replace(e2(), known=known)))

    assert "weniger als 3 Eintritte" in told.text
    assert "Prognose" not in told.text
    assert not {"known", "gap", "forecast", "lo80", "chance"} & told.data.keys()


def test_machines_get_the_figures() -> None:
    told = message(NOTICE)

    assert (told.data["series"], told.data["known"], told.data["lo80"], told.data["hi80"]) == ("entries", 352, 602, 759)
    assert told.data["pace_probability"] == pytest.approx(0.013178, abs=1e-6)


def test_a_digest_holds_every_text_and_a_long_one_a_line_each() -> None:
    short = message(NOTICE, replace(NOTICE, change=change(Turn.RESOLVED)))
    assert short.subject == "Kurshalter – 2 Meldungen"
    assert short.text.count("57 zu wenig") == 2
    assert [one["type"] for one in short.data["messages"]] == ["alert.raised", "alert.resolved"]

    long = message(*[NOTICE] * 1_234)
    assert long.subject == "Kurshalter – 1.234 Meldungen"
    assert long.text.count("* Warnung – Eintritte gesamt") == 1_234
    assert "57 zu wenig" not in long.text


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("language", ["de", "en"])
def test_operations_is_told_what_fails_and_what_to_do(trouble: Trouble, language: Language) -> None:
    told = message(OperationsNotice(trouble, "mail", "Team Gesundheit", "smtp-550"), language=language)

    assert told.subject.startswith("Kurshalter – ")
    assert "Team Gesundheit" in told.text
    assert "smtp-550" in told.text
    assert trouble is Trouble.STORM or "kurs notifications replay" in told.text


def test_a_title_cannot_add_a_header_or_be_taken_for_a_template() -> None:
    told = message(NOTICE, title="A & <b> {{ 7 * 7 }}\r\nBcc: all@example.org")
    mail = compose(told, "kurs@example.org")

    assert str(make_header(decode_header(mail["Subject"]))) == ("Warnung – A & <b> {{ 7 * 7 }} Bcc: all@example.org")
    assert mail["Bcc"] is None


async def test_a_mail_becomes_one_file_however_often_it_is_written(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "outbox")
    for _ in range(3):
        await folder.send(message(NOTICE))

    [file] = (tmp_path / "outbox").iterdir()
    assert file.name == "id.eml"
    assert b"Message-ID: <id@localhost>" in file.read_bytes()
