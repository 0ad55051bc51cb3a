"""The potential, folded plainly from events: what the board must say of it."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from tests.support.reference import Events, states_at

_BY = {
    "by_office": "office",
    "by_skill_level": "skill_level",
    "by_qualification": "qualification",
    "by_age_band": "age_band",
}
_SOON = timedelta(days=30)


def potential(events: Events, before: datetime, day: date) -> Counter[str]:
    """Return the potential by figure with what became known before the instant *before*, as it stands on *day*."""
    listed = list(events)
    counts: Counter[str] = Counter()
    for data in states_at(listed, before, "customer"):
        if data["status"] == "registered":
            counts["customers_open"] += 1
            counts["language_support"] += data["language_support"]
            counts.update(f"{name}/{data[field]}" for name, field in _BY.items())
    for data in states_at(listed, before, "voucher"):
        counts["vouchers/redeemed"] += data["status"] == "redeemed"
        until = date.fromisoformat(data["valid_until"] or "9999-12-31")
        if data["status"] == "issued" and date.fromisoformat(data["issued_on"]) <= day <= until:
            counts["vouchers/open"] += 1
            counts["vouchers/expiring_30d"] += until <= day + _SOON
    return +counts


def shown_potential(answer: dict[str, Any]) -> Counter[str]:
    """Return the potential of a board's answer in the same form."""
    told = answer["potential"]
    counts = Counter({name: told[name] for name in ("customers_open", "language_support")})
    for name in _BY:
        counts.update({f"{name}/{value}": number for value, number in told[name].items()})
    counts.update({f"vouchers/{name}": number for name, number in told["vouchers"].items()})
    return +counts
