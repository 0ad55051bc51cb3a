"""The potential: who could be trained, and the vouchers that are on their way."""

from datetime import date, timedelta
from typing import NamedTuple

ALWAYS = (date.min, date.max)
SOON = timedelta(days=30)


class PotentialCell(NamedTuple):
    """Figures of one office that count the same; they hold on the days from ``since`` to ``until``, both included."""

    office: str
    figures: tuple[str, ...]
    since: date
    until: date


class Held(NamedTuple):
    """The same on one day; ``expiring`` when it ends within 30 days after it."""

    office: str
    figures: tuple[str, ...]
    expiring: bool


def held_on(cell: PotentialCell, day: date) -> Held | None:
    """Return what *cell* is on *day*, None when it does not hold then."""
    if not cell.since <= day <= cell.until:
        return None
    return Held(cell.office, cell.figures, cell.until <= day + SOON)


class Customer(NamedTuple):
    """The state of a customer, as far as the potential looks at it."""

    status: str
    office: str
    skill_level: str
    qualification: str
    age_band: str
    language_support: bool


class Voucher(NamedTuple):
    """The state of a voucher; open from ``issued_on`` to ``valid_until`` (None: without end) while it is issued."""

    status: str
    office: str
    issued_on: date
    valid_until: date | None


def customer_cells(customer: Customer) -> tuple[PotentialCell, ...]:
    """Return the cell of an open customer; a closed one has none."""
    if customer.status != "registered":
        return ()
    figures = [
        "customers_open",
        f"skill_level/{customer.skill_level}",
        f"qualification/{customer.qualification}",
        f"age_band/{customer.age_band}",
    ]
    if customer.language_support:
        figures.append("language_support")
    return (PotentialCell(customer.office, tuple(figures), *ALWAYS),)


def voucher_cells(voucher: Voucher) -> tuple[PotentialCell, ...]:
    """Return where a voucher is counted: issued on the days on which it is valid, redeemed for ever."""
    match voucher.status:
        case "issued":
            until = voucher.valid_until or date.max
            return (PotentialCell(voucher.office, ("vouchers/issued",), voucher.issued_on, until),)
        case "redeemed":
            return (PotentialCell(voucher.office, ("vouchers/redeemed",), *ALWAYS),)
        case _:
            return ()
