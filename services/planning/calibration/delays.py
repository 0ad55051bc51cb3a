"""The measured reporting delay of a district, kept for a while: measuring adds up a year of movements."""

import threading
import time
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from services.planning.domain.plan import Plan
from services.planning.domain.reporting import Curve, measured
from services.planning.plan.check import MAIN
from services.planning.storage.delays import reports_of
from services.planning.storage.plans import PlanBook

_SHARE_OF_TIME = 1_000
"""Measured again after so many times the time it took, so that it costs a thousandth of the time at most."""

_KEPT = 100


class _Kept(NamedTuple):
    curve: Curve
    until: float


class Delays:
    """Curves by district and day of knowledge."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._kept: dict[tuple[str, date], _Kept] = {}
        self._measuring = threading.Lock()

    def of(self, connection: Connection, book: PlanBook, plan: Plan, day: date) -> Curve:
        """Return how completely the plan's district had reported by the end of *day*, over all its plans.

        Who asks while another one measures takes what was measured before, if there is something.
        """
        key = plan.district, day
        kept = self._kept.get(key)
        if kept is not None and time.monotonic() < kept.until:
            return kept.curve
        if not self._measuring.acquire(blocking=kept is None):
            assert kept is not None  # noqa: S101 - else it would have waited
            return kept.curve
        try:
            return self._measure(connection, book, key)
        finally:
            self._measuring.release()

    def _measure(self, connection: Connection, book: PlanBook, key: tuple[str, date]) -> Curve:
        began = time.monotonic()
        plans = {plan.id for plan in book.versions if plan.district == key[0]}
        curve = measured(reports_of(connection, plans, MAIN, key[1]), key[1])
        ended = time.monotonic()
        self._kept[key] = _Kept(curve, ended + _SHARE_OF_TIME * (ended - began))
        while len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))
        return curve
