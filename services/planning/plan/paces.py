"""From quotas to paces: the year of every series spread over its days, after what was owed before the version."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from services.planning.domain.pace import MONTHS, NO_PACE, Pace, Share, together
from services.planning.domain.phasing import ByMonths, ByStarts, NothingLeft, Phasing
from services.planning.domain.plan import Plan
from services.planning.domain.revising import AlreadyOwed, Beginning, still_to_owe
from services.planning.plan.document import PlanDocument
from services.planning.plan.quotas import Quota
from shared.calendar import WorkingDays


class Paces:
    """The paces of all quotas, and everything that is wrong with them."""

    def __init__(
        self, document: PlanDocument, quotas: Mapping[str, Quota], calendar: WorkingDays, before: Plan | None
    ) -> None:
        """Spread *quotas*; what was owed before the version begins stays as the version *before* had it."""
        self.faults: list[str] = []
        self._document = document
        self._quotas = quotas
        self._calendar = calendar
        self._before = before
        new_year = date(document.year, 1, 1)
        self._first = max(document.valid_from, new_year) if before else new_year
        self._shares: dict[str, tuple[Share, ...]] = {}
        self._beginnings = {id_: self._beginning(quota) for id_, quota in quotas.items()}

    def of(self, quota: Quota) -> Pace:
        """Return the pace of *quota*; nothing where it has no target or a fault is told."""
        return self._beginnings[quota.id].go_on(self._to_come(quota))

    def _beginning(self, quota: Quota) -> Beginning:
        known = self._before.find(quota.id) if self._before else None
        past = known.pace.before(self._first) if known else NO_PACE
        beginning = Beginning(self._first, past, past.total)
        if not self._before or self._document.revision.mode == "gap_stays" or quota.amount is None:
            return beginning
        return beginning.from_what_has_begun(self._started(quota.id), quota.amount)

    def _started(self, series: str) -> int:
        resolved = self._document.resolved
        estimated = resolved.started.get(series, 0) if resolved else 0
        return self._document.revision.started.get(series, estimated)

    def _to_come(self, quota: Quota) -> tuple[Share, ...]:
        if quota.amount is None:
            return ()
        if quota.id not in self._shares:
            self._shares[quota.id] = ()
            self._shares[quota.id] = self._sum(quota) if self._covered(quota) else self._spread(quota, quota.amount)
        return self._shares[quota.id]

    def _covered(self, quota: Quota) -> bool:
        """Say whether the parts add up to the whole, in the target and in what is settled of it."""
        parts = [self._quotas[id_] for id_ in quota.parts]
        settled = sum((self._beginnings[part.id].settled for part in parts), Fraction(0))
        return (
            bool(parts)
            and sum(part.amount or 0 for part in parts) == quota.amount
            and settled == self._beginnings[quota.id].settled
        )

    def _sum(self, quota: Quota) -> tuple[Share, ...]:
        return together(share for id_ in quota.parts for share in self._to_come(self._quotas[id_]))

    def _spread(self, quota: Quota, amount: int) -> tuple[Share, ...]:
        beginning = self._beginnings[quota.id]
        try:
            return still_to_owe(beginning, amount, self._phasing(quota), self._calendar)
        except AlreadyOwed as refused:
            self.faults.append(
                f"{quota.place}: {amount} of '{quota.id}' is less than the {float(refused.owed):g} owed before "
                f"{self._first}; give more, or start anew (revision.mode: start_anew)"
            )
        except NothingLeft:
            self.faults.append(
                f"{quota.place}: nothing of the phasing is left from {self._first} on for the "
                f"{float(beginning.rest(amount)):g} that '{quota.id}' still owes"
            )
        return ()

    def _phasing(self, quota: Quota) -> Phasing:
        if quota.phasing.starts is not None:
            return ByStarts(quota.phasing.starts)
        resolved = self._document.resolved
        weights = quota.phasing.months or (resolved.months.get(quota.id) if resolved else None) or {}
        return ByMonths(tuple(weights.get(month, Fraction(0)) for month in MONTHS), self._calendar)


def unresolved(document: PlanDocument, quotas: Mapping[str, Quota]) -> Iterator[str]:
    """Yield the series whose months must first be read from the figures of an earlier plan."""
    months = document.resolved.months if document.resolved else {}
    yield from (id_ for id_, quota in quotas.items() if quota.phasing.like and id_ not in months)
