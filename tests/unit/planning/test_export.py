"""A table of entries that a spreadsheet may open."""

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.planning.entries.answers import EntryListed
from services.planning.entries.export import safe, write_lines

TRIGGERS = tuple("=+-@\t\r\n")
text = st.text(alphabet=st.characters(codec="utf-8"), max_size=12) | st.sampled_from(["=1+1", "@SUM(A1)", "\t=2", "-1"])
lines = st.builds(
    EntryListed,
    entry_id=text,
    source=text,
    office=text,
    start_date=st.dates(),
    status=text,
    sector=text | st.none(),
    sector_rule=text | st.none(),
    state=st.sampled_from(["counted", "announced", "not-counted"]),
    reason=text,
)


def written(some: list[EntryListed], language: str) -> list[list[str]]:
    file = io.BytesIO()
    write_lines(some, file, language)
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline=""), delimiter=";"))


@given(st.lists(lines, max_size=5), st.sampled_from(["de", "en"]))
def test_no_cell_is_a_formula_and_every_line_comes_back(some: list[EntryListed], language: str) -> None:
    head, *rows = written(some, language)

    assert not any(cell.startswith(TRIGGERS) for row in [head, *rows] for cell in row)
    assert [row[0].removeprefix("'") for row in rows] == [line.entry_id.removeprefix("'") for line in some]


def test_headings_days_and_states_are_german() -> None:
    line = EntryListed(
        entry_id="T-1", source="urn:office:jc-wb", office="JC-WB", start_date=date(2026, 3, 5), status="started",
        sector="it", sector_rule="von der Dienststelle angegeben", state="counted", reason="x",
    )  # fmt: skip

    head, row = written([line], "de")

    assert head[:4] == ["Eintritt", "Quelle", "Dienststelle", "Beginn"]
    assert (row[3], row[7]) == ("05.03.2026", "gezählt")


def test_harmless_text_stays_as_it_is() -> None:
    assert safe("T-1") == "T-1"
