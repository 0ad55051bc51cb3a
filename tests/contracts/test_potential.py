"""The potential: every figure of it at every month's end, against a fold written apart from the product."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from tests.support.ledger import Books
from tests.support.reference import end_of_day, sample_events, states_at, truth

DIMENSIONS = ("skill_level", "qualification", "age_band")


def folded(on: date, before: datetime) -> dict[str, Any]:
    """Return the potential as known before an instant, on the day in which that knowledge ends."""
    events = sample_events()
    customers = [data for data in states_at(events, before, "customer") if data["status"] == "registered"]
    vouchers = list(states_at(events, before, "voucher"))
    open_until = [
        date.fromisoformat(data["valid_until"]) if data["valid_until"] else date.max
        for data in vouchers
        if data["status"] == "issued" and date.fromisoformat(data["issued_on"]) <= on
    ]
    return {
        "customers_open": len(customers),
        "by_office": Counter(data["office"] for data in customers),
        **{f"by_{name}": Counter(data[name] for data in customers) for name in DIMENSIONS},
        "language_support": sum(data["language_support"] for data in customers),
        "vouchers": {
            "open": sum(until >= on for until in open_until),
            "expiring_30d": sum(on <= until <= on + timedelta(days=30) for until in open_until),
            "redeemed": sum(data["status"] == "redeemed" for data in vouchers),
        },
    }


async def test_every_figure_of_the_potential_is_the_fold_of_what_was_known(recorded_books: Books) -> None:
    for day in truth()["potential"]:
        on = date.fromisoformat(day)
        noon = end_of_day(on) - timedelta(hours=12)
        for before in (end_of_day(on), noon):
            answer = (await recorded_books.board(on, before))["potential"]
            expected = folded(on, before)
            assert {name: _without_nothing(value) for name, value in answer.items()} == {
                name: _without_nothing(value) for name, value in expected.items()
            }, (day, before)


def _without_nothing(value: Any) -> Any:
    return {key: n for key, n in value.items() if n} if isinstance(value, dict) else value
