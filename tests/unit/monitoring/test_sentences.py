"""What is said to managers, in German and English."""

from datetime import date

import pytest

from services.monitoring.domain.alerts import Kind, Severity
from services.monitoring.words.formats import Formats, Language
from services.monitoring.words.sentences import Teller, plain
from tests.unit.monitoring.examples import a_plan, a_series, as_evaluation, e2, some_evidence

MARCH, JULY = date(2026, 3, 5), date(2026, 7, 1)


def told(kind: Kind, severity: Severity, language: Language = "de") -> str:
    teller = Teller(a_plan(), language)
    return plain(teller.head(severity, "entries"), teller.tell(kind, e2())).replace("\N{NO-BREAK SPACE}", " ")


def test_a_warning_is_told_as_in_the_example() -> None:
    assert told(Kind.PACE, Severity.WARNING) == (
        "Warnung – Eintritte gesamt. Begonnen rund 372 (352 gemeldet, rund 20 noch unterwegs), Plan 429: 57 zu wenig. "
        "Tempo 78 % des Plans; Wahrscheinlichkeit, dass es noch im Plan liegt: 1,3 %. "
        "Prognose Jahresende 678 (80 %: 602–759), Chance auf 821: unter 5 %. "
        "Nötig ab jetzt 16,9 je Woche, bei jetzigem Tempo 11,5."
    )


def test_a_warning_is_told_in_english_too() -> None:
    assert told(Kind.PACE, Severity.CRITICAL, "en") == (
        "Critical – All entries. About 372 begun (352 reported, some 20 still on their way), plan 429: 57 too few. "
        "Pace 78% of the plan; probability that it is still on plan: 1.3%. "
        "Forecast for the year's end 678 (80%: 602–759), chance of 821: below 5%. "
        "Needed from now on 16.9 a week, at the present pace 11.5."
    )


def test_a_target_at_risk_is_told_from_its_end() -> None:
    assert told(Kind.TARGET_AT_RISK, Severity.TARGET_AT_RISK).startswith(
        "Ziel gefährdet – Eintritte gesamt. Prognose Jahresende 678 (80 %: 602–759), Chance auf 821: unter 5 %. "
        "Chance auf mindestens 780 (95 % des Ziels): 5–95 %. Begonnen rund 372"
    )


def test_what_carries_the_sentence_is_strong() -> None:
    strong = [run.text for run in Teller(a_plan(), "en").tell(Kind.PACE, e2()) if run.strong]

    assert strong == ["57 too few", "678 (80%: 602–759)", "below\N{NO-BREAK SPACE}5%", "16.9 a week"]


def test_a_title_cannot_make_anything_strong_or_be_taken_for_a_pattern() -> None:
    teller = Teller(a_plan(a_series(title={"de": "**{x}** <b>"})), "de")

    assert teller.head(Severity.WARNING, "entries") == "Warnung – **{x}** <b>."


def test_without_reports_on_their_way_only_the_reported_are_told() -> None:
    evaluation = as_evaluation(some_evidence(A=20, B=15, B2=9, E=56, n=60, T=60, L=56, phi=2.7))

    assert "".join(run.text for run in Teller(a_plan(), "de").tell(Kind.PACE, evaluation)).startswith(
        "Begonnen und gemeldet 60, Plan 56: 4 mehr als geplant."
    )


def test_too_little_for_a_forecast_is_said() -> None:
    evaluation = as_evaluation(some_evidence(A=0, B=2, B2=1, E=4, n=0, T=60, L=6, phi=2.7))

    assert "Für eine Prognose ist es zu früh." in "".join(
        run.text for run in Teller(a_plan(), "de").tell(Kind.PACE, evaluation)
    )


def test_a_series_that_left_the_plan_is_named_by_its_id() -> None:
    assert Teller(a_plan(), "de").head(Severity.WARNING, "sector/gone") == "Warnung – sector/gone."


@pytest.mark.parametrize(
    ("chance", "day", "said"),
    [
        (0.049, MARCH, "unter 5 %"),
        (0.05, MARCH, "5–95 %"),
        (0.94, MARCH, "5–95 %"),
        (0.951, MARCH, "über 95 %"),
        (0.049, JULY, "5 %"),
        (0.864, JULY, "86 %"),
        (0.002, JULY, "unter 1 %"),
        (0.9999, JULY, "über 99 %"),
    ],
)
def test_chances_are_told_coarsely_before_july(chance: float, day: date, said: str) -> None:
    assert Formats("de").chance(chance, a_plan(), day).replace("\N{NO-BREAK SPACE}", " ") == said


def test_figures_are_written_as_in_germany() -> None:
    write = Formats("de")

    assert (write.whole(1234.5), write.tenths(1234.5), write.signed(-57.4)) == ("1.234", "1.234,5", "−57")
    assert (write.percent(0.86), write.probability(0.013)) == ("86\N{NO-BREAK SPACE}%", "1,3\N{NO-BREAK SPACE}%")
    assert write.probability(0.0004) == "unter\N{NO-BREAK SPACE}0,1\N{NO-BREAK SPACE}%"
    assert write.day(MARCH) == "05.03.2026"


def test_figures_are_written_as_in_england() -> None:
    write = Formats("en")

    assert (write.whole(1234.5), write.signed(12), write.percent(0.86)) == ("1,234", "+12", "86%")
    assert write.day(MARCH) == "5 Mar 2026"
