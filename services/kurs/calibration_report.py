"""What is shown of a calibration: in force and proposed, side by side, and what would change."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table
from rich.text import Text

from services.kurs.figures import day, number
from services.kurs.texts import Language, say

_AGES = (5, 14, 21, 35, 60)
"""Days after the start at which the reported share is shown: those of the assumed curve."""

_LEVELS = {"watch": "calibration-watch", "warning": "warning", "critical": "critical"}


def measures_table(found: dict[str, Any], language: Language) -> Table:
    """Return what is in force beside what is proposed."""
    in_force, proposed = found["kept"][-1], found["proposed"]
    title = say("calibration-title", language, plan=found["plan"]["id"])
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    table.add_column(say("calibration-in-force", language, version=in_force["version"]), justify="right")
    table.add_column(say("calibration-proposed", language), justify="right")
    table.add_row(say("calibration-age", language), number(in_force["age_days"], language), "–" if not proposed else "")
    for name, figure in _figures(language):
        table.add_row(name, *(figure(one) if one else "–" for one in (in_force, proposed)))
    return table


def _figures(language: Language) -> Iterator[tuple[str, Any]]:
    yield say("calibration-origin", language), lambda one: _origin(one, language)
    for age in _AGES:
        yield say("calibration-share", language, age=age), lambda one, at=age: _share(one, at, language)
    yield say("calibration-groups", language), lambda one: number(len(one["groups"]), language)


def _origin(one: dict[str, Any], language: Language) -> str:
    return say(f"calibration-{one['origin']}", language, entries=number(one["entries"], language))


def _share(one: dict[str, Any], age: int, language: Language) -> str:
    shares = one["completeness"]
    return f"{number(100 * shares[min(age, len(shares) - 1)], language)} %"


def in_sentences(found: dict[str, Any], language: Language) -> Iterator[str]:
    """Yield what must be said besides the figures."""
    district = next(one for one in found["reporting"] if one["office"] is None)
    if district["verdict"] != "as_calibrated":
        delays = {name: number(district[f"{name}_days"], language) for name in ("observed", "calibrated")}
        yield say(f"calibration-{district['verdict']}", language, **delays)
    if found["proposed"] is None:
        yield say("calibration-frozen", language, plan=found["plan"]["id"])
    elif not found["news"]:
        yield say("calibration-nothing-new", language)


def effect_table(effect: dict[str, Any], language: Language) -> Table:
    """Return each series as it is judged and as it would be; those whose level would differ come first."""
    title = say("calibration-effect", language, day=day(effect["day"], language))
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column(say("series", language))
    for name in ("calibration-phi", "calibration-level", "calibration-forecast"):
        table.add_column(say(name, language), justify="right")
    for one in sorted(effect["series"], key=lambda one: one["now"]["level"] == one["proposed"]["level"]):
        differs = one["now"]["level"] != one["proposed"]["level"]
        sides = [_judged(one[side], language) for side in ("now", "proposed")]
        table.add_row(Text(one["title"]), *map(_from_to, *sides), style="bold" if differs else "")
    return table


def _judged(one: dict[str, Any], language: Language) -> tuple[str, str, str]:
    level = say(_LEVELS.get(one["level"], "calibration-none"), language)
    interval = f"{number(one['lo80'], language)}–{number(one['hi80'], language)}"
    forecast = "–" if one["forecast"] is None else f"{number(round(one['forecast']), language)} ({interval})"
    return number(one["phi"], language), level, forecast


def _from_to(now: str, proposed: str) -> str:
    return now if now == proposed else f"{now} → {proposed}"
