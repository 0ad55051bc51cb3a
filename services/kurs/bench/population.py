"""Who and what the events of a benchmark are about: drawn in the proportions of the sample year."""

from collections.abc import Mapping
from random import Random
from typing import Any

OFFICES = {"AA-ST-OST": 45, "JC-DERO": 20, "JC-WB": 18, "JC-ABI": 17}
_REGIMES = {"AA-ST-OST": "SGB3"}
_OCCUPATIONS = {
    None: 4, "71402": 8, "71393": 3, "52122": 6, "52531": 3, "51312": 6, "82102": 5, "82101": 4, "81302": 4, "83112": 4,
    "83142": 3, "62302": 8, "43102": 4, "43104": 3, "53123": 6, "24422": 5, "25102": 5, "26212": 3, "41322": 4,
    "34212": 2, "54101": 1, "32101": 1, "12101": 1, "81402": 2,
}  # fmt: skip
_FORMS = {
    "adaptation": 60, "retraining": 12, "in_company_retraining": 9, "partial_qualification": 9, "basic_skills": 6,
    "external_exam_prep": 4,
}  # fmt: skip
_PER_OFFICE = 400

Profile = Mapping[str, Any]
"""What stays the same over the life of an entry, a voucher or a customer."""


class Population:
    """A stock of profiles for each office; who is born takes one of them."""

    def __init__(self, random: Random) -> None:
        """Draw the stock from *random*."""
        self._random = random
        self._entries = {office: [_entry(random, office) for _ in range(_PER_OFFICE)] for office in OFFICES}
        self._customers = {office: [_customer(random, office) for _ in range(_PER_OFFICE)] for office in OFFICES}
        self._offices = random.choices(list(OFFICES), list(OFFICES.values()), k=10_000)

    def office(self) -> str:
        """Return an office, the large ones more often."""
        return self._random.choice(self._offices)

    def entry(self, office: str) -> Profile:
        """Return what an entry or a voucher of *office* is like."""
        return self._random.choice(self._entries[office])

    def customer(self, office: str) -> Profile:
        """Return what a customer of *office* is like."""
        return self._random.choice(self._customers[office])


def _entry(random: Random, office: str) -> Profile:
    return {
        "office": office,
        "funding": _drawn(random, {"SGB3": 96, "SGB2": 4}),
        "customer_regime": _REGIMES.get(office, "SGB2"),
        "employed": _drawn(random, {True: 28, False: 72}),
        "occupation": _drawn(random, _OCCUPATIONS),
        "sector": _drawn(random, {None: 98, "it": 1, "basic_skills": 1}),
        "form": _drawn(random, _FORMS),
        "delivery": random.choice(("on_site", "online", "hybrid")),
        "hours": random.choice(("full_time", "part_time")),
        "measure": f"{random.randrange(41, 50):03}/{random.randrange(10_000):04}/2026",
    }


def _customer(random: Random, office: str) -> Profile:
    return {
        "office": office,
        "regime": _REGIMES.get(office, "SGB2"),
        "skill_level": _drawn(random, {"helper": 62, "skilled": 28, "specialist": 6, "expert": 4}),
        "qualification": random.choice(("none", "lapsed", "vocational", "academic")),
        "long_term_unemployed": _drawn(random, {True: 40, False: 60}),
        "age_band": _drawn(random, {"u25": 15, "25-34": 25, "35-54": 45, "55plus": 15}),
        "target_occupation": _drawn(random, _OCCUPATIONS),
        "language_support": _drawn(random, {True: 15, False: 85}),
    }


def _drawn(random: Random, weights: Mapping[Any, int]) -> Any:  # noqa: ANN401 - what the keys are
    return random.choices(list(weights), list(weights.values()))[0]
