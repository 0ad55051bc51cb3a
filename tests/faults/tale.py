"""What offices tell, from a seed: lives with several revisions, corrected, contradicted, and known late."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from tests.faults import states
from tests.faults.states import OFFICES, Json

FIRST_DAY, LAST_DAY = date(2025, 11, 3), date(2026, 10, 13)
_OPEN_LIVES = 2_000
_GOES_ON, _CONTRADICTED, _REPEATED = 0.55, 0.02, 0.02


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entity: its key in the data, its statuses by what may follow what, and the type of each."""

    word: str
    key: str
    next: Mapping[str, str]
    types: Mapping[str, str]
    state: Callable[[Random, str, date], Json]


ENTRY = Kind(
    "entry",
    "entry_id",
    {
        "": "planned planned started",
        "planned": "started started planned cancelled",
        "started": "ended started cancelled",
    }
    | {"ended": "ended started", "cancelled": "started planned"},
    {status: status for status in ("planned", "started", "ended", "cancelled")},
    states.entry,
)
VOUCHER = Kind(
    "voucher",
    "voucher_id",
    {"": "issued", "issued": "issued redeemed redeemed expired withdrawn"}
    | dict.fromkeys(("redeemed", "expired", "withdrawn"), "issued"),
    {"issued": "issued", "redeemed": "closed", "expired": "closed", "withdrawn": "closed"},
    states.voucher,
)
CUSTOMER = Kind(
    "customer",
    "customer",
    {"": "registered", "registered": "registered registered closed", "closed": "registered"},
    {"registered": "updated", "closed": "closed"},
    states.customer,
)
_KINDS = (ENTRY, ENTRY, ENTRY, ENTRY, ENTRY, CUSTOMER, CUSTOMER, VOUCHER)


@dataclass(slots=True)
class _Life:
    kind: Kind
    fixed: Json
    day: date
    status: str = ""
    revision: int = 0


class Tale:
    """An endless tale; the same seed tells the same."""

    def __init__(self, seed: int) -> None:
        """Begin at the beginning."""
        self._dice = Random(seed)  # noqa: S311 - it must be repeatable
        self._open: deque[_Life] = deque(maxlen=_OPEN_LIVES)
        self._twins: list[Json] = []

    def event(self) -> Json:
        """Return the next event; no two have the same source and id."""
        if self._twins:
            return self._twins.pop()
        dice = self._dice
        life = dice.choice(self._open) if self._open and dice.random() < _GOES_ON else self._new_life()
        event = self._next_of(life)
        luck = dice.random()
        if luck < _CONTRADICTED:
            self._twins.append(self._twin(contradicted(event)))
        elif luck < _CONTRADICTED + _REPEATED:
            self._twins.append(self._twin(event))
        return event

    def _new_life(self) -> _Life:
        dice, kind = self._dice, self._dice.choice(_KINDS)
        name = f"{dice.getrandbits(64):016x}"
        fixed = {kind.key: f"{kind.word[0]}_{name}", "office": dice.choice(OFFICES)}
        life = _Life(
            kind,
            {"customer": f"c_{name}", **fixed},
            FIRST_DAY + timedelta(days=dice.randrange((LAST_DAY - FIRST_DAY).days)),
        )
        self._open.append(life)
        return life

    def _next_of(self, life: _Life) -> Json:
        dice, kind = self._dice, life.kind
        before, life.status = life.status, dice.choice(kind.next[life.status].split())
        life.revision += dice.choice((1, 1, 1, 2, 5))
        life.day = min(LAST_DAY, life.day + timedelta(days=dice.randint(0, 30)))
        data = {**life.fixed, "revision": life.revision, **kind.state(dice, life.status, life.day)}
        corrected = kind is ENTRY and (life.status == before or before in {"ended", "cancelled"})
        return {
            "specversion": "1.0",
            "type": f"{kind.word}.{'corrected' if corrected else kind.types[life.status]}",
            "source": f"urn:office:{data['office'].lower()}",
            "id": self._id(),
            "time": _at(life.day, 10),
            "recordedtime": _at(
                min(LAST_DAY, life.day + timedelta(days=dice.choice((0, 0, 1, 3, 10, 40)))), dice.randrange(24)
            ),
            "data": data,
        }

    def _twin(self, event: Json) -> Json:
        """Return another event that says the same, told by somebody else, maybe at the very same moment."""
        recorded = datetime.fromisoformat(event["recordedtime"]) + timedelta(
            hours=self._dice.choice((-30, -1, 0, 0, 1))
        )
        return {**event, "id": self._id(), "recordedtime": recorded.isoformat()}

    def _id(self) -> str:
        return str(UUID(int=self._dice.getrandbits(128), version=4))


def contradicted(event: Json) -> Json:
    """Return *event* with other data that are as acceptable."""
    data = event["data"]
    field = next(name for name in ("employed", "language_support") if name in data)
    return {**event, "data": {**data, field: not data[field]}}


def _at(day: date, hour: int) -> str:
    return datetime.combine(day, time(hour)).isoformat() + "+00:00"
