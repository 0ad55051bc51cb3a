"""The sample year in a world: sent from several sides at once, and what the world makes of it in the end."""

import email
import email.policy
import random
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from services.kurs.plan_file import read_plan_file
from tests.faults.scene import Scene
from tests.faults.world import PLAN
from tests.support.reference import board, end_of_day, sample_events, shown
from tests.support.smtp_server import Mailbox

_SIDES = 4
_AT_ONCE = 100
_PLAN = "st-ost-2026"
_LOST_AFTER_S = 60.0
Json = dict[str, Any]


def known_before(day: date) -> list[Json]:
    """Return the events of the sample year that were known before *day* began."""
    return [event for event in sample_events() if event["recordedtime"] < day.isoformat()]


def with_many_people(folder: Path, number: int) -> Path:
    """Write the plan of 2026 with so many more people who are told of everything at once; return its file."""
    plan = yaml.safe_load(read_plan_file(PLAN))
    plan["managers"]["people"] += [
        {"name": f"P{n}", "mail": f"p{n}@example.org", "language": "de", "series": ["*"], "from": "warning"}
        for n in range(number)
    ]
    file = folder / "plan.yaml"
    file.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def send_in_parallel(scene: Scene, events: Iterable[Json]) -> None:
    """Send *events* in any order, from several sides at once, until every one is accepted."""
    shuffled = list(events)
    random.Random(scene.seed).shuffle(shuffled)  # noqa: S311 - a repeatable shuffle
    portions = [shuffled[first : first + _AT_ONCE] for first in range(0, len(shuffled), _AT_ONCE)]
    with ThreadPoolExecutor(_SIDES) as sides:
        list(sides.map(scene.sender.tell, portions))
    assert not scene.sender.surprises


def assert_the_boards_are_right(scene: Scene, events: list[Json], days: Iterable[date]) -> None:
    """Fail unless every replica of planning shows of each of *days* what was known then, to the entry."""
    for name in scene.world.services:
        if name.startswith("planning"):
            for day in days:
                answer = scene.world.doors.get(name, "/v1/board", {"on": f"{day}", "known": f"{day}", "by": "month"})
                assert shown(answer) == board(events, day, end_of_day(day)), (name, day)


def alerts_of(scene: Scene, name: str = "monitoring") -> list[Json]:
    """Return the alerts that a replica of monitoring shows, with everything that happened to them."""
    alerts: list[Json] = scene.world.doors.get(name, "/v1/alerts", {"plan": _PLAN, "state": "all"})["alerts"]
    return alerts


def raised(scene: Scene, until: date, name: str = "monitoring") -> dict[str, dict[str, str]]:
    """Return on which day at the latest *until* each level was told of a series for the first time."""
    first: dict[str, dict[str, str]] = {}
    for alert in alerts_of(scene, name):
        for change in alert["history"]:
            if change["change"] in {"raised", "rose"} and change["day"] <= until.isoformat():
                days = first.setdefault(alert["series"], {})
                days[change["severity"]] = min(change["day"], days.get(change["severity"], "9999"))
    return first


def wait_for_mails(scene: Scene, number: int, mailbox: Mailbox) -> None:
    """Wait until *number* mails have come, and nothing is to be sent at once any more."""
    scene.watch.until(lambda: len(mailbox.mails) >= number and not _due(scene), _LOST_AFTER_S, "mails are missing")


def _due(scene: Scene) -> int:
    query = "SELECT count(*) FROM notification WHERE state = 'waiting' AND timing = 'at_once'"
    return int(scene.store.rows("monitoring", query)[0][0])


def mails_of(mailbox: Mailbox) -> list[tuple[str, str, str]]:
    """Return each mail's id, recipient and text, in an order of its own; all pages have the same address there."""
    read = [email.message_from_bytes(mail, policy=email.policy.default) for mail in mailbox.mails]
    text = [re.sub(r"127\.0\.0\.1:\d+", "page", str(mail.get_payload(decode=True))) for mail in read]
    return sorted((str(mail["Message-ID"]), str(mail["To"]), words) for mail, words in zip(read, text, strict=True))
