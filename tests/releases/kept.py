"""What is kept of a released version, and how it is put back."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.reference import ROOT
from tests.support.running import Running

_DAYS = ("2026-01-31", "2026-02-16")


@dataclass(frozen=True, slots=True)
class Release:
    """A folder of `tests/data/releases`, named like the version that wrote it and never written again."""

    folder: Path

    @property
    def commit(self) -> str:
        """The commit that was released."""
        return (self.folder / "COMMIT").read_text().strip()

    def write(self, name: str, content: str) -> None:
        """Write a file."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    def messages(self, *streams: str) -> list[dict[str, Any]]:
        """Return what lay on *streams*, in the order of each."""
        lines = (self.folder / "messages.ndjson").read_text(encoding="utf-8").splitlines()
        return [one["message"] for one in map(json.loads, lines) if one["stream"] in streams]

    def answers(self) -> dict[str, Any]:
        """Return what the version told on its databases, as :func:`told_by` asks it."""
        answers: dict[str, Any] = json.loads((self.folder / "answers.json").read_text(encoding="utf-8"))
        return answers

    def schemas(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the schema of each event and version, by name."""
        for file in sorted((self.folder / "schemas").glob("*.v*.json")):
            yield file.stem, json.loads(file.read_text(encoding="utf-8"))

    def restore(self, service: str, url: str) -> None:
        """Put the tables of *service* and what was in them into the database at *url*."""
        kind = "sqlite" if url.startswith("sqlite") else "postgresql"
        script = (self.folder / kind / f"{service}.sql").read_text(encoding="utf-8")
        if kind == "sqlite":
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
                file.executescript(script)
        else:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(script.encode())


RELEASES = tuple(Release(folder) for folder in sorted((ROOT / "tests/data/releases").glob("*")))
RELEASED = pytest.mark.parametrize("release", RELEASES, ids=[release.folder.name for release in RELEASES])


def told_by(product: Running) -> dict[str, Any]:
    """Return what *product* tells of its figures, its alerts and its events, whichever version it is of."""
    boards = [product.get("planning", "/v1/board", on=day, known=_DAYS[-1]) for day in _DAYS]
    alerts = product.get("monitoring", "/v1/alerts", plan="st-ost-2026", state="all")["alerts"]
    report = product.get("monitoring", "/v1/reports/2026-01.json")
    figures = "target", "expected", "actual", "announced", "overdue"
    return {
        "board": [{one["id"]: [one[name] for name in figures] for one in board["series"]} for board in boards],
        "alerts": sorted(({name: alert[name] for name in ("id", "state", "history")} for alert in alerts), key=str),
        "report": {name: report[name] for name in ("status", "closed_at", "sha256")},
    }
