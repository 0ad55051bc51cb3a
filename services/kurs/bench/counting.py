"""Counting as the contract says it, once more and without the product: the benchmark checks by it, the peers use it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from services.kurs.first_start import PLANS

YEAR = "2026"
KEYS = {"entry": "entry_id", "voucher": "voucher_id", "customer": "customer"}
"""The field that names an entity, by kind."""

_SHORTEST_PREFIX = 2

State = Mapping[str, Any]


class Place(NamedTuple):
    """Where something is counted: a series or a figure, and for entries the first day (else empty)."""

    name: str
    start: str


class CountingRule:
    """The rule of the plan that comes with the program."""

    def __init__(self) -> None:
        """Read which sector each prefix of the classification of occupations belongs to."""
        file = yaml.safe_load((PLANS / "parts" / "sectors.yaml").read_text(encoding="utf-8"))
        self._prefixes = {prefix: sector for sector, about in file["sectors"].items() for prefix in about["kldb"]}

    def places(self, kind: str, state: State) -> set[Place]:
        """Return where an entity in *state* is counted."""
        match kind:
            case "entry":
                return self._of_entry(state)
            case "voucher":
                return {Place("vouchers/redeemed", "")} if state["status"] == "redeemed" else set()
            case _:
                return {Place("customers_open", "")} if state["status"] == "registered" else set()

    def _of_entry(self, state: State) -> set[Place]:
        counts = state["status"] in {"started", "ended"} and state["funding"] == "SGB3"
        if not counts or not state["start_date"].startswith(YEAR):
            return set()
        sector, office = f"sector/{self._sector(state)}", f"office/{state['office']}"
        names = ["entries", sector, office, f"{sector}/{office}", *(["employees"] if state["employed"] else [])]
        return {Place(name, state["start_date"]) for name in names}

    def _sector(self, state: State) -> str:
        if state["sector"]:
            return str(state["sector"])
        if state["form"] == "basic_skills":
            return "basic_skills"
        occupation = state["occupation"] or ""
        lengths = range(len(occupation), _SHORTEST_PREFIX - 1, -1)
        found = (self._prefixes[occupation[:length]] for length in lengths if occupation[:length] in self._prefixes)
        return next(found, "other")


class Fold:
    """What must be counted in the end, from the newest revision of each entity."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rule = CountingRule()
        self._newest: dict[tuple[str, str, str], tuple[int, set[Place]]] = {}

    def add(self, kind: str, source: str, state: State) -> None:
        """Take one event into account."""
        key = (kind, source, state[KEYS[kind]])
        known = self._newest.get(key)
        if known is None or known[0] < state["revision"]:
            self._newest[key] = (state["revision"], self._rule.places(kind, state))

    def places(self) -> Counter[Place]:
        """Return how many entities are counted at each place."""
        return Counter(place for _, places in self._newest.values() for place in places)

    def totals(self) -> Counter[str]:
        """Return how many entities each series and figure counts, whenever they began."""
        totals: Counter[str] = Counter()
        for place, number in self.places().items():
            totals[place.name] += number
        return totals
