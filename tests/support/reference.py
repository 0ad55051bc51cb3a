"""A plain fold over events, written apart from the product: what the board must say."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

ROOT = Path(__file__).parents[2]
BERLIN = ZoneInfo("Europe/Berlin")
_SECTORS = yaml.safe_load((ROOT / "deploy/plans/parts/sectors.yaml").read_text())["sectors"]
_PREFIXES = {prefix: sector for sector, text in _SECTORS.items() for prefix in text["kldb"]}

Events = Iterable[dict[str, Any]]


def sample_events() -> list[dict[str, Any]]:
    """Return the sample year's events in the order of the file, repetitions included."""
    return [json.loads(line) for line in (ROOT / "deploy/sample/events.ndjson").read_text().splitlines()]


def truth() -> dict[str, Any]:
    """Return what the board and the alerts of the sample year must say."""
    content: dict[str, Any] = json.loads((ROOT / "tests/data/truth.json").read_text())
    return content


def end_of_day(day: date) -> datetime:
    """Return the first instant after *day* in Berlin."""
    return datetime.combine(day + timedelta(days=1), time(), BERLIN)


def states_at(events: Events, before: datetime) -> Iterator[dict[str, Any]]:
    """Yield the newest state of every entry with what became known before the instant *before*."""
    by_revision: dict[tuple[str, str], dict[int, tuple[datetime, str, dict[str, Any]]]] = defaultdict(dict)
    for event in events:
        if event["type"].startswith("entry."):
            data = event["data"]
            arrival = (datetime.fromisoformat(event["recordedtime"]), event["id"], data)
            revisions = by_revision[event["source"], data["entry_id"]]
            present = revisions.get(data["revision"])
            if present is None or arrival[:2] < present[:2]:
                revisions[data["revision"]] = arrival
    for revisions in by_revision.values():
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
