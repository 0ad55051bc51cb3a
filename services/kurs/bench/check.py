"""A benchmark that counts wrong is void: what was counted is compared with a count of our own."""

from collections import Counter
from typing import Any

from services.kurs.bench.counting import Fold
from services.kurs.bench.events import LAST_DAY
from services.kurs.client import Client
from services.kurs.failure import Failure


def check_board(client: Client, fold: Fold) -> None:
    """Compare planning's board of the year's end with *fold*. Raises :class:`Failure` where they differ."""
    check(counted_by(client.get("planning", "/v1/board", on=LAST_DAY)), fold.totals())


def check(counted: Counter[Any], expected: Counter[Any]) -> None:
    """Compare two counts. Raises :class:`Failure` where they differ."""
    for place in sorted(set(counted) | set(expected)):
        if counted[place] != expected[place]:
            raise Failure("bench-void", place=place, counted=counted[place], expected=expected[place])


def counted_by(board: dict[str, Any]) -> Counter[str]:
    """Return what a board's answer counts, in the form of :meth:`Fold.totals`."""
    potential = board["potential"]
    figures = {"customers_open": potential["customers_open"], "vouchers/redeemed": potential["vouchers"]["redeemed"]}
    return Counter({**{series["id"]: series["actual"] for series in board["series"]}, **figures})
