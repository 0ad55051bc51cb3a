"""How a calibration's effect is shown."""

import io
from typing import Any

from rich.console import Console

from services.kurs.calibration_report import effect_table, in_sentences


def judged(level: str, phi: float) -> dict[str, Any]:
    return {"phi": phi, "p": 0.02, "level": level, "forecast": 678.2, "lo80": 602, "hi80": 759}


def test_series_whose_level_would_differ_come_first() -> None:
    series = [
        {"series": "entries", "title": "Entries", "now": judged("none", 3.0), "proposed": judged("none", 3.0)},
        {"series": "employees", "title": "Employees", "now": judged("warning", 4.5), "proposed": judged("watch", 5.2)},
    ]
    text = io.StringIO()

    Console(file=text, width=120).print(effect_table({"day": "2026-10-14", "series": series}, "en"))

    heading, _, first, second = text.getvalue().splitlines()
    assert "What would change on 14 Oct 2026" in heading
    assert first.split() == ["Employees", "4.5", "→", "5.2", "Warning", "→", "watch", "678", "(602–759)"]
    assert second.split() == ["Entries", "3", "none", "678", "(602–759)"]


def test_a_slower_feed_and_a_closed_year_are_said() -> None:
    district = {"office": None, "verdict": "slower", "observed_days": 19.4, "calibrated_days": 11.8}
    found = {"plan": {"id": "p"}, "reporting": [district], "proposed": None, "news": False}

    assert list(in_sentences(found, "de")) == [
        "Die Meldungen der letzten 60 Tage kommen später als kalibriert: im Mittel nach 19,4 statt 11,8 Tagen.",
        "Das Jahr des Plans p ist geschlossen: Er wird nicht mehr kalibriert.",
    ]
