"""Judge the lines of a monthly file: everything that is wrong with a line is said at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

from pydantic import ValidationError

from services.intake.domain.candidate import digest
from services.intake.domain.filed import Doubt, Month, Said
from services.intake.domain.known import Known
from services.intake.domain.personal import is_personal
from services.intake.domain.refused import Refused
from services.intake.door import SentEntry
from services.intake.files.columns import COLUMNS, HEADINGS, Unreadable, Value
from services.intake.files.monthly_file import Row, Scrap

_BEGUN = frozenset({"started", "ended"})
_MAY_BE_EMPTY = frozenset({"occupation", "sector", "planned_end_date", "end_date", "outcome", "measure"})
_ANY_REVISION = 1


class Fault(NamedTuple):
    """What is wrong with a line: in which column (empty: the whole line), which rule, and what would be right."""

    line: int
    column: str
    name: str
    detail: str


@dataclass(slots=True)
class Sheet:
    """A file that was read: what it says of each entry, its faults, and whom the refused lines may be about."""

    lines: int = 0
    refused: int = 0
    said: dict[str, Said] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubt: Doubt = field(default_factory=Doubt)


@dataclass(frozen=True, slots=True)
class LineJudge:
    """Judges the lines of a file of *office* and *month* that was known on the day *today*."""

    known: Known
    office: str
    month: Month
    today: date

    def read(self, rows: Iterable[Row | Scrap]) -> Sheet:
        """Return what *rows* say. An id on two lines refuses both: which of them is right cannot be known."""
        sheet = Sheet()
        lines: dict[str, int] = {}
        doubted: set[str] = set()
        for row in rows:
            sheet.lines += 1
            entry_id, said, faults = self._judge(row)
            if entry_id in lines:
                faults.append(_twice(row.line))
                if sheet.said.pop(entry_id, None):
                    sheet.faults.append(_twice(lines[entry_id]))
                    sheet.refused += 1
            if entry_id:
                lines.setdefault(entry_id, row.line)
            if said and not faults:
                sheet.said[entry_id] = said
            else:
                sheet.faults += faults
                sheet.refused += 1
                doubted.add(entry_id)
        sheet.faults.sort()
        sheet.doubt = Doubt(doubted - {""}, blind="" in doubted)
        return sheet

    def _judge(self, row: Row | Scrap) -> tuple[str, Said | None, list[Fault]]:
        """Return the id of a line (empty when it cannot be read), and what the line says or what is wrong with it."""
        if isinstance(row, Scrap):
            return "", None, [Fault(row.line, "", row.name, row.detail)]
        values, refusals = _read_cells(row)
        state, more = _state(values)
        refusals = {**dict(self._contradictions(values, state)), **more, **refusals}
        # Without the id nobody could tell whom the line is about.
        entry_id = "" if "entry_id" in refusals else str(values["entry_id"])
        if state and not refusals:
            return entry_id, _said(state), []
        faults = [Fault(row.line, HEADINGS[name], why.name, why.detail) for name, why in refusals.items()]
        return entry_id, None, faults

    def _contradictions(self, values: dict[str, Value], state: SentEntry | None) -> Iterator[tuple[str, Refused]]:
        """Yield what contradicts itself, the plans, or the file, by the field that is wrong."""
        rules: list[Callable[[], None]] = []
        if state and state.story:
            rules.append(partial(state.story.refuse_contradictions, self.today))
            rules.append(partial(self.known.refuse_unknown_sector, state.sector))
        rules.append(partial(self._refuse_other_office, values.get("office")))
        rules.append(partial(self._refuse_other_month, values.get("start_date")))
        rules.append(partial(_refuse_not_begun, values.get("status")))
        for rule in rules:
            try:
                rule()
            except Refused as why:
                yield why.pointer.rpartition("/")[2], why

    def _refuse_other_office(self, office: Value) -> None:
        if office is not None and office != self.office:
            detail = "The file is of one office, and so is every line of it."
            raise Refused("foreign-office", "/office", detail)

    def _refuse_other_month(self, start: Value) -> None:
        if isinstance(start, date) and not self.month.covers(start):
            detail = "The file holds entries that began from 1 January to the end of its month."
            raise Refused("out-of-scope", "/start_date", detail)


def _refuse_not_begun(status: Value) -> None:
    if status is not None and status not in _BEGUN:
        raise Refused("invalid-value", "/status", "The file holds entries that are started or ended.")


def _twice(line: int) -> Fault:
    return Fault(line, HEADINGS["entry_id"], "id-twice", "Another line of the file has the same id.")


def _read_cells(row: Row) -> tuple[dict[str, Value], dict[str, Refused]]:
    """Return the values by field, and what is wrong with the other cells."""
    values: dict[str, Value] = {}
    refusals: dict[str, Refused] = {}
    for heading, cell in row.cells.items():
        name, read = COLUMNS[heading]
        try:
            values[name] = _value(name, cell, read)
        except Unreadable as why:
            refusals[name] = Refused(why.name, name, why.detail)
    return values, refusals


def _value(name: str, cell: str, read: Callable[[str], Value]) -> Value:
    if is_personal(cell):
        raise Unreadable("personal-identifier", "Write a pseudonym made by the office's system instead.")
    if cell:
        return read(cell)
    if name in _MAY_BE_EMPTY:
        return None
    raise Unreadable("missing-field", "This cell must not be empty.")


def _state(values: dict[str, Value]) -> tuple[SentEntry | None, dict[str, Refused]]:
    """Return the entry in *values*, or what is wrong with them; what is not there is told already."""
    try:
        return SentEntry.model_validate({**values, "revision": _ANY_REVISION}), {}
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        wrong = {str(fault["loc"][0]): fault["msg"] for fault in faults if fault["type"] != "missing"}
        return None, {name: Refused("invalid-value", name, f"{message}.") for name, message in wrong.items()}


def _said(state: SentEntry) -> Said:
    data = state.model_dump_json(exclude={"revision"})
    return Said(state.status, state.start_date, data, digest(data))
