"""What the first page says before anything is evaluated."""

from datetime import date

import pytest

from services.monitoring.domain.plan import Plan
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.waiting import waiting
from services.monitoring.queries import Standings
from tests.unit.monitoring.examples import a_plan, a_series


def standings(plan: Plan, *, counted: bool = True) -> Standings:
    return Standings(plan, counted, settled=False, day=None, last_known=None, counts={}, evaluations={}, alerts=[])


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
    assert said in " ".join(waiting(shown, today, texts_in("de")))


def test_both_languages_have_the_same_words() -> None:
    german, english = ({f"{a}.{b}" for a, part in texts_in(one).items() for b in part} for one in ("de", "en"))

    assert german == english
