"""Events as offices send them."""

from typing import Any
from uuid import uuid4

Json = dict[str, Any]

OFFICES = {"AA-ST-OST": "Agentur", "JC-DERO": "Dessau", "JC-WB": "Wittenberg", "JC-ABI": "Anhalt-Bitterfeld"}
SECTORS = {"health": "Gesundheit", "it": "Informatik", "other": "Sonstige"}

_ENTRY: Json = {
    "entry_id": "T-2026-1",
    "revision": 1,
    "status": "started",
    "customer": "c_5cbca817c589a24a167b8e3d",
    "office": "JC-ABI",
    "funding": "SGB3",
    "customer_regime": "SGB2",
    "employed": False,
    "occupation": "34202",
    "sector": None,
    "start_date": "2026-03-02",
    "planned_end_date": "2026-09-30",
    "end_date": None,
    "outcome": None,
    "form": "adaptation",
    "delivery": "online",
    "hours": "full_time",
    "measure": "047/8132/2026",
}
_VOUCHER: Json = {
    "voucher_id": "V-2026-1",
    "revision": 1,
    "status": "issued",
    "customer": "c_5cbca817c589a24a167b8e3d",
    "office": "JC-ABI",
    "funding": "SGB3",
    "employed": False,
    "occupation": None,
    "sector": "health",
    "form": "retraining",
    "issued_on": "2026-03-02",
    "valid_until": "2026-06-02",
    "entry_id": None,
}
_CUSTOMER: Json = {
    "customer": "c_5cbca817c589a24a167b8e3d",
    "revision": 1,
    "status": "registered",
    "office": "JC-ABI",
    "regime": "SGB2",
    "skill_level": "helper",
    "qualification": "none",
    "long_term_unemployed": True,
    "age_band": "25-34",
    "target_occupation": "81302",
    "language_support": False,
}


def an_entry(event_type: str = "entry.started", envelope: Json | None = None, **data: Any) -> Json:
    """Return an acceptable event about an entry, changed as told."""
    return _event(event_type, {**_ENTRY, **data}, envelope)


def a_voucher(event_type: str = "voucher.issued", envelope: Json | None = None, **data: Any) -> Json:
    """Return an acceptable event about a voucher, changed as told."""
    return _event(event_type, {**_VOUCHER, **data}, envelope)


def a_customer(event_type: str = "customer.registered", envelope: Json | None = None, **data: Any) -> Json:
    """Return an acceptable event about a customer, changed as told."""
    return _event(event_type, {**_CUSTOMER, **data}, envelope)


def _event(event_type: str, data: Json, envelope: Json | None) -> Json:
    return {
        "specversion": "1.0",
        "type": event_type,
        "source": f"urn:office:{str(data['office']).lower()}",
        "id": str(uuid4()),
        "time": "2026-03-02T08:00:00+01:00",
        "data": data,
        **(envelope or {}),
    }


def without(event: Json, *path: str) -> Json:
    """Return *event* without the field at *path*."""
    *parents, last = path
    if parents:
        return {**event, parents[0]: without(event[parents[0]], last)}
    return {name: value for name, value in event.items() if name != last}
