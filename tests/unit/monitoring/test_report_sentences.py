"""The sentences of a report, in German and English."""

from dataclasses import replace
from datetime import date

import orjson

from services.monitoring.reports.figures import PlanFigures
from services.monitoring.reports.frozen import canonical, read
from services.monitoring.reports.notices import notice_of, report_in
from services.monitoring.reports.seen import as_offices
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.telling import told
from tests.unit.monitoring.reports import (
    CLOSED,
    a_report,
    a_series,
    a_verdict,
    an_alert,
    some_figures,
    with_a_silent_office,
)

NO_BREAK = "\N{NO-BREAK SPACE}"


def test_three_sentences_say_where_it_stands_where_it_ends_and_where_to_look() -> None:
    assert Speaker(some_figures(), "de").sentences() == [
        (
            "Bis zum 30.09.2026 sind 352 Eintritte gemeldet, der Plan sah 429 vor: 77 zu wenig; "
            "rund 20 weitere haben begonnen und sind noch nicht gemeldet."
        ),
        (
            "Geht es so weiter, endet das Jahr bei rund 678 Eintritten (in vier von fünf Fällen 602–759); "
            f"die Chance auf das Ziel von 821 beträgt 2{NO_BREAK}%."
        ),
        (
            "Am weitesten zurück liegt Zeile sector/health (−54); "
            "im Monat gab es eine neue Meldung und eine beendete, eine steht offen."
        ),
    ]
    assert Speaker(some_figures(), "en").sentences()[2] == (
        "Furthest behind is Series sector/health (−54); "
        "the month brought one new alert and one that ended, one stands open."
    )


def test_early_in_the_year_chances_are_told_with_care() -> None:
    early = some_figures(
        day=date(2026, 3, 31), series=(a_series("entries", verdict=a_verdict(chance=0.6)),), month="2026-03"
    )
    too_early = some_figures(series=(a_series("entries", verdict=a_verdict(too_early=True)),))

    assert f"5–95{NO_BREAK}%" in Speaker(early, "de").sentences()[1]
    assert "noch zu früh" in Speaker(too_early, "de").sentences()[1]


def test_a_total_that_is_hidden_is_not_told() -> None:
    hidden = some_figures(series=(a_series("entries", None, 429.0, verdict=None),), alerts=())

    assert Speaker(hidden, "de").sentences() == [
        "Die Zahl der Eintritte ist so klein, dass sie nicht gezeigt wird.",
        "Im Monat gab es keine neue Meldung und keine beendete, keine steht offen.",
    ]


def test_what_a_silent_office_should_have_reported_is_said_with_the_gap() -> None:
    first, end, where = Speaker(with_a_silent_office(), "de").sentences()

    assert first.endswith("noch nicht gemeldet; von Jobcenter JC-B fehlen Meldungen, nach Plan rund 26 Eintritte.")
    assert end.startswith("Nach dem, was gemeldet ist, endet das Jahr bei rund 678 Eintritten")
    assert where.startswith("Am weitesten zurück liegt, soweit gemeldet, Zeile sector/health (−54);")
    assert (
        "reports of Jobcenter JC-B are missing, about 26 entries by the plan"
        in (Speaker(with_a_silent_office(), "en").sentences()[0])
    )


def test_whoever_sees_no_other_office_reads_that_others_are_silent() -> None:
    [first, *_] = Speaker(as_offices(with_a_silent_office(), ["JC-C"]), "de").sentences()

    assert "von anderen Dienststellen fehlen Meldungen" in first


def test_a_silent_office_is_never_called_behind() -> None:
    """What its plan let expect since it was heard of last would bring it back on plan."""
    silent = a_series("office/JC-B", 40, 66.0, incomplete=True, missing=26.2)
    figures = replace(with_a_silent_office(), series=(a_series("entries"), silent))

    assert not silent.behind
    assert a_series("office/JC-B", 40, 66.0).behind
    assert a_series("office/JC-B", 39, 66.0, incomplete=True, missing=26.2).behind
    assert "keine Dienststelle mit Ziel liegt sicher zurück" in Speaker(figures, "de").sentences()[2]


def test_of_many_silent_offices_some_have_names() -> None:
    assert Speaker(some_figures(), "de").named(["A", "B", "C", "D", "E"], 3) == "A, B, C und 2 weiteren"
    assert Speaker(some_figures(), "en").named(["A", "B"], 2) == "A and B"


def test_several_alerts_are_counted() -> None:
    figures = some_figures(alerts=tuple(an_alert(id=str(n)) for n in range(3)))

    assert "gab es 3 neue Meldungen und keine beendete, 3 stehen offen" in Speaker(figures, "de").sentences()[2]


def test_a_mail_says_it_in_its_subject_unless_the_figure_is_small() -> None:
    small = a_report(some_figures(series=(a_series("entries", 2, 5.0),)))

    assert told(notice_of(a_report(), ("*",)), "de", "http://page").subject == (
        "Monatsbericht September 2026: 352 statt 429 Eintritte (vorläufig)"
    )
    assert told(notice_of(small, ("*",)), "en", "http://page").subject == "Monthly report September 2026 (provisional)"
    closed = told(notice_of(a_report(closing=CLOSED), ("*",)), "en", "http://page")
    assert closed.subject == "Monthly report September 2026: 352 of 429 entries"
    assert closed.data["status"] == "closed"
    assert "http://page/?plan=plan-2026&lang=en" in closed.text


def test_hostile_titles_stay_text_in_a_mail() -> None:
    title = "*fett* {n} <script>[red]\nBcc: x@example.org"
    figures = some_figures(
        plan=PlanFigures("plan-2026", 1, 2026, "Bezirk\r\nBcc: y@example.org"),
        series=(a_series("entries"), a_series("sector/health", 87, 141.0, title={"de": title})),
    )

    mail = told(notice_of(a_report(figures), ("*",)), "de", "http://page")

    assert "*fett* {n} <script>[red] Bcc: x@example.org (−54)" in mail.text
    assert "Bezirk Bcc: y@example.org" in mail.text
    assert "\n" not in mail.subject


def test_a_notice_keeps_what_its_reader_sees() -> None:
    report = a_report(closing=CLOSED)

    assert report_in(notice_of(report, ("*",))) == report
    assert {one.id for one in report_in(notice_of(report, ("office/JC-B",))).figures.series} == {
        "entries",
        "employees",
        "office/JC-B",
    }


def test_a_report_that_was_frozen_before_silence_was_told_can_be_read() -> None:
    kept = orjson.loads(canonical(some_figures()))
    for one in kept["series"]:
        del one["incomplete"], one["missing"]
    for one in kept["quality"]["feeds"]:
        del one["silence"]
    for one in kept["curve"]:
        del one["begun"]

    assert read(orjson.dumps(kept)) == some_figures()
