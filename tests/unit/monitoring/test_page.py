"""What the page says before anything is evaluated."""

from datetime import UTC, date, datetime

import pytest

from services.monitoring.domain.plan import Plan
from services.monitoring.page import Page
from services.monitoring.queries import Standings
from tests.unit.monitoring.examples import a_plan, a_series, e2


def standings(plan: Plan, *, counted: bool = True) -> Standings:
    return Standings(plan, counted, settled=False, day=None, last_known=None, counts={}, evaluations={}, alerts=[])


def page_on(day: date) -> Page:
    return Page(lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC), fixed_day=False)


@pytest.mark.parametrize(
    ("shown", "today", "said"),
    [
        (None, date(2026, 10, 15), "Es ist noch kein Plan veröffentlicht."),
        (standings(a_plan(a_series(target=None))), date(2026, 10, 15), "Keine Zeile des Plans hat ein Ziel."),
        (standings(a_plan(), counted=False), date(2026, 10, 15), "Es ist noch kein Eintritt gezählt."),
        (standings(a_plan()), date(2026, 1, 2), "zum ersten Mal nach dem 02.01.2026."),
        (standings(a_plan()), date(2026, 10, 15), "Laden Sie die Seite in einigen Sekunden neu."),
    ],
)
def test_the_page_says_what_is_missing_and_what_happens_next(shown: Standings | None, today: date, said: str) -> None:
    page = page_on(today).render(shown, "de")

    assert said in page
    assert "Was fehlt" in page
    assert "KURS_TODAY" not in page


def test_while_new_reports_are_taken_in_the_page_says_so() -> None:
    known = Standings(a_plan(), True, False, e2().day, e2().day, {}, {"entries": e2()}, [])  # noqa: FBT003 - as above

    page = page_on(date(2026, 6, 27)).render(known, "de")

    assert "Neue Meldungen werden gerade eingerechnet" in page
    assert "Keine offene Meldung" in page
