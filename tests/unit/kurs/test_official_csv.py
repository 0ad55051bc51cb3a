"""Official figures as spreadsheets write them."""

from pathlib import Path

import pytest

from services.kurs.failure import Failure
from services.kurs.official_csv import FigureLine, read_official_csv

MARCH: dict[str, str | int | None] = {
    "month": "2026-03",
    "measure": "payer/SGB3",
    "entries": 61,
    "as_of": "2026-06-14",
    "source": "Tabelle für März",
}
GERMAN = "Monat;Zählweise;Wert;Datenstand;Quelle\n03.2026; payer/SGB3 ;61;14.06.2026;Tabelle für März\n;;;;\n"


@pytest.mark.parametrize(
    "raw",
    [
        GERMAN.encode(),
        GERMAN.encode("utf-8-sig"),
        GERMAN.encode("cp1252"),
        GERMAN.replace("\n", "\r\n").encode(),
        'as_of;month;measure;entries;source\n2026-06-14;2026-03;payer/SGB3;61;"Tabelle für März"'.encode(),
    ],
)
def test_every_usual_form_gives_the_same_figure(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "official.csv"
    file.write_bytes(raw)

    assert read_official_csv(file) == [FigureLine(2, MARCH)]


@pytest.mark.parametrize("headings", ["", "Monat;Wert", "Monat;Zählweise;Wert;Wert", "Monat;Zählweise;Wert;Anderes"])
def test_headings_that_are_not_understood_are_told(headings: str, tmp_path: Path) -> None:
    file = tmp_path / "official.csv"
    file.write_text(headings + "\n", encoding="utf-8")

    with pytest.raises(Failure) as failure:
        read_official_csv(file)

    assert "Monat;Zählweise;Wert" in failure.value.text("de")
