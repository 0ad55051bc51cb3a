"""Monthly files: what one says beside what the files before it said."""

import json
from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, get_args

Kind = Literal["new", "changed", "gone", "back"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Month(NamedTuple):
    """The month of a file, which speaks of all entries that began from 1 January to its end."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """The month's first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The month's last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def covers(self, start: date) -> bool:
        """Say whether the file speaks of an entry that began on *start*."""
        return date(self.year, 1, 1) <= start <= self.last


class Said(NamedTuple):
    """What a file says of an entry; *data* is its state as JSON without a revision, *fingerprint* stands for it."""

    status: str
    start: date
    data: str
    fingerprint: str


class Filed(NamedTuple):
    """What the files have said of an entry so far: how often it changed, and which year's file spoke of it last."""

    year: int
    revision: int
    present: bool
    status: str
    start: date
    fingerprint: str


class Change(NamedTuple):
    """An event that a file leads to."""

    kind: Kind
    entry_id: str
    type: str
    revision: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the refused lines were about: these entries, and perhaps any (*blind*), as an id could not be read."""

    entries: Collection[str] = ()
    blind: bool = False

    def about(self, entry_id: str) -> bool:
        """Say whether a refused line may have been about this entry."""
        return self.blind or entry_id in self.entries


@dataclass(frozen=True, slots=True)
class Differences:
    """What a file changes; *known* entries were there before, those *kept* are missing but in doubt."""

    known: int
    unchanged: int
    changes: list[Change] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def of(self, kind: Kind) -> list[str]:
        """Return the entries that changed in this way."""
        return [change.entry_id for change in self.changes if change.kind == kind]


def compare(
    month: Month, said: Mapping[str, Said], filed: Mapping[str, Filed], doubt: Doubt | None = None
) -> Differences:
    """Compare a file with what the files of its year said; an entry whose line was refused stays as it was.

    An entry that another year's file has spoken of since is that year's: here it is neither missing nor changed.
    """
    doubt = doubt or Doubt()
    before = {
        entry_id: row
        for entry_id, row in filed.items()
        if row.present and row.year == month.year and month.covers(row.start)
    }
    missing = [entry_id for entry_id in before if entry_id not in said]
    changes = [*_said(month, said, filed)]
    unchanged = len(said) - len(changes)
    changes += (
        Change("gone", entry_id, "entry.cancelled", filed[entry_id].revision + 1)
        for entry_id in missing
        if not doubt.about(entry_id)
    )
    return Differences(len(before), unchanged, changes, [entry_id for entry_id in missing if doubt.about(entry_id)])


def _said(month: Month, said: Mapping[str, Said], filed: Mapping[str, Filed]) -> Iterator[Change]:
    for entry_id, now in said.items():
        row = filed.get(entry_id)
        if row is None:
            yield Change("new", entry_id, f"entry.{now.status}", 1)
        elif row.year != month.year:
            yield Change("new", entry_id, f"entry.{now.status}", row.revision + 1)
        elif not row.present:
            yield Change("back", entry_id, "entry.corrected", row.revision + 1)
        elif row.fingerprint != now.fingerprint:
            ended = row.status == "started" and now.status == "ended"
            yield Change("changed", entry_id, "entry.ended" if ended else "entry.corrected", row.revision + 1)


def revised(data: str, revision: int) -> str:
    """Return the state *data* with its revision, where the contract has it: after the id."""
    # The id holds neither commas nor quotes; the parts are valid already and are only joined.
    entry_id, _, rest = data.partition(",")
    return f'{entry_id},"revision":{revision},{rest}'


def cancelled(data: str) -> str:
    """Return the state *data* as cancelled."""
    state = json.loads(data) | {"status": "cancelled", "end_date": None, "outcome": None}
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))
