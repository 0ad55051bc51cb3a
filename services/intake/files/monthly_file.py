"""The lines of a monthly file, whatever wrote it: Windows or Unix, Excel or an office's own system."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from services.intake.files.columns import headings_of

MAX_BYTES = 50_000_000
MAX_LINES = 200_000


class TooManyLines(Exception):
    """A file holds more lines than are taken at once."""


class UnknownEncoding(Exception):
    """The text of a file is neither UTF-8 nor Windows-1252."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line by their headings, without blanks around them; the headings are line 1."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scrap:
    """What is no line of the table, and why."""

    line: int
    name: str
    detail: str


def read_file(content: bytes) -> Iterator[Row | Scrap]:
    """Yield the lines below the headings; empty ones are skipped, and nothing at all is a file without lines.

    Raises :class:`UnknownEncoding`, :class:`~services.intake.files.columns.WrongHeadings`, :class:`TooManyLines`.
    """
    headings: list[str] | None = None
    number = 0
    for found in _lines(_text(content)):
        if isinstance(found, Scrap):
            if headings is None:  # whatever it is, it holds no headings
                headings_of(())
            yield found
        elif headings is None:
            headings = headings_of(_without_empty_end(found[1]))
            continue
        else:
            yield _row(*found, headings)
        number += 1
        if number > MAX_LINES:
            raise TooManyLines


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnknownEncoding from None


def _lines(text: str) -> Iterator[tuple[int, list[str]] | Scrap]:
    """Yield each line that is not empty with its number, as cells without blanks around them."""
    # Strict, or a quotation mark that is never closed would swallow the rest of the file unnoticed.
    reader = csv.reader(StringIO(text, newline=""), delimiter=";", skipinitialspace=True, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            detail = f"A quotation mark is not closed, or a cell is endless: lines {first} to {reader.line_num}."
            yield Scrap(first, "malformed", detail)
            continue
        if any(cells):
            yield first, cells


def _row(line: int, cells: Sequence[str], headings: Sequence[str]) -> Row | Scrap:
    cells = _without_empty_end(cells, len(headings))
    if len(cells) != len(headings):
        # A line that was cut off may have lost a part of its id: it must not pass for a line of another entry.
        detail = f"The line has {len(cells)} cells for {len(headings)} columns; put text with a semicolon into quotes."
        return Scrap(line, "malformed", detail)
    return Row(line, dict(zip(headings, cells, strict=True)))


def _without_empty_end(cells: Sequence[str], least: int = 0) -> Sequence[str]:
    filled = max((position for position, cell in enumerate(cells, 1) if cell), default=0)
    return cells[: max(filled, least)]
