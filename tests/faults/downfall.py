"""A year that is on course until a day on which everything is cancelled: an alert must be raised on that day."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.faults.states import Json

DAY = date(2026, 10, 14)
_ENTRIES = 660


def downfall() -> Iterator[Json]:
    """Yield entries as many as the plan expects by the day before, and their cancellations on the day itself."""
    first = date(2026, 1, 2)
    days = (DAY - first).days
    for number in range(_ENTRIES):
        begun = first + timedelta(days=number * days // _ENTRIES)
        yield _event(number, 1, "started", begun, begun)
    for number in range(_ENTRIES):
        yield _event(number, 2, "cancelled", first, DAY)


def _event(number: int, revision: int, status: str, start: date, known: date) -> Json:
    return {
        "specversion": "1.0",
        "type": f"entry.{status}",
        "source": "urn:office:jc-wb",
        "id": f"downfall-{number}-{revision}",
        "time": f"{known}T08:00:00Z",
        "recordedtime": f"{known}T08:00:00Z",
        "data": {
            "entry_id": f"downfall-{number}",
            "revision": revision,
            "status": status,
            "customer": f"c_downfall_{number:08}",
            "office": "JC-WB",
            "funding": "SGB3",
            "customer_regime": "SGB2",
            "employed": False,
            "occupation": "43102",
            "sector": None,
            "start_date": str(start),
            "planned_end_date": None,
            "end_date": None,
            "outcome": None,
            "form": "retraining",
            "delivery": "online",
            "hours": "full_time",
            "measure": None,
        },
    }
