"""What happens to entries, vouchers and customers, in the proportions of the sample year."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from services.kurs.bench.counting import KEYS
from services.kurs.bench.population import OFFICES, Population, Profile

_FIRST_DAY = date(2025, 12, 1)
_DAY = 24 * 60
_DAYS = [(_FIRST_DAY + timedelta(days=n)).isoformat() for n in range(1_000)]

Kind = str
"""``entry``, ``voucher`` or ``customer``."""


class Happening(NamedTuple):
    """One event as its source tells it, in the minute in which it happens; ``data`` is JSON."""

    minute: int
    kind: Kind
    type: str
    source: str
    id: str
    subject: str
    data: str

    @property
    def time(self) -> str:
        """The minute as RFC 3339 text."""
        day, minute = divmod(self.minute, _DAY)
        return f"{_DAYS[day]}T{minute // 60:02}:{minute % 60:02}:00Z"


_json = json.JSONEncoder(separators=(",", ":")).encode

_ENTRY_LIVES = (
    *(("planned", "started"),) * 32,
    *(("planned", "started", "ended"),) * 29,
    *(("started", "ended"),) * 11,
    *(("started",),) * 10,
    *(("planned", "started", "corrected", "ended"),) * 8,
    *(("planned", "cancelled"),) * 4,
    *(("planned", "started", "cancelled"),) * 3,
    *(("started", "corrected"),) * 3,
)
_OUTCOMES = ("dropped_out", *("completed",) * 4)
_CUSTOMER_LIVES = (
    *(("registered",),) * 40,
    *(("registered", "updated"),) * 32,
    *(("registered", "closed"),) * 17,
    *(("registered", "updated", "closed"),) * 11,
)
_KINDS = ("entry",) * 36 + ("voucher",) * 22 + ("customer",) * 42
EVENTS_PER_LIFE = 1.8
"""On average, as far as they happen within the year."""


class Lives:
    """Lets lives begin; each is the list of all that will happen in it."""

    def __init__(self, random: Random) -> None:
        """Draw everything from *random*."""
        self._random = random
        self._population = Population(random)
        self._born = dict.fromkeys(OFFICES, 0)
        self._begin: dict[Kind, Callable[[int, str], Iterator[Happening]]] = {
            "entry": self._entry,
            "voucher": self._voucher,
            "customer": self._customer,
        }

    def begin(self, minute: int) -> list[Happening]:
        """Return the life of somebody or something new, whose first event happens in *minute*."""
        office = self._population.office()
        self._born[office] += 1
        return list(self._begin[self._random.choice(_KINDS)](minute, office))

    def _entry(self, minute: int, office: str) -> Iterator[Happening]:
        """Planned weeks ahead, told of days after the start, ended after two to thirty weeks."""
        life = self._random.choice(_ENTRY_LIVES)
        entry_id = self._key("T", office)
        ahead = self._random.randrange(5, 60) if life[0] == "planned" else -self._random.randrange(14)
        start = max(0, minute // _DAY + ahead)
        weeks = self._random.randrange(2, 30)
        profile, customer, status = self._population.entry(office), self._pseudonym(), ""
        for revision, word in enumerate(life, 1):
            if word == "corrected":
                profile, start = self._population.entry(office), max(0, start - self._random.randrange(14))
            status = status if word == "corrected" else word
            minute = self._moment_of(word, minute, start, weeks)
            ended = word == "ended"
            data = {
                "entry_id": entry_id,
                "revision": revision,
                "status": status,
                "customer": customer,
                **profile,
                "start_date": _DAYS[start],
                "planned_end_date": _DAYS[start + 7 * weeks],
                "end_date": _DAYS[start + 7 * weeks] if ended else None,
                "outcome": self._random.choice(_OUTCOMES) if ended else None,
            }
            yield self._happening(minute, "entry", word, office, data)

    def _moment_of(self, word: str, now: int, start: int, weeks: int) -> int:
        """Return the minute in which *word* is told of an entry, after what was told *now*."""
        if word == "planned":
            return now
        due = start + (7 * weeks if word == "ended" else 0)
        return max(now + 1, due * _DAY + self._random.randrange(_DAY, 14 * _DAY))

    def _voucher(self, minute: int, office: str) -> Iterator[Happening]:
        voucher_id, profile, issued = self._key("V", office), self._population.entry(office), minute // _DAY
        data = {
            "voucher_id": voucher_id,
            "revision": 1,
            "status": "issued",
            "customer": self._pseudonym(),
            **{name: profile[name] for name in ("office", "funding", "employed", "occupation", "sector", "form")},
            "issued_on": _DAYS[issued],
            "valid_until": _DAYS[issued + 90],
            "entry_id": None,
        }
        yield self._happening(minute, "voucher", "issued", office, data)
        redeemed = {"revision": 2, "status": "redeemed", "entry_id": voucher_id.replace("V", "T")}
        minute += self._random.randrange(5 * _DAY, 80 * _DAY)
        yield self._happening(minute, "voucher", "closed", office, {**data, **redeemed})

    def _customer(self, minute: int, office: str) -> Iterator[Happening]:
        customer, profile = self._pseudonym(), self._population.customer(office)
        for revision, word in enumerate(self._random.choice(_CUSTOMER_LIVES), 1):
            if word == "updated":
                profile = self._population.customer(office)
            status = "closed" if word == "closed" else "registered"
            data = {"customer": customer, "revision": revision, "status": status, **profile}
            yield self._happening(minute, "customer", word, office, data)
            minute += self._random.randrange(_DAY, 150 * _DAY)

    def _happening(self, minute: int, kind: Kind, word: str, office: str, data: Profile) -> Happening:
        source = f"urn:office:{office.lower()}"
        return Happening(minute, kind, f"{kind}.{word}", source, self._event_id(), data[KEYS[kind]], _json(data))

    def _key(self, letter: str, office: str) -> str:
        """Return an id as offices' systems give it: rising."""
        return f"{letter}-2026-{list(OFFICES).index(office) + 1}{self._born[office]:08}X"

    def _pseudonym(self) -> str:
        return f"c_{self._random.getrandbits(96):024x}"

    def _event_id(self) -> str:
        digits = f"{self._random.getrandbits(128):032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
