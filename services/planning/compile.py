"""From the document to the plan: every series with its filter and its whole entries per month."""

from collections.abc import Iterator, Mapping

from services.planning.check import MAIN, check_plan
from services.planning.document import PlanDocument, PlanRefused, Target
from services.planning.domain.apportion import largest_remainder
from services.planning.domain.pace import MONTHS
from services.planning.domain.plan import Counts, Plan, Series
from services.planning.domain.sectors import SectorRule
from shared.calendar import WorkingDays

_FIRST_TIER = frozenset({MAIN, "employees"})


def compile_plan(document: PlanDocument) -> Plan:
    """Compute all series of *document*. Raises :class:`PlanRefused` when it does not add up."""
    targets = {target.id: target for target in document.targets}
    check_plan(document)
    filters = {id_: _filter(target, targets) for id_, target in targets.items()}
    split = {target.within: list(_parts(target, document, filters)) for target in document.targets if target.split_by}
    amounts = [_whole(target, document, filters, split) for target in document.targets if not target.split_by]
    with_target = amounts + [series for parts in split.values() for series in parts]
    ids = [series.id for series in with_target]
    if twice := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        raise PlanRefused(*(f"targets: two of them make the series '{id_}'" for id_ in twice))
    return Plan(
        id=document.plan,
        version=document.version,
        year=document.year,
        valid_from=document.valid_from,
        district=document.district.code,
        district_title=document.district.name,
        offices=document.offices,
        calendar=WorkingDays(document.calendar.subdivision, frozenset(document.calendar.closed)),
        sectors=_sector_rule(document),
        managers=document.managers.model_dump(),
        series=(*with_target, *_without_target(document, filters[MAIN], {series.id for series in with_target})),
    )


def _filter(target: Target, targets: Mapping[str, Target]) -> Counts:
    own: dict[str, frozenset[str | bool]] = {
        name: frozenset(value if isinstance(value, list) else [value]) for name, value in target.counts.items()
    }
    return {**(_filter(targets[target.within], targets) if target.within else {}), **own}


def _months(total: int, document: PlanDocument) -> tuple[int, ...]:
    return tuple(largest_remainder(total, [document.phasing.months[month] for month in MONTHS]))


def _parts(target: Target, document: PlanDocument, filters: Mapping[str, Counts]) -> Iterator[Series]:
    """Split the surrounding target's amount by sector, then each sector over its months."""
    whole = next(other.amount for other in document.targets if other.id == target.within) or 0
    shares = largest_remainder(whole, list(target.weights.values()))
    for sector, share in zip(target.weights, shares, strict=True):
        yield Series(
            id=f"{target.split_by}/{sector}",
            title=_sector_title(document, sector),
            counts={**filters[target.id], "sector": frozenset({sector})},
            months=_months(share, document),
            source=target.source,
        )


def _whole(
    target: Target, document: PlanDocument, filters: Mapping[str, Counts], split: Mapping[str | None, list[Series]]
) -> Series:
    """Return a target's series; where parts cover it, its months are their sums, so that rows and columns agree."""
    parts = [series.months for series in split.get(target.id, []) if series.months]
    months = tuple(map(sum, zip(*parts, strict=True))) if parts else _months(target.amount or 0, document)
    return Series(
        id=target.id,
        title={str(language): text for language, text in target.title.items()},
        counts=filters[target.id],
        months=months,
        source=target.source,
        tier=1 if target.id in _FIRST_TIER else 2,
    )


def _without_target(document: PlanDocument, counts: Counts, taken: set[str]) -> Iterator[Series]:
    """Yield the series that are shown and owe nothing: sectors, offices, and sector x office."""
    for sector in document.sectors.sectors:
        if f"sector/{sector}" not in taken:
            yield _free(f"sector/{sector}", _sector_title(document, sector), counts, sector=sector)
    for office, name in document.offices.items():
        yield _free(f"office/{office}", {"de": name, "en": name}, counts, office=office)
    for sector in document.sectors.sectors:
        titles = _sector_title(document, sector)
        for office, name in document.offices.items():
            crossed = {language: f"{text} · {name}" for language, text in titles.items()}
            yield _free(f"sector/{sector}/office/{office}", crossed, counts, sector=sector, office=office)


def _free(id_: str, title: dict[str, str], counts: Counts, **narrower: str) -> Series:
    return Series(id_, title, {**counts, **{name: frozenset({value}) for name, value in narrower.items()}})


def _sector_title(document: PlanDocument, sector: str) -> dict[str, str]:
    title = document.sectors.sectors[sector]
    return {"de": title.de, "en": title.en or title.de}


def _sector_rule(document: PlanDocument) -> SectorRule:
    sectors = document.sectors.sectors
    return SectorRule(
        titles={code: sector.de for code, sector in sectors.items()},
        by_prefix={prefix: code for code, sector in sectors.items() for prefix in sector.kldb},
    )
