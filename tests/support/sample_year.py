"""The sample year as planning would tell it: the plan with its daily pace, and the cells of its events.

Written apart from the services, so that it can contradict them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import holidays
import numpy as np
import yaml

from shared.events import Cell, FulfilmentCounted, PlannedSeries, PlanPublished
from tests.support.reference import BERLIN, ROOT, sample_events, sector_of

_PLANS = ROOT / "deploy" / "plans"
PLAN = "st-ost-2026"
YEAR = 2026

Standing = tuple[date, tuple[str, ...]]
"""When an entry began, and in which series it counts."""


def sample_plan(version: int = 1) -> PlanPublished:
    """Return the plan of 2026 with its daily pace."""
    file = yaml.safe_load((_PLANS / "plan-2026.yaml").read_text())
    sectors = yaml.safe_load((_PLANS / file["sectors"]).read_text())["sectors"]
    titles = {code: {"de": about["de"]} for code, about in sectors.items()}
    total, employees, split = file["targets"]
    months = [Fraction(str(share)) for share in file["phasing"]["months"].values()]
    quotas = dict(
        zip(split["weights"], apportion(total["amount"], [Fraction(w) for w in split["weights"].values()]), strict=True)
    )
    by_sector = {code: apportion(quota, months) for code, quota in quotas.items()}
    whole = [sum(column) for column in zip(*by_sector.values(), strict=True)]
    series = [
        _series("entries", total["title"], 1, "strategy", whole),
        _series("employees", employees["title"], 1, "strategy", apportion(employees["amount"], months)),
        *(_series(f"sector/{code}", titles[code], 2, "assumption", by_sector[code]) for code in by_sector),
        _series("sector/other", titles["other"], 2, None, None),
        *(_series(f"office/{code}", {"de": title}, 2, None, None) for code, title in file["offices"].items()),
    ]
    return PlanPublished(
        plan=PLAN,
        plan_version=version,
        year=YEAR,
        valid_from=date(YEAR, 1, 1),
        recordedtime=datetime(2025, 12, 1, tzinfo=UTC),
        district=file["district"]["code"],
        district_title=file["district"]["name"],
        offices=file["offices"],
        sectors={code: title["de"] for code, title in titles.items()},
        subdivision="ST",
        closed_days=[],
        completeness=_completeness(),
        series=series,
    )


def _series(name: str, title: dict[str, str], tier: int, source: str | None, months: list[int] | None) -> PlannedSeries:
    return PlannedSeries(
        id=name,
        title=title,
        tier=1 if tier == 1 else 2,
        employed=True if name == "employees" else None,
        source=source,
        assumption=source == "assumption",
        target=sum(months) if months else None,
        daily=_daily(months) if months else {},
        within=None if name == "entries" else "entries",
    )


def _completeness() -> list[float]:
    curve: list[float] = np.interp(range(61), (0, 5, 14, 21, 35, 60), (0, 0.25, 0.67, 0.88, 0.99, 1)).tolist()
    return curve


def apportion(total: int, weights: list[Fraction]) -> list[int]:
    """Return *total* in whole parts by largest remainder; ties: larger weight, then order."""
    shares = [total * weight / sum(weights) for weight in weights]
    parts = [int(share) for share in shares]
    order = sorted(range(len(weights)), key=lambda k: (parts[k] - shares[k], -weights[k], k))
    for k in order[: total - sum(parts)]:
        parts[k] += 1
    return parts


def _daily(months: list[int]) -> dict[date, float]:
    free = holidays.country_holidays("DE", subdiv="ST", years=YEAR)
    days = [date(YEAR, 1, 1) + timedelta(days=n) for n in range(365)]
    working = [day for day in days if day.weekday() < 5 and day not in free]
    per_month = Counter(day.month for day in working)
    return {day: months[day.month - 1] / per_month[day.month] for day in working}


@cache
def sample_fulfilment() -> FulfilmentCounted:
    """Return every cell of the sample year, begun and announced, each in the order of the day known; change nothing."""
    begun, announced = _counts("started", "ended"), _counts("planned")
    places = sorted({place for _, (_, place) in (*begun, *announced)})
    cells, planned = _cells(begun, places), _cells(announced, places)
    return FulfilmentCounted(plan=PLAN, places=[list(place) for place in places], cells=cells, announced=planned)


def fallen_silent(office: str, heard: date) -> FulfilmentCounted:
    """Return the sample year without what *office* reported after the day on which it was *heard* of last."""
    year = sample_fulfilment()
    of_office = {place for place, series in enumerate(year.places) if f"office/{office}" in series}
    cells = [cell for cell in year.cells if cell.place not in of_office or cell.known <= heard]
    return year.model_copy(update={"cells": cells})


def _counts(*statuses: str) -> Counter[tuple[date, Standing]]:
    """Return by how much entries in one of *statuses* changed, by the day known, the day they begin and their place."""
    counts: Counter[tuple[date, Standing]] = Counter()
    for revisions in _entries().values():
        before = None
        for known, state in _as_known(revisions):
            after = _standing(state, statuses)
            counts.update({(known, after): 1} if after else {})
            counts.subtract({(known, before): 1} if before else {})
            before = after
    return counts


def _cells(counts: Counter[tuple[date, Standing]], places: list[tuple[str, ...]]) -> list[Cell]:
    rows = [(known, start, places.index(place), n) for (known, (start, place)), n in counts.items() if n]
    return [Cell(place, start, known, entries, 1) for known, start, place, entries in sorted(rows)]


def _entries() -> dict[tuple[str, str], list[tuple[date, dict[str, Any]]]]:
    """Return the revisions of each entry with the Berlin day on which they became known."""
    events: dict[tuple[str, str], Any] = {}
    for event in sample_events():
        events.setdefault((event["source"], event["id"]), event)
    entries = defaultdict(list)
    for event in events.values():
        if event["type"].startswith("entry."):
            known = datetime.fromisoformat(event["recordedtime"]).astimezone(BERLIN).date()
            entries[event["source"], event["data"]["entry_id"]].append((known, event["data"]))
    return entries


def _as_known(revisions: list[tuple[date, dict[str, Any]]]) -> Iterator[tuple[date, dict[str, Any]]]:
    """Yield the newest revision known on each day on which something became known."""
    for known in sorted({known for known, _ in revisions}):
        yield known, max((data for day, data in revisions if day <= known), key=lambda data: data["revision"])


def _standing(data: dict[str, Any], statuses: tuple[str, ...]) -> Standing | None:
    start, office, sector = date.fromisoformat(data["start_date"]), data["office"], sector_of(data)
    if start.year != YEAR or data["status"] not in statuses or data["funding"] != "SGB3":
        return None
    place = ("entries", f"sector/{sector}", f"office/{office}", f"sector/{sector}/office/{office}")
    return start, (*place, "employees") if data["employed"] else place
