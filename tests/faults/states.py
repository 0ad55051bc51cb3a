"""States of entries, vouchers and customers as an office's system might report them, thrown by dice."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import yaml

from tests.support.reference import ROOT

Json = dict[str, Any]

_PLAN = yaml.safe_load((ROOT / "deploy/plans/plan-2026.yaml").read_text())
_SECTORS = yaml.safe_load((ROOT / "deploy/plans" / _PLAN["sectors"]).read_text())["sectors"]
OFFICES: Sequence[str] = list(_PLAN["offices"])
_SECTOR_CODES: Sequence[str] = list(_SECTORS)
_PREFIXES: Sequence[str] = [prefix for sector in _SECTORS.values() for prefix in sector["kldb"]]
_FORMS = ("retraining", "partial_qualification", "external_exam_prep", "adaptation", "basic_skills")


def entry(dice: Random, status: str, day: date) -> Json:
    """Return what may change about an entry that has *status* on *day*."""
    start = day + timedelta(days=dice.randint(-30, 120) if status == "planned" else -dice.randint(0, 90))
    ended = status == "ended"
    return {
        "status": status,
        "funding": dice.choices(("SGB3", "SGB2"), (9, 1))[0],
        "customer_regime": dice.choice(("SGB2", "SGB3")),
        "employed": dice.random() < 0.3,
        "occupation": _occupation(dice),
        "sector": dice.choice(_SECTOR_CODES) if dice.random() < 0.2 else None,
        "start_date": start.isoformat(),
        "planned_end_date": (start + timedelta(days=dice.randint(0, 400))).isoformat() if dice.random() < 0.8 else None,
        "end_date": (start + timedelta(days=dice.randint(0, 90))).isoformat() if ended else None,
        "outcome": dice.choice(("completed", "dropped_out")) if ended else None,
        "form": dice.choice(_FORMS),
        "delivery": dice.choice(("on_site", "online", "hybrid")),
        "hours": dice.choice(("full_time", "part_time")),
        "measure": None,
    }


def _occupation(dice: Random) -> str | None:
    if dice.random() < 0.1:
        return None
    prefix = dice.choice(_PREFIXES) if dice.random() < 0.8 else dice.choice(("11", "27", "72", "94"))
    return (prefix + f"{dice.randrange(1000):03}")[: dice.randint(len(prefix), 5)]


def voucher(dice: Random, status: str, day: date) -> Json:
    """Return what may change about a voucher that has *status* on *day*."""
    return {
        "status": status,
        "funding": dice.choice(("SGB3", "SGB2")),
        "employed": dice.random() < 0.1,
        "occupation": _occupation(dice),
        "sector": None,
        "form": dice.choice(_FORMS),
        "issued_on": day.isoformat(),
        "valid_until": (day + timedelta(days=dice.randint(0, 120))).isoformat() if dice.random() < 0.9 else None,
        "entry_id": f"T-{dice.randrange(10**6)}" if status == "redeemed" else None,
    }


def customer(dice: Random, status: str, _: date) -> Json:
    """Return what may change about a customer that has *status*."""
    return {
        "status": status,
        "regime": dice.choice(("SGB2", "SGB3")),
        "skill_level": dice.choice(("helper", "skilled", "specialist", "expert")),
        "qualification": dice.choice(("none", "lapsed", "vocational", "academic")),
        "long_term_unemployed": dice.random() < 0.4,
        "age_band": dice.choice(("u25", "25-34", "35-54", "55plus")),
        "target_occupation": _occupation(dice),
        "language_support": dice.random() < 0.2,
    }
