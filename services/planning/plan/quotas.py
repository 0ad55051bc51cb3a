"""From targets to quotas: every series of the plan with its filter and what it owes in the year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from services.planning.domain.plan import Counts
from services.planning.plan.check import MAIN
from services.planning.plan.codes import Title, code_named, narrowed, titles_of
from services.planning.plan.document import PlanDocument
from services.planning.plan.filters import faults_of_siblings, faults_of_target, outside
from services.planning.plan.targets import Dimension, Phasing, Target
from shared.apportion import largest_remainder

_FIRST_TIER = frozenset({MAIN, "employees"})
_MOST = 20_000
"""More series than any district has: 50 sectors in 200 offices are half of it."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What a series counts and owes in the year, before the year is spread; ``amount`` None: no target.

    ``within`` is the series around it, ``parts`` are those of its first split; ``place`` is where the document says so.
    """

    id: str
    title: Title
    counts: Counts
    amount: int | None
    place: str
    phasing: Phasing
    source: str | None = None
    assumption: bool | str = False
    tier: Literal[1, 2] = 2
    within: str | None = None
    parts: list[str] = field(default_factory=list)


class Quotas:
    """All quotas of a document, what its splits leave over, and everything that is wrong with its targets."""

    def __init__(self, document: PlanDocument) -> None:
        """Expand the targets of *document*, in their order."""
        self.found: dict[str, Quota] = {}
        self.unallocated: dict[str, int] = {}
        self.faults: list[str] = []
        self._document = document
        self._titles = {by: titles_of(by, document) for by in get_args(Dimension)}
        self._broken: set[str] = set()
        for target in document.targets:
            before = len(self.faults)
            self._add(target)
            if len(self.faults) > before:
                self._broken.add(target.id)
        self.faults += faults_of_siblings(document.targets, {id_: of.amount for id_, of in self.found.items()})

    def _add(self, target: Target) -> None:
        whole = self.found.get(target.within or "")
        faults = list(faults_of_target(target, self._document))
        if target.within and not whole and not self._lost(target.within):
            faults.append(f"targets.{target.id}.within: there is no series '{target.within}' above it")
        self.faults += faults
        if faults or (target.within and not whole):
            return
        own: Counts = {name: frozenset(values) for name, values in target.counts.items()}
        counts = narrowed(whole.counts, own) if whole else own
        for name in own:
            if not counts[name]:
                self._fault(target, f".counts.{name}: '{target.within}' counts nothing of this")
        if target.split_by and whole:
            self._split(target, whole, counts)
        else:
            self._plain(target, whole, counts)

    def _lost(self, within: str) -> bool:
        """Say whether that series is missing only because of a fault already told."""
        return within in self._broken or ("/" in within and bool(self._broken))

    def _fault(self, target: Target, said: str) -> None:
        self.faults.append(f"targets.{target.id}{said}")

    def _plain(self, target: Target, whole: Quota | None, counts: Counts) -> None:
        if whole and whole.amount is not None and (target.amount or 0) > whole.amount:
            self._fault(target, f".amount: {target.amount} is more than the {whole.amount} of '{whole.id}' around it")
        title = {str(language): text for language, text in target.title.items()}
        tier: Literal[1, 2] = 1 if target.id in _FIRST_TIER else 2
        self._take(self._quota(target, whole, target.id, title, counts, target.amount, tier))

    def _split(self, target: Target, whole: Quota, counts: Counts) -> None:
        """Split by the first attribute, then each part by the second; the second's own series are the sums."""
        shares = self._shares(target, whole, counts)
        if shares is None:
            return
        first, *then = target.split_by
        rows = [self._part(target, whole, counts, first, name, amount) for name, amount in shares.items()]
        if not whole.parts:
            whole.parts.extend(row.id for row in rows)
        for second in then:
            self._cross(target, whole, counts, second, rows)

    def _cross(self, target: Target, whole: Quota, counts: Counts, second: Dimension, rows: Sequence[Quota]) -> None:
        weights = target.weights[second]
        columns: dict[str, list[Quota]] = {name: [] for name in weights}
        for row in rows:
            amounts = largest_remainder(row.amount or 0, list(weights.values()))
            for name, amount in zip(weights, amounts, strict=True):
                cell = self._part(target, row, row.counts, second, name, amount)
                row.parts.append(cell.id)
                columns[name].append(cell)
        for name, cells in columns.items():
            column = self._part(target, whole, counts, second, name, sum(cell.amount or 0 for cell in cells))
            column.parts.extend(cell.id for cell in cells)

    def _shares(self, target: Target, whole: Quota, counts: Counts) -> Mapping[str, int] | None:
        """Return the parts by the first attribute, fixed amounts and the rest by weights; None when that is wrong."""
        first, fixed, known = target.split_by[0], sum(target.amounts.values()), len(self.faults)
        weights = target.weights.get(first, {})
        for by in target.split_by:
            names = [*target.weights.get(by, {}), *(target.amounts if by == first else {})]
            for name in outside(by, names, counts):
                self._fault(target, f".weights.{name}: '{whole.id}' counts nothing of this {by}")
        if whole.amount is None and weights:
            self._fault(target, f".weights: '{whole.id}' has no amount that could be split")
        if whole.amount is not None and fixed > whole.amount:
            self._fault(target, f".amounts: they add up to {fixed}, more than the {whole.amount} of '{whole.id}'")
        if len(self.faults) > known:
            return None
        rest = (whole.amount or fixed) - fixed
        if rest and not weights:
            self.unallocated[target.id] = rest
        by_weight = largest_remainder(rest, list(weights.values())) if weights else []
        return {**target.amounts, **dict(zip(weights, by_weight, strict=True))}

    def _part(  # noqa: PLR0913, PLR0917 - what a part is made of
        self, target: Target, whole: Quota, counts: Counts, by: Dimension, name: str, amount: int
    ) -> Quota:
        code = code_named(name, by)
        id_, title = f"{by}/{name}", self._titles[by][code]
        if whole.id != MAIN:
            id_ = f"{whole.id}/{id_}"
            title = {language: f"{whole.title.get(language, whole.id)} · {text}" for language, text in title.items()}
        part = self._quota(target, whole, id_, title, narrowed(counts, {by: frozenset({code})}), amount, 2)
        self._take(part)
        return part

    def _quota(  # noqa: PLR0913, PLR0917 - what a quota is made of
        self,
        target: Target,
        whole: Quota | None,
        id_: str,
        title: Title,
        counts: Counts,
        amount: int | None,
        tier: Literal[1, 2],
    ) -> Quota:
        assumed = target.assumption
        return Quota(
            id=id_,
            title=title,
            counts=counts,
            amount=amount,
            place=f"targets.{target.id}",
            phasing=target.phasing or (whole.phasing if whole else self._document.phasing),
            source=target.source,
            assumption=target.source == "assumption" if assumed is None else assumed,
            tier=target.tier or tier,
            within=whole.id if whole else None,
        )

    def _take(self, quota: Quota) -> None:
        if quota.id in self.found:
            self.faults.append(f"{quota.place}: two targets make the series '{quota.id}'")
        elif len(self.found) == _MOST:
            self.faults.append(f"{quota.place}: the plan has more than {_MOST} series")
        elif len(self.found) < _MOST:
            self.found[quota.id] = quota
