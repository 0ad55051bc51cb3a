"""What a log line says, how often, and what it never says."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

import pytest
import structlog
from prometheus_client import CollectorRegistry

from services.kurs.log_catalogue import MEANINGS, lines
from shared.bus.broker import create_broker
from shared.telemetry.logs import configure_logs
from shared.telemetry.naming import event_in, logged_as
from shared.telemetry.sparing import Sparing

NAME = "Erika Mustermann"


class Written(io.StringIO):
    """What was written, a JSON object a line."""

    def begin(self) -> None:
        """Let the logs go on from here as those of a new process."""
        with redirect_stderr(self):
            configure_logs("planning")

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Written]:
    """Return what a service's process writes to its standard error."""
    stream, root = Written(), logging.getLogger()
    before, level = list(root.handlers), root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    stream.begin()
    try:
        yield stream
    finally:
        structlog.reset_defaults()
        logging.captureWarnings(capture=False)
        root.handlers, root.level = before, level


def test_a_line_is_an_object_that_says_when_who_what_and_where(written: Written) -> None:
    structlog.get_logger().info("messages.recorded", stream="kurs.entries", first="1-0", last="2-0", office=None)

    [line] = written.lines()
    assert list(line) == ["timestamp", "level", "service", "event", "stream", "first", "last"]
    assert (line["service"], line["level"], line["event"]) == ("planning", "info", "messages.recorded")


def test_an_error_is_named_and_not_quoted(written: Written) -> None:
    try:
        int(NAME)
    except ValueError:
        structlog.get_logger().exception("tick.failed")
        logging.getLogger("somebody").exception("It failed\n%s", NAME)

    ours, theirs = written.lines()
    assert ours["error"] == theirs["error"] == "ValueError"
    assert ours["at"][-1].startswith("test_logs.py:")
    assert theirs["event"] == "It failed"
    assert NAME not in written.getvalue()


def test_what_ends_the_process_and_what_warns_are_lines_too(written: Written) -> None:
    sys.excepthook(ValueError, ValueError(NAME), None)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("something is old", stacklevel=1)

    failed, warned = written.lines()
    assert (failed["event"], failed["error"]) == ("process.failed", "ValueError")
    assert warned["logger"] == "py.warnings"
    assert NAME not in written.getvalue()


def test_a_flood_of_lines_is_held_back_and_counted(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [0.0]
    monkeypatch.setattr(Sparing.__init__, "__kwdefaults__", {"now": lambda: moment[0]})
    written.begin()
    log = structlog.get_logger()
    for _ in range(100):
        log.info("events.refused", office="JC-WB")
    log.info("events.refused", office="AA-ST-OST")
    moment[0] += 1.0
    log.info("events.refused", office="JC-WB")

    assert [line["office"] for line in written.lines()] == [*["JC-WB"] * 30, "AA-ST-OST", "JC-WB"]
    assert [line["repeated"] for line in written.lines() if "repeated" in line] == [70]


def test_a_library_says_the_same_thing_once_a_minute_and_how_often_it_wanted_to(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [0.0]
    monkeypatch.setattr(Sparing.__init__, "__kwdefaults__", {"now": lambda: moment[0]})
    written.begin()
    create_broker("redis://127.0.0.1:1", CollectorRegistry())
    for number in range(20):
        logging.getLogger("faststream.redis").warning("attempt %s", number)
    moment[0] += 60.0
    logging.getLogger("faststream.redis").warning("attempt %s", 20)

    assert [(line["event"], line.get("repeated")) for line in written.lines()] == [
        ("attempt 0", None),
        ("attempt 20", 19),
    ]


def test_in_a_terminal_a_line_is_text(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "isatty", lambda: True)
    written.begin()
    structlog.get_logger().warning("relay.interrupted", error="ConnectionError")

    assert "relay.interrupted" in written.getvalue()
    with pytest.raises(json.JSONDecodeError):
        written.lines()


def test_an_event_is_named_by_its_id_only_when_that_can_hold_no_name() -> None:
    machine = "0ebc19cc-5965-4dc1-ac46-9512c8871940"

    assert logged_as("urn:office:jc-wb", machine) == machine
    assert logged_as("urn:office:jc-wb", NAME).startswith("~")
    assert NAME not in logged_as("urn:office:jc-wb", NAME)
    assert logged_as("urn:office:jc-wb", NAME) != logged_as("urn:office:jc-abi", NAME)


def test_an_event_is_named_whatever_else_is_wrong_with_it() -> None:
    assert event_in(b'{"source": "urn:office:jc-wb", "id": "1"}') == logged_as("urn:office:jc-wb", "1")
    assert [event_in(payload) for payload in (b"", b"{", b"[]", b"{}", b'{"source": 1, "id": 2}')] == [None] * 5


def test_every_line_has_a_name_of_one_form_and_only_fields_that_are_explained() -> None:
    found = lines()

    assert set(found) == set(MEANINGS["lines"])
    assert all(name.replace("-", "").replace(".", "", 1).isalpha() for name in found)
    assert set().union(*(line.fields for line in found.values())) <= set(MEANINGS["fields"])
