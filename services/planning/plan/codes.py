"""The codes of the events, with their titles, by the attribute that a target may filter or split by."""

from collections.abc import Mapping

from services.planning.domain.plan import Counts
from services.planning.plan.document import PlanDocument
from services.planning.plan.targets import Dimension

Title = dict[str, str]
Code = bool | str

_FIXED: dict[Dimension, dict[Code, tuple[str, str]]] = {
    "funding": {"SGB2": ("Kostenträger SGB II", "Funding SGB II"), "SGB3": ("Kostenträger SGB III", "Funding SGB III")},
    "regime": {"SGB2": ("Rechtskreis SGB II", "Regime SGB II"), "SGB3": ("Rechtskreis SGB III", "Regime SGB III")},
    "employed": {True: ("Beschäftigte", "Employees"), False: ("Nicht Beschäftigte", "Not employed")},
    "form": {
        "retraining": ("Umschulung", "Retraining"),
        "in_company_retraining": ("Betriebliche Einzelumschulung", "In-company retraining"),
        "partial_qualification": ("Teilqualifizierung", "Partial qualification"),
        "external_exam_prep": ("Vorbereitung auf die Externenprüfung", "Preparation for the external exam"),
        "adaptation": ("Anpassungsqualifizierung", "Adaptation course"),
        "basic_skills": ("Grundkompetenzen", "Basic skills"),
    },
    "delivery": {"on_site": ("Präsenz", "On site"), "online": ("Online", "Online"), "hybrid": ("Hybrid", "Hybrid")},
    "hours": {"full_time": ("Vollzeit", "Full time"), "part_time": ("Teilzeit", "Part time")},
}


def titles_of(dimension: Dimension, document: PlanDocument) -> dict[Code, Title]:
    """Return every code of *dimension* that the plan's entries may have, with its title."""
    if dimension == "sector":
        return {code: {"de": of.de, "en": of.en or of.de} for code, of in document.sectors.sectors.items()}
    if dimension == "office":
        return {code: {"de": name, "en": name} for code, name in document.office_names().items()}
    return {code: {"de": de, "en": en} for code, (de, en) in _FIXED[dimension].items()}


def code_named(name: str, dimension: Dimension) -> Code:
    """Return the code that a split calls *name*."""
    return {"true": True, "false": False}.get(name, name) if dimension == "employed" else name


def narrowed(whole: Counts, own: Counts) -> Counts:
    """Return the filter of what *own* counts within *whole*; an attribute without any code left counts nothing."""
    both = {name: _in_both(name, whole[name], own[name]) for name in whole.keys() & own.keys()}
    return {**whole, **own, **both}


def _in_both(name: str, whole: frozenset[Code], own: frozenset[Code]) -> frozenset[Code]:
    if name != "occupation":
        return whole & own
    return _within(own, whole) | _within(whole, own)


def _within(prefixes: frozenset[Code], wider: frozenset[Code]) -> frozenset[Code]:
    starts = tuple(map(str, wider))
    return frozenset(prefix for prefix in prefixes if str(prefix).startswith(starts))


def told_apart(filters: Mapping[str, Counts]) -> dict[str, Counts]:
    """Return *filters* with every occupation prefix that any of them names and that lies within the ones meant."""
    nothing: frozenset[Code] = frozenset()
    every = nothing.union(*(counts.get("occupation", nothing) for counts in filters.values()))
    return {
        id_: {**counts, "occupation": _within(every, counts["occupation"])} if "occupation" in counts else counts
        for id_, counts in filters.items()
    }
