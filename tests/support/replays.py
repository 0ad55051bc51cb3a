"""Files for `kurs deviation replay`."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from services.monitoring.domain.plan import Plan


def entry(number: int, start: str, reported: str, cancelled: str | None = None, **changed: Any) -> dict[str, Any]:
    """Return a line of the worked example E8, or of something like it."""
    line = {"run": "e8", "id": f"e{number}", "group": None, "start": start, "reported": reported}
    return line | {"cancelled": cancelled, "series": ["entries"]} | changed


def entries_of_e8() -> list[dict[str, Any]]:
    """Return the entries of the worked example E8."""
    return [
        entry(1, "2026-01-05", "2026-01-09"),
        entry(2, "2026-01-05", "2026-01-09"),
        entry(3, "2026-01-12", "2026-01-30"),
        entry(4, "2026-01-19", "2026-01-22", "2026-02-06"),
        entry(5, "2026-02-02", "2026-02-09"),
        entry(6, "2026-02-09", "2026-02-20"),
    ]


def plan_file(plan: Plan, dispersion: float) -> dict[str, Any]:
    """Return *plan* as a replay reads it, every series with the same *dispersion*."""
    series = {
        one.id: {
            "target": one.target,
            "daily": {day.isoformat(): entries for day, entries in one.daily.items()},
            "dispersion": dispersion,
            "tier": one.tier,
        }
        for one in plan.series
    }
    return {"series": series, "completeness": list(plan.completeness)}


def lines(entries: Iterable[dict[str, Any]]) -> str:
    """Return *entries* as JSON lines."""
    return "".join(json.dumps(one) + "\n" for one in entries)


def rows(text: str) -> dict[tuple[str, date, str], dict[str, str]]:
    """Return the rows of the CSV in *text*, by run, day and series."""
    read = csv.DictReader(io.StringIO(text))
    return {(row["run"], date.fromisoformat(row["day"]), row["series"]): row for row in read}


def write(folder: Path, plan: dict[str, Any], entries: str) -> list[str]:
    """Write both files into *folder* and return the options that name them."""
    files = {"events": folder / "entries.ndjson", "plan": folder / "plan.json"}
    files["events"].write_text(entries)
    files["plan"].write_text(json.dumps(plan))
    return [text for name, file in files.items() for text in (f"--{name}", str(file))]
