"""A plain fold over events, written apart from the product: what the board must say."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import yaml

ROOT = Path(__file__).parents[2]
BERLIN = ZoneInfo("Europe/Berlin")
_SECTORS = yaml.safe_load((ROOT / "deploy/plans/parts/sectors.yaml").read_text())["sectors"]
_PREFIXES = {prefix: sector for sector, text in _SECTORS.items() for prefix in text["kldb"]}

KEYS = {"entry": "entry_id", "voucher": "voucher_id", "customer": "customer"}

Events = Iterable[dict[str, Any]]
Entity = tuple[str, str]
"""Source, and the entity's name there."""
Arrival = tuple[datetime, str, dict[str, Any]]
"""When it became known, the event's id, and the state after it."""


def sample_events() -> list[dict[str, Any]]:
    """Return the sample year's events in the order of the file, repetitions included."""
    return [orjson.loads(line) for line in (ROOT / "deploy/sample/events.ndjson").read_bytes().splitlines()]


def truth() -> dict[str, Any]:
    """Return what the board and the alerts of the sample year must say."""
    content: dict[str, Any] = json.loads((ROOT / "tests/data/truth.json").read_text())
    return content


def end_of_day(day: date) -> datetime:
    """Return the first instant after *day* in Berlin."""
    return datetime.combine(day + timedelta(days=1), time(), BERLIN)


def arrivals_of(events: Events, kind: str = "entry") -> dict[Entity, dict[int, Arrival]]:
    """Return what stands for each revision of each entity: of several arrivals the one with the smaller claim."""
    by_revision: dict[Entity, dict[int, Arrival]] = defaultdict(dict)
    for event in events:
        if event["type"].startswith(f"{kind}."):
            data = event["data"]
            arrival = (datetime.fromisoformat(event["recordedtime"]), event["id"], data)
            revisions = by_revision[event["source"], data[KEYS[kind]]]
            present = revisions.get(data["revision"])
            if present is None or arrival[:2] < present[:2]:
                revisions[data["revision"]] = arrival
    return by_revision


def states_at(events: Events, before: datetime, kind: str = "entry") -> Iterator[dict[str, Any]]:
    """Yield the newest state of every entity with what became known before the instant *before*."""
    for revisions in arrivals_of(events, kind).values():
        known = [number for number, arrival in revisions.items() if arrival[0] < before]
        if known:
            yield revisions[max(known)][2]


def sector_of(data: dict[str, Any]) -> str:
    """Return the sector by the rule of the plan of 2026."""
    if data["sector"]:
        return str(data["sector"])
    if data["form"] == "basic_skills":
        return "basic_skills"
    occupation = data["occupation"] or ""
    found = (_PREFIXES.get(occupation[:length]) for length in range(len(occupation), 1, -1))
    return next((sector for sector in found if sector), "other")


def board(events: Events, on: date, before: datetime, offices: Iterable[str] | None = None) -> Counter[tuple[str, str]]:
    """Return counts by (figure, series): ``actual``, ``announced``, ``overdue``, and ``actual`` by ``month/<n>``."""
    counts: Counter[tuple[str, str]] = Counter()
    for data in states_at(events, before):
        start = date.fromisoformat(data["start_date"])
        counted = data["funding"] == "SGB3" and start.year == on.year and (offices is None or data["office"] in offices)
        if not counted or data["status"] == "cancelled":
            continue
        if data["status"] in {"started", "ended"}:
            if start > on:
                continue
            figure = "actual"
            counts[figure, f"month/{start.month}"] += 1
        else:
            figure = "announced" if start > on else "overdue"
        counts.update((figure, series) for series in _series(data))
    return counts


def turns_of_knowledge(entries: Iterable[dict[int, Arrival]]) -> Counter[tuple[str, str, str]]:
    """Return by how much each series changed, by start day and by the Berlin day on which that became known."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for revisions in entries:
        newest, before = 0, frozenset[tuple[str, str]]()
        for known, revision in sorted((arrival[0], revision) for revision, arrival in revisions.items()):
            if revision > newest:
                newest, day = revision, str(known.astimezone(BERLIN).date())
                after = frozenset(_cells(revisions[revision][2]))
                counts.update((*cell, day) for cell in after - before)
                counts.subtract((*cell, day) for cell in before - after)
                before = after
    return Counter({cell: entries for cell, entries in counts.items() if entries})


def _cells(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the series, and the start day, in which monitoring counts a state of an entry."""
    start = data["start_date"]
    if start.startswith("2026") and data["status"] in {"started", "ended"} and data["funding"] == "SGB3":
        yield from ((series, start) for series in _series(data) if "/office/" not in series)


def _series(data: dict[str, Any]) -> Iterator[str]:
    sector, office = sector_of(data), data["office"]
    yield "entries"
    if data["employed"]:
        yield "employees"
    yield f"sector/{sector}"
    yield f"office/{office}"
    yield f"sector/{sector}/office/{office}"


def shown(answer: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Return a board's answer (with months) in the same form."""
    counts: Counter[tuple[str, str]] = Counter()
    for series in answer["series"]:
        for figure in ("actual", "announced", "overdue"):
            counts[figure, series["id"]] = series[figure]
        if series["id"] == "entries":
            for month in series["months"]:
                counts["actual", f"month/{month['month']}"] = month["actual"]
    return +counts
