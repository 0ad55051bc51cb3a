"""A difference between two plans in sentences, the weightiest first."""

from collections.abc import Iterator
from typing import Any

from services.planning.domain.plan import Plan, is_crossed
from services.planning.versions.answers import PlanDifference, SectorsChanged, SeriesDiffers
from services.planning.versions.words import words


def told(found: PlanDifference, plan: Plan, language: str) -> list[str]:
    """Return *found*, the way to *plan*, in sentences; cells of sector x office are left to the figures."""
    shown = [one for one in found.series if not is_crossed(one.id)]
    said = [sentence for one in shown for sentence in _series(one, found, language)]
    said += [_moving(one, plan, language) for one in found.moving]
    said += [words("office-added", language, name=name) for name in found.offices_added.values()]
    said += [words("office-removed", language, name=name) for name in found.offices_removed.values()]
    if found.managers_changed:
        said.append(words("managers", language))
    if found.preset_before not in {None, found.preset}:
        presets = {"before": f"preset-{found.preset_before}", "after": f"preset-{found.preset}"}
        said.append(words("preset", language, **{side: words(key, language) for side, key in presets.items()}))
    return said or [words("nothing", language)]


def _series(one: SeriesDiffers, found: PlanDifference, language: str) -> Iterator[str]:
    before, after = one.before, one.after
    if before is None or after is None:
        side: Any = after or before
        yield words(one.change, language, title=one.title, before=side.target, after=side.target, actual=side.actual)
        return
    if (before.target, before.expected) != (after.target, after.expected):
        yield words(
            "target", language, title=one.title, on=found.on, before=before.target, after=after.target,
            owed_before=before.expected, owed_after=after.expected,
            gap_before=before.deviation, gap_after=after.deviation,
        )  # fmt: skip
    elif before.months != after.months:
        both = (_listed(side.months) for side in (before, after))
        yield words("months", language, title=one.title, **dict(zip(("before", "after"), both, strict=True)))
    if before.counts != after.counts:
        both = (_filter(side.counts, language) for side in (before, after))
        yield words("filter", language, title=one.title, **dict(zip(("before", "after"), both, strict=True)))
    if before.actual != after.actual:
        yield words("actual", language, title=one.title, before=before.actual, after=after.actual)


def _listed(months: list[int] | None) -> str | None:
    return None if months is None else ", ".join(map(str, months))


def _filter(counts: dict[str, list[str]], language: str) -> str:
    stated = [f"{name}: {', '.join(values)}" for name, values in counts.items()]
    return "; ".join(stated) or words("everything", language)


def _moving(one: SectorsChanged, plan: Plan, language: str) -> str:
    titles = {series.id: series.title for series in plan.series}
    names = [
        words("nowhere", language) if sector is None else titles.get(f"sector/{sector}", {}).get(language, sector)
        for sector in (one.before, one.after)
    ]
    return words("moving", language, counted=one.counted, announced=one.announced, before=names[0], after=names[1])
