"""Monthly files are read whatever wrote them, and everything wrong with them is said at once."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.filed import Month
from services.intake.domain.known import Known
from services.intake.files.columns import COLUMNS, WrongHeadings
from services.intake.files.monthly_file import MAX_LINES, Row, Scrap, TooManyLines, UnknownEncoding, read_file
from services.intake.lines import LineJudge, Sheet
from tests.support.filing import CODES, Line, a_file, a_line, an_ended_line

HEADINGS = list(COLUMNS)
GOOD = [
    a_line("T-1", Beschäftigt="JA"),
    an_ended_line("T-2", Branche="it", KldB=""),
    a_line("T-3", Beginn="31.03.2026"),
]
KNOWN = Known.of([CODES])
PERSONAL = ["123A456789", "12345//1234567", "12 345678 A 123", "DE02120300000000202051", "a.b@example.org"]


def sheet_of(content: bytes) -> Sheet:
    month = Month(2026, 3)
    return LineJudge(KNOWN, "JC-ABI", month, month.last).read(read_file(content))


def faults_of(*lines: Line) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.name) for fault in sheet_of(a_file(*lines)).faults]


def written(lines: list[Line], headings: list[str], blanks: str, how: Any) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", **how)
    writer.writerow([blanks + heading + blanks for heading in headings])
    writer.writerows([[line[heading] for heading in headings] for line in lines])
    return text.getvalue()


@given(
    headings=st.permutations(HEADINGS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
    blanks=st.sampled_from(["", " ", "\t"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    trailing=st.integers(0, 3),
)
def test_any_order_encoding_line_end_and_quoting_says_the_same(  # noqa: PLR0913, PLR0917 - drawn
    headings: list[str], encoding: str, end: str, blanks: str, quoting: int, trailing: int
) -> None:
    text = written(GOOD, headings, blanks, {"lineterminator": end, "quoting": quoting})
    text += (";" * len(headings) + end) * trailing + end * trailing

    sheet = sheet_of(text.encode(encoding))

    expected = sheet_of(a_file(*GOOD))
    assert not sheet.faults
    assert (sheet.lines, sheet.said) == (3, expected.said)
    assert list(sheet.said) == ["T-1", "T-2", "T-3"]


@given(cell=st.text(st.characters(blacklist_categories=["Cs"]), max_size=30), column=st.sampled_from(HEADINGS))
def test_whatever_stands_in_a_cell_nothing_of_it_is_told(cell: str, column: str) -> None:
    mark = "ZQXJ"
    sheet = sheet_of(written([a_line() | {column: mark + cell}], HEADINGS, "", {}).encode())

    assert mark not in str(sheet.faults)


@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    try:
        sheet = sheet_of(a_file() + content)
    except UnknownEncoding:
        return
    assert sheet.lines >= sheet.refused >= 0


def test_a_line_becomes_the_state_of_an_entry() -> None:
    said = sheet_of(a_file(an_ended_line("T-2", Beschäftigt="ja"))).said["T-2"]

    assert said.data == (
        '{"entry_id":"T-2","status":"ended","customer":"c_5cbca817c589a24a167b8e3d","office":"JC-ABI",'
        '"funding":"SGB3","customer_regime":"SGB2","employed":true,"occupation":"34202","sector":null,'
        '"start_date":"2026-01-12","planned_end_date":"2026-09-30","end_date":"2026-02-02","outcome":"dropped_out",'
        '"form":"adaptation","delivery":"online","hours":"full_time","measure":"047/8132/2026"}'
    )
    assert (said.status, said.start) == ("ended", date(2026, 1, 12))


def test_everything_wrong_with_a_line_is_said_at_once() -> None:
    bad = a_line(
        Kunde="Max",
        Dienststelle="JC-WB",
        Kostenträger="SGB 3",
        Beschäftigt="vielleicht",
        Branche="space",
        Status="planned",
        Beginn="1.4.26",
        Maßnahmenummer="123A456789",
        Zeitmodell="",
    )

    assert faults_of(a_line("T-9"), bad) == [
        (3, "Beginn", "invalid-date"),
        (3, "Beschäftigt", "invalid-value"),
        (3, "Dienststelle", "foreign-office"),
        (3, "Kostenträger", "invalid-value"),
        (3, "Kunde", "invalid-value"),
        (3, "Maßnahmenummer", "personal-identifier"),
        (3, "Status", "invalid-value"),
        (3, "Zeitmodell", "missing-field"),
    ]


@pytest.mark.parametrize(
    ("changes", "column", "rule"),
    [
        ({"Beginn": "01.04.2026"}, "Beginn", "out-of-scope"),
        ({"Beginn": "31.12.2025"}, "Beginn", "out-of-scope"),
        ({"Beginn": "30.02.2026"}, "Beginn", "invalid-date"),
        ({"Beginn": "2026-01-12"}, "Beginn", "invalid-date"),
        ({"Ende geplant": "11.01.2026"}, "Ende geplant", "inconsistent-dates"),
        ({"Ende": "02.02.2026"}, "Ende", "inconsistent-dates"),
        ({"Ergebnis": "completed"}, "Ergebnis", "invalid-value"),
        ({"Branche": "space"}, "Branche", "unknown-sector"),
        ({"KldB": "=1+1"}, "KldB", "invalid-value"),
        ({"Teilnahme-ID": ""}, "Teilnahme-ID", "missing-field"),
        ({"Status": "cancelled"}, "Status", "invalid-value"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused_by_its_column(changes: Line, column: str, rule: str) -> None:
    assert faults_of(a_line() | changes) == [(2, column, rule)]


@pytest.mark.parametrize("number", PERSONAL)
@pytest.mark.parametrize("column", HEADINGS)
def test_a_personal_identifier_in_any_column_refuses_the_line(number: str, column: str) -> None:
    sheet = sheet_of(a_file(a_line() | {column: number}))

    assert (column, "personal-identifier") in [(fault.column, fault.name) for fault in sheet.faults]
    assert not sheet.said
    assert number not in str(sheet)


def test_an_id_on_two_lines_refuses_them_all() -> None:
    sheet = sheet_of(a_file(a_line("T-1"), a_line("T-2"), a_line("T-1"), a_line("T-1")))

    assert [(fault.line, fault.name) for fault in sheet.faults] == [(2, "id-twice"), (4, "id-twice"), (5, "id-twice")]
    assert (sheet.lines, sheet.refused, list(sheet.said)) == (4, 3, ["T-2"])
    assert sheet.doubt.about("T-1")
    assert not sheet.doubt.about("T-2")


def test_quoted_separators_quotes_and_line_breaks_belong_to_their_cell() -> None:
    text = a_file().decode("cp1252") + ";".join(['"T;""1"'] + [f'"x\n{n}"' for n in range(16)]) + "\r\n"

    (row,) = read_file(text.encode())

    assert isinstance(row, Row)
    assert (row.line, row.cells["Teilnahme-ID"], row.cells["Kunde"]) == (2, 'T;"1', "x\n0")


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line_and_takes_no_entry_away() -> None:
    content = a_file(a_line("T-1"), a_line("T-2", Branche='"it'), a_line("T-3"))

    sheet = sheet_of(content)

    assert [(fault.line, fault.column, fault.name) for fault in sheet.faults] == [(3, "", "malformed")]
    assert "lines 3 to 4" in sheet.faults[0].detail
    assert sheet.doubt.about("T-3")


def test_a_line_that_was_cut_off_does_not_pass_for_another_entrys() -> None:
    content = a_file(a_line("T-1")) + b"T-1234;c_5cb"

    sheet = sheet_of(content)

    assert [(fault.line, fault.name) for fault in sheet.faults] == [(3, "malformed")]
    assert sheet.doubt.blind


def test_a_line_with_too_many_cells_is_no_line() -> None:
    content = a_file(a_line()).replace(b"adaptation", b"adap;tation")

    assert [type(row) for row in read_file(content)] == [Scrap]


def test_headings_that_are_missing_twice_or_unknown_are_all_named_at_once() -> None:
    headings = [*HEADINGS[2:], "Name der Kundin", "KldB", " "]

    with pytest.raises(WrongHeadings) as wrong:
        list(read_file(";".join(headings).encode()))

    assert wrong.value.missing == ["Teilnahme-ID", "Kunde"]
    assert wrong.value.twice == ["KldB"]
    assert wrong.value.unknown == [16], "by its position: without headings this would be a value"


def test_headings_may_be_written_in_any_case() -> None:
    content = a_file(a_line()).decode("cp1252").replace("Maßnahmeform", "MASSNAHMEFORM").replace("KldB", "kldb")

    assert not sheet_of(content.encode()).faults


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b" ;; \n"])
def test_nothing_at_all_is_a_file_without_lines(content: bytes) -> None:
    assert sheet_of(content).lines == 0


def test_what_no_encoding_of_ours_wrote_is_refused() -> None:
    with pytest.raises(UnknownEncoding):
        list(read_file(a_file() + b"\x81\x8d"))
    with pytest.raises(WrongHeadings):
        list(read_file(a_file().decode("cp1252").encode("utf-16")))


def test_more_lines_than_are_taken_are_not_read_to_their_end() -> None:
    with pytest.raises(TooManyLines):
        sum(1 for _ in read_file(a_file() + b"x\n" * (MAX_LINES + 1)))
