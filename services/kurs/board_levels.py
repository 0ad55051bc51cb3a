"""How the series of a board were judged: monitoring's verdicts of its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.kurs.client import Client
from services.kurs.failure import Failure


@dataclass(frozen=True, slots=True)
class Level:
    """A level (none, watch, warning, critical), and whether the target is at risk."""

    name: str
    at_risk: bool


def levels_of(client: Client, board: dict[str, Any]) -> Mapping[str, Level]:
    """Return the levels by series; none for a day inside a past month, and none while monitoring is away.

    The report of the day's month says how it stands after its newest working day.
    """
    try:
        report = client.get("monitoring", f"/v1/reports/{board['on'][:7]}.json", plan=board["plan"]["id"])
    except Failure:
        return {}
    figures = report["figures"]
    if figures["day"] > board["on"]:
        return {}
    judged = ((one["id"], one["verdict"]) for one in figures["series"])
    return {series: Level(verdict["level"], verdict["target_at_risk"]) for series, verdict in judged if verdict}
