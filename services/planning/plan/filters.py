"""What can be wrong with a target before any figure is computed from it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from services.planning.domain.plan import Counts
from services.planning.plan.codes import Code, code_named, titles_of
from services.planning.plan.document import PlanDocument
from services.planning.plan.targets import Attribute, Dimension, Target

_PREFIX = re.compile(r"[0-9]{1,5}")


def faults_of_target(target: Target, document: PlanDocument) -> Iterator[str]:
    """Yield what is wrong with the form of *target*, and the codes it names that the plan does not know."""
    place = f"targets.{target.id}"
    yield from _form(target, place)
    for attribute, values in target.counts.items():
        yield from _values(f"{place}.counts.{attribute}", attribute, values, document)
    for by in target.split_by:
        named = [*target.weights.get(by, {}), *(target.amounts if by == target.split_by[0] else {})]
        known = titles_of(by, document)
        for name in named:
            if code_named(name, by) not in known:
                field = "weights" if name in target.weights.get(by, {}) else "amounts"
                yield f"{place}.{field}.{name}: this {by} is not in the plan"


def _form(target: Target, place: str) -> Iterator[str]:
    if not target.split_by:
        if target.weights or target.amounts:
            yield f"{place}: weights and amounts belong to a split; say split_by"
        return
    if target.amount is not None:
        yield f"{place}.amount: {target.amount}: give either an amount or a split"
    if not target.within:
        yield f"{place}: a split needs 'within', the series that it splits"
    if len(set(target.split_by)) < len(target.split_by):
        yield f"{place}.split_by: an attribute is named twice"
    for other in sorted(set(target.weights) - set(target.split_by)):
        yield f"{place}.weights.{other}: the split is not by this attribute"
    yield from _weights(target, place)


def _weights(target: Target, place: str) -> Iterator[str]:
    first, *then = target.split_by
    if both := sorted(target.amounts.keys() & target.weights.get(first, {}).keys()):
        yield from (f"{place}.amounts.{name}: it has a weight, too" for name in both)
    if not target.amounts and first not in target.weights:
        yield f"{place}: a split needs weights or amounts"
    yield from (f"{place}.weights.{by}: the weights are missing" for by in then if by not in target.weights)
    for by, weights in target.weights.items():
        if not sum(weights.values()):
            yield f"{place}.weights{f'.{by}' if then else ''}: the weights sum to nothing"


def _values(place: str, name: Attribute, values: Sequence[Code], document: PlanDocument) -> Iterator[str]:
    if name == "occupation":
        for value in values:
            if isinstance(value, bool) or not _PREFIX.fullmatch(value):
                yield f"{place}: '{value}' is no KldB prefix of one to five digits"
        return
    known = titles_of(name, document)
    if unknown := [value for value in values if value not in known]:
        listed = ", ".join(sorted(map(str, known)))
        yield from (f"{place}: '{value}' is unknown; use codes of the events: {listed}" for value in unknown)


def outside(by: Dimension, names: Sequence[str], counts: Counts) -> Iterator[str]:
    """Yield the parts of a split that the whole does not count."""
    if by in counts:
        yield from (name for name in names if code_named(name, by) not in counts[by])


def faults_of_siblings(targets: Sequence[Target], amounts: Mapping[str, int | None]) -> Iterator[str]:
    """Yield where targets that share nothing add up to more than the whole they lie within."""
    siblings: defaultdict[tuple[str, Attribute], list[Target]] = defaultdict(list)
    for target in targets:
        for name in target.counts if target.within and target.amount else ():
            siblings[target.within or "", name].append(target)
    for (whole, name), parts in siblings.items():
        owed, whole_amount = sum(part.amount or 0 for part in parts), amounts.get(whole)
        codes = [code for part in parts for code in part.counts[name]]
        apart = name != "occupation" and len(codes) == len(set(codes))
        if apart and len(parts) > 1 and whole_amount is not None and owed > whole_amount:
            ids = ", ".join(part.id for part in parts)
            yield f"targets: {ids} differ in '{name}' and add up to {owed}, more than the {whole_amount} of '{whole}'"
