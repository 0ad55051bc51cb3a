"""From the document to the plan: every series with its filter and its pace."""

from collections.abc import Collection, Iterator

from services.planning.domain.plan import Counts, Plan, Series
from services.planning.domain.sectors import SectorRule
from services.planning.plan.check import MAIN, calendar_of, faults_of_the_whole
from services.planning.plan.codes import Code, Title, narrowed, titles_of, told_apart
from services.planning.plan.document import PlanDocument, PlanRefused
from services.planning.plan.paces import Paces, unresolved
from services.planning.plan.quotas import Quota, Quotas
from shared.calendar import WorkingDays


def compile_plan(document: PlanDocument, before: Plan | None = None) -> Plan:
    """Compute all series of *document*; what was owed before it begins stays as the version *before* had it.

    Raises :class:`PlanRefused` with everything that is wrong.
    """
    quotas = Quotas(document)
    faults = [*faults_of_the_whole(document), *quotas.faults, *_faults_of_revision(document, quotas, before)]
    if not faults and any(unresolved(document, quotas.found)):
        faults.append("phasing.like: the earlier plan's figures are not filled in; that happens at publication")
    if faults:
        raise PlanRefused(*faults)
    calendar = calendar_of(document)
    with_target = _with_target(document, quotas, calendar, before)
    main = next(series for series in with_target if series.id == MAIN)
    return Plan(
        id=document.plan,
        version=document.version,
        year=document.year,
        valid_from=document.valid_from,
        district=document.district.code,
        district_title=document.district.name,
        offices=document.office_names(),
        fed_by_files=document.fed_by_files(),
        calendar=calendar,
        sectors=_sector_rule(document),
        series=(*with_target, *_without_target(document, main.counts, quotas.found.keys())),
        reason=document.reason,
        author=document.author or (document.resolved.author if document.resolved else None),
        mode=document.revision.mode,
        unallocated=quotas.unallocated,
        phasing_assumption=_assumed(document),
        managers=document.managers.model_dump(),
        preset=document.alerts.preset,
    )


def _faults_of_revision(document: PlanDocument, quotas: Quotas, before: Plan | None) -> Iterator[str]:
    if before and before.year != document.year:
        yield f"year: '{document.plan}' is the plan of {before.year}; give the one of {document.year} its own id"
    for series in document.revision.started.keys() - quotas.found.keys():
        yield f"revision.started.{series}: there is no such series with a target"


def _assumed(document: PlanDocument) -> bool | str:
    said = document.phasing.assumption
    return document.phasing.source == "assumption" if said is None else said


def _with_target(
    document: PlanDocument, quotas: Quotas, calendar: WorkingDays, before: Plan | None
) -> tuple[Series, ...]:
    paces = Paces(document, quotas.found, calendar, before)
    filters = told_apart({id_: quota.counts for id_, quota in quotas.found.items()})
    ordered = sorted(quotas.found.values(), key=lambda quota: "/" in quota.id)
    series = tuple(_series(quota, filters[quota.id], paces) for quota in ordered)
    if paces.faults:
        raise PlanRefused(*paces.faults)
    return series


def _series(quota: Quota, counts: Counts, paces: Paces) -> Series:
    return Series(
        id=quota.id,
        title=quota.title,
        counts=counts,
        target=quota.amount,
        pace=paces.of(quota),
        source=quota.source,
        assumption=quota.assumption,
        tier=quota.tier,
        within=quota.within,
    )


def _without_target(document: PlanDocument, counts: Counts, taken: Collection[str]) -> Iterator[Series]:
    """Yield the series that are shown and owe nothing: sectors, offices, and sector x office, without those *taken*."""
    yield from (series for series in _every_free(document, counts) if series.id not in taken)


def _every_free(document: PlanDocument, counts: Counts) -> Iterator[Series]:
    sectors, offices = titles_of("sector", document), titles_of("office", document)
    for sector, title in sectors.items():
        yield _free(f"sector/{sector}", title, counts, sector=sector)
    for office, title in offices.items():
        yield _free(f"office/{office}", title, counts, office=office)
    for sector, title in sectors.items():
        for office, name in offices.items():
            crossed = {language: f"{text} · {name[language]}" for language, text in title.items()}
            yield _free(f"sector/{sector}/office/{office}", crossed, counts, sector=sector, office=office)


def _free(id_: str, title: Title, counts: Counts, **narrower: Code) -> Series:
    own: Counts = {name: frozenset({value}) for name, value in narrower.items()}
    return Series(id_, title, narrowed(counts, own), within=MAIN)


def _sector_rule(document: PlanDocument) -> SectorRule:
    sectors = document.sectors.sectors
    return SectorRule(
        titles={code: sector.de for code, sector in sectors.items()},
        by_prefix={prefix: code for code, sector in sectors.items() for prefix in sector.kldb},
    )
