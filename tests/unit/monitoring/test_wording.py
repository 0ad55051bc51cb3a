"""What stands in mails and webhooks, in German and English."""

from dataclasses import replace
from datetime import date
from email.header import decode_header, make_header
from pathlib import Path
from typing import Literal

import pytest

from services.monitoring.domain.alerts import Cause, Kind, Severity, Turn
from services.monitoring.domain.audience import Channel
from services.monitoring.domain.notices import (
    AlertNotice,
    Child,
    Notice,
    OperationsNotice,
    ReportingNotice,
    SilenceNotice,
    Trouble,
)
from services.monitoring.domain.silence import FeedDay
from services.monitoring.notify.mail import Folder, compose
from services.monitoring.notify.message import Message
from services.monitoring.notify.wording import Wording
from services.monitoring.storage.leasing import Leased
from services.monitoring.storage.notifications import DIGEST
from services.monitoring.words.formats import Language
from shared.clock import micros
from tests.support.telling import LEADER, START, change
from tests.unit.monitoring.examples import a_plan, a_series, e2

Verdict = Literal["slower", "faster", "as_calibrated"]
NOTICE = AlertNotice(change(), e2(), change().id)


def message(*notices: Notice, language: Language = "de", title: str = "Eintritte gesamt") -> Message:
    about = DIGEST if len(notices) > 1 else "notice"
    to = Leased("id", about, "plan-2026", Channel.MAIL, LEADER, "Leitung", language, 0, micros(START))
    plan = a_plan(a_series(title={"de": title, "en": "All entries"}))
    return Wording("https://page.example.org/").message(to, notices, plan)


def test_a_warning_says_what_is_behind_by_how_much_since_when_and_how_sure() -> None:
    told = message(NOTICE)

    assert told.subject == "Warnung – Eintritte gesamt: 57 zu wenig"
    assert told.text.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ") == (
        "Bezirk, Planjahr 2026 Stand 26.06.2026 (Ende des Arbeitstags)  "
        "Warnung seit 26.06.2026.  "
        "Begonnen rund 372 (352 gemeldet, rund 20 noch unterwegs), Plan 429: 57 zu wenig. "
        "Tempo 78 % des Plans; Wahrscheinlichkeit, dass es noch im Plan liegt: 1,3 %.  "
        "Prognose Jahresende 678 (80 %: 602–759), Chance auf 821: unter 5 %. "
        "Nötig ab jetzt 16,9 je Woche, bei jetzigem Tempo 11,5.  "
        f"https://page.example.org/alerts/{change().alert}?lang=de "
    )


def test_the_same_is_said_in_english() -> None:
    told = message(NOTICE, language="en")

    assert told.subject == "Warning – All entries: 57 too few"
    assert "Warning since 26 Jun 2026." in told.text
    assert "57 too few" in told.text.replace("\n", " ")
    assert told.text.endswith(f"/alerts/{change().alert}?lang=en\n")


@pytest.mark.parametrize(
    ("turn", "severity", "subject", "said"),
    [
        (Turn.ROSE, Severity.CRITICAL, "Kritisch – Eintritte gesamt: 57 zu wenig", "wiegt jetzt schwerer: Kritisch."),
        (
            Turn.REOPENED,
            Severity.WARNING,
            "Noch offen: Warnung – Eintritte gesamt: 57 zu wenig",
            "ist wieder offen: Warnung.",
        ),
        (
            Turn.ESCALATED,
            Severity.WARNING,
            "Nicht bestätigt: Warnung – Eintritte gesamt: 57 zu wenig",
            "niemand hat sie bestätigt: Warnung.",
        ),
        (
            Turn.RESOLVED,
            Severity.WARNING,
            "Behoben – Eintritte gesamt (Warnung vom 26.06.2026)",
            "Die Meldung „Warnung“ vom 26.06.2026",
        ),
    ],
)
def test_what_became_of_an_alert_is_said(turn: Turn, severity: Severity, subject: str, said: str) -> None:
    told = message(replace(NOTICE, change=change(turn, severity=severity)))

    assert told.subject == subject
    assert said in told.text
    assert told.kind == f"alert.{turn}"


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("de", "Durch Planänderung beendet – Eintritte gesamt (Warnung vom 26.06.2026)", "durch eine Planänderung."),
        ("en", "Ended by a change of the plan – All entries (Warning of 26 Jun 2026)", "by a change of the plan."),
    ],
)
def test_what_a_change_of_the_plan_ends_is_never_called_resolved(language: Language, subject: str, said: str) -> None:
    told = message(replace(NOTICE, change=change(Turn.RESOLVED, cause=Cause.PLAN_CHANGE)), language=language)

    assert told.subject == subject
    assert said in " ".join(told.text.split())
    assert not {"behoben", "resolved"} & set(told.text.lower().split())
    assert told.data["cause"] == "plan_change"


def test_the_parts_that_stand_are_listed() -> None:
    children = (
        Child("sector/health", Severity.CRITICAL),
        Child("sector/it", Severity.WARNING),
    )
    raised = message(replace(NOTICE, children=children))
    resolved = message(replace(NOTICE, children=children[:1], change=change(Turn.RESOLVED)))

    assert "Dazu gehören diese Meldungen:\n- sector/health: Kritisch\n- sector/it: Warnung\n" in raised.text
    assert "Diese Meldungen stehen weiter:\n- sector/health: Kritisch\n" in resolved.text


@pytest.mark.parametrize("known", [1, 2])
def test_a_count_below_three_is_in_no_message(known: int) -> None:
    told = message(replace(NOTICE, evaluation=replace(e2(), known=known)))

    assert "weniger als 3 Eintritte" in told.text
    assert "Prognose" not in told.text
    assert told.subject == "Warnung – Eintritte gesamt"
    assert not {"known", "gap", "forecast", "lo80", "chance"} & told.data.keys()


def test_machines_get_the_figures() -> None:
    told = message(NOTICE)

    assert (told.data["series"], told.data["known"], told.data["lo80"], told.data["hi80"]) == ("entries", 352, 602, 759)
    assert told.data["pace_probability"] == pytest.approx(0.013178, abs=1e-6)


def of(series: str, turn: Turn = Turn.RAISED, severity: Severity = Severity.WARNING, known: int = 352) -> AlertNotice:
    """Return news of an alert about *series*."""
    changed = change(turn, series=series, severity=severity)
    return AlertNotice(changed, replace(e2(), series=series, known=known), changed.id)


def test_a_digest_names_the_gravest_first_and_says_what_changed() -> None:
    told = message(of("b"), of("a", known=300), of("d", Turn.RESOLVED), of("c", Turn.ROSE, Severity.CRITICAL))

    assert told.subject == "4 Meldungen, zuerst: Kritisch – c: 57 zu wenig"
    assert "Seit der letzten Sammlung: 2 neu, 1 schwerer geworden, 1 behoben." in told.text
    places = [told.text.index(f"* {head}") for head in ("Kritisch – c", "Warnung – a", "Warnung – b", "Behoben – d")]
    assert places == sorted(places)
    assert told.text.count("Prognose Jahresende") == 4
    assert [one["type"] for one in told.data["messages"]] == ["alert.raised"] * 2 + ["alert.resolved", "alert.rose"]


def test_a_digest_tells_each_alert_once_as_it_stands() -> None:
    told = message(of("a"), of("a", Turn.ROSE, Severity.CRITICAL), of("b"), of("b", Turn.RESOLVED))

    assert told.subject == "2 Meldungen, zuerst: Kritisch – a: 57 zu wenig"
    assert "Sammlung: 1 neu, 1 behoben." in told.text
    assert len(told.data["messages"]) == 4


def test_a_long_digest_says_the_gap_of_each_and_where_to_read_on() -> None:
    told = message(*(of(f"series-{n}") for n in range(1_234)))

    assert told.subject.startswith("1.234 Meldungen, zuerst: Warnung – ")
    assert told.text.count("Plan 429: 57 zu") == told.text.count("/alerts/") == 1_234
    assert "Prognose" not in told.text


def test_a_digest_for_operations_needs_no_alert() -> None:
    trouble = OperationsNotice(Trouble.GIVEN_UP, "mail", "Team", "smtp-550")
    told = message(trouble, replace(trouble, person="Leitung"), language="en")

    assert told.subject == "2 messages, first: Kurshalter – message could not be delivered"
    assert "Since the last digest: 2 about operations." in told.text


@pytest.mark.parametrize("trouble", [Trouble.GIVEN_UP, Trouble.SWITCHED_OFF, Trouble.STORM])
@pytest.mark.parametrize("language", ["de", "en"])
def test_operations_is_told_what_fails_and_what_to_do(trouble: Trouble, language: Language) -> None:
    told = message(OperationsNotice(trouble, "mail", "Team Gesundheit", "smtp-550"), language=language)

    assert told.subject.startswith("Kurshalter – ")
    assert "Team Gesundheit" in told.text
    assert "smtp-550" in told.text
    assert trouble is Trouble.STORM or "kurs notifications replay" in told.text


@pytest.mark.parametrize("language", ["de", "en"])
def test_operations_is_told_that_the_chain_stands_and_where_to_look(language: Language) -> None:
    subjects = set()
    for trouble in (Trouble.CHAIN_SILENT, Trouble.INTAKE_SILENT, Trouble.CHAIN_BACK):
        told = message(OperationsNotice(trouble, "", "", "2026-06-29 09:55"), language=language)
        subjects.add(told.subject)
        assert "2026-06-29 09:55" in told.text
        assert trouble is Trouble.CHAIN_BACK or "/health/ready" in told.text

    assert len(subjects) == 3


def test_a_title_cannot_add_a_header_or_be_taken_for_a_template() -> None:
    told = message(NOTICE, title="A & <b> {{ 7 * 7 }}\r\nBcc: all@example.org")
    mail = compose(told, "kurs@example.org")

    assert str(make_header(decode_header(mail["Subject"]))) == (
        "Warnung – A & <b> {{ 7 * 7 }} Bcc: all@example.org: 57 zu wenig"
    )
    assert mail["Bcc"] is None


async def test_a_mail_becomes_one_file_however_often_it_is_written(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "outbox")
    for _ in range(3):
        await folder.send(message(NOTICE))

    [file] = (tmp_path / "outbox").iterdir()
    assert file.name == "id.eml"
    assert b"Message-ID: <id@localhost>" in file.read_bytes()


SILENCE = SilenceNotice(
    change(series="office/JC-A", kind=Kind.FEED_SILENT, severity=Severity.FEED_SILENT),
    "JC-A",
    FeedDay("JC-A", change().day, date(2026, 5, 4), 13.4, 0.0007, None, change().day),
    change().id,
)


def test_a_silent_office_is_told_as_missing_data_and_not_as_behind() -> None:
    told = message(SILENCE)

    assert told.subject == "Meldelücke – office/JC-A"
    assert "Seit dem 04.05.2026 ist nichts mehr angekommen." in told.text
    assert "rund 13 Meldungen" in told.text
    assert "unter\N{NO-BREAK SPACE}0,1\N{NO-BREAK SPACE}%" in told.text
    assert "Das heißt nicht, dass die Dienststelle zurückliegt" in told.text
    assert "Was zu tun ist:" in told.text
    assert "JC-A" in told.text
    assert told.data["expected_reports"] == 13.4
    assert "known" not in told.data


def test_in_english_an_overdue_file_is_asked_for() -> None:
    due = FeedDay("JC-A", change().day, None, 9.6, None, date(2026, 6, 15), change().day)
    told = message(replace(SILENCE, feed=due), language="en")

    assert told.subject == "Reporting gap – office/JC-A"
    assert "Nothing has ever arrived from this office." in told.text
    assert "due by 15 Jun 2026; about 10 reports" in told.text
    assert "kurs import FILE.csv --office JC-A" in told.text


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (Cause.HEARD_AGAIN, "Es kommen wieder Meldungen."),
        (Cause.PLAN_CHANGE, "Durch eine Planänderung"),
        (None, "Die Lücke besteht nicht mehr."),
    ],
)
def test_why_a_silence_is_over_is_said(cause: Cause | None, said: str) -> None:
    over = replace(SILENCE.change, turn=Turn.RESOLVED, cause=cause)
    told = message(replace(SILENCE, change=over, feed=None))

    assert told.subject == "Behoben – office/JC-A"
    assert said in told.text
    assert "Was zu tun ist" not in told.text


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("verdict", ["slower", "faster", "as_calibrated"])
def test_operations_is_told_when_reports_come_later_or_earlier(verdict: Verdict, language: Language) -> None:
    told = message(ReportingNotice(verdict, 21.04, 14.0, date(2026, 5, 4)), language=language)

    assert told.kind == f"operations.reporting_{verdict}"
    assert ("21,0" if language == "de" else "21.0") in told.text
    assert ("kurs calibrate" in told.text) is (verdict != "as_calibrated")
