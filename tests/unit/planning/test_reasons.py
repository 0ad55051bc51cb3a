"""Why an entry counts or not, in words."""

from datetime import date

import pytest

from services.planning.entries.reasons import reason


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "die neueste Fassung sagt 'beendet' mit Beginn am 05.03.2026"),
        ("en", "its newest revision says 'ended' with a start on 2026-03-05"),
    ],
)
def test_days_and_states_are_said_as_the_language_writes_them(language: str, said: str) -> None:
    assert reason("counted", language, status="ended", day=date(2026, 3, 5)) == said
