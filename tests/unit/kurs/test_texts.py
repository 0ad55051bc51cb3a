"""The command's texts: each in both languages, and one for whatever a service may answer."""

import pytest

from services.kurs.texts import Language, say
from services.monitoring.domain.alerts import Severity


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("severity", list(Severity))
def test_every_severity_has_a_word_on_the_start_screen(severity: Severity, language: Language) -> None:
    assert say(severity.replace("_", "-"), language)
