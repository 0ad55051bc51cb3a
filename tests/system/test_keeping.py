"""What was accepted stays: after a loss of Redis, beside a rebuild, through the quarantine, and on PostgreSQL."""

import json
from pathlib import Path
from typing import Any

import pytest
import redis

from tests.support.postgres import PostgresServer
from tests.support.reference import sample_events, truth
from tests.support.running import Running, until
from tests.support.truth import assert_as_truth
from tests.system.conftest import Start

ON = "2026-12-31"


@pytest.fixture(scope="module")
def product(sample_year: Running) -> Running:
    return sample_year


def board(product: Running) -> Any:
    return product.get("planning", "/v1/board", on=ON, by="month")["series"]


def state_of(product: Running, event: dict[str, Any]) -> str:
    answer = product.get("intake", "/v1/events", source=event["source"], id=event["id"])
    return str(answer["state"])


def put_on_stream(product: Running, payload: bytes) -> None:
    with redis.Redis.from_url(product.settings.redis) as client:
        client.xadd("kurs.entries", {"__data__": payload})


def test_every_event_is_told_what_became_of_it(product: Running) -> None:
    states = {state_of(product, event) for event in sample_events()[:60]}

    assert states <= {"applied", "superseded"}
    unknown = product.ask("GET", "intake", "/v1/events", params={"source": "urn:office:jc-wb", "id": "never-sent"})
    assert unknown.status_code == 404


def test_a_rebuild_beside_the_running_system_changes_nothing(product: Running) -> None:
    before = board(product)

    rebuilt = product.kurs("rebuild", "--json")

    assert rebuilt.returncode == 0, rebuilt.stderr
    assert json.loads(rebuilt.stdout)["different"] == 0
    assert json.loads(rebuilt.stdout)["events"] >= len({(e["source"], e["id"]) for e in sample_events()})
    assert board(product) == before
    assert not list((product.folder / "data").glob("*.rebuild*"))


def test_after_redis_has_lost_everything_what_comes_is_counted_and_what_was_stays(product: Running) -> None:
    before = board(product)

    with redis.Redis.from_url(product.settings.redis) as client:
        client.flushall()
        until(lambda: bool(client.exists("kurs:published:intake", "kurs:published:planning") == 2))
    until(lambda: all(product.is_ready(name) for name in ("intake", "planning", "monitoring")))
    product.rest()
    assert board(product) == before

    event = next(one for one in sample_events() if one["type"] == "entry.started" and one["data"]["funding"] == "SGB3")
    after_the_loss = {**event, "id": "after-the-loss", "data": {**event["data"], "entry_id": "T-AFTER-THE-LOSS"}}
    product.send([after_the_loss])
    product.rest()
    assert state_of(product, after_the_loss) == "applied"


def test_the_desk_lists_shows_and_discards(product: Running) -> None:
    put_on_stream(product, b'{"no": "event"}')
    until(lambda: "kurs.entries" in product.kurs("dead-letters", "list").stdout)

    [letter] = json.loads(product.kurs("dead-letters", "list", "--json").stdout)
    beginning = letter["content_sha256"][:8]
    shown = product.kurs("dead-letters", "show", beginning)
    replayed = product.kurs("dead-letters", "replay", beginning)
    discarded = product.kurs("dead-letters", "discard", beginning)

    assert json.loads(shown.stdout)["payload"] == '{"no": "event"}'
    assert replayed.returncode == 1
    assert "repair it" in replayed.stderr
    assert "discarded" in discarded.stdout
    assert json.loads(product.kurs("dead-letters", "list", "--state", "waiting", "--json").stdout) == []
    assert "ffff" in product.kurs("dead-letters", "show", "ffff").stderr
    assert "not on" in product.kurs("dead-letters", "resume").stdout


def test_the_log_of_what_managers_did_can_be_followed(product: Running) -> None:
    followed = product.kurs("audit", "--json")
    head = json.loads(followed.stdout)["head"]

    whole, other = product.kurs("audit", "--head", head), product.kurs("audit", "--head", "0" * 64)

    assert followed.returncode == whole.returncode == 0
    assert "none was changed" in whole.stdout
    assert head in whole.stdout
    assert other.returncode == 1
    assert "does not hold this head any more" in other.stderr


def test_a_repaired_message_is_read(product: Running, tmp_path: Path) -> None:
    started = next(event for event in sample_events() if event["type"] == "entry.started")
    right = {**started, "version": 1, "sequence": 2**40, "id": "repaired"}
    right["data"] = {**started["data"], "entry_id": "T-REPAIRED"}
    put_on_stream(product, json.dumps({**right, "data": {**right["data"], "hours": "both"}}).encode())

    def waiting() -> list[dict[str, Any]]:
        return list(json.loads(product.kurs("dead-letters", "list", "--state", "waiting", "--json").stdout))

    until(lambda: len(waiting()) == 1)
    (tmp_path / "right.json").write_text(json.dumps(right))
    content = waiting()[0]["content_sha256"]

    judged = product.kurs("dead-letters", "repair", content, str(tmp_path / "right.json"), "--dry-run")
    done = product.kurs("dead-letters", "repair", content, str(tmp_path / "right.json"))

    assert "can be read" in judged.stdout
    assert done.returncode == 0, done.stderr
    until(lambda: product.ask("GET", "planning", "/v1/entries/T-REPAIRED").status_code == 200)


def test_on_postgresql_the_board_is_as_the_truth_says_and_a_rebuild_changes_nothing(
    running: Start, postgres: PostgresServer
) -> None:
    product = running(KURS_DATABASE_URL=postgres.new_database())
    product.send(sample_events())
    product.rest()

    for day, expected in truth()["as_known_at_end"].items():
        assert_as_truth(product.get("planning", "/v1/board", on=day, by="month"), expected)
    assert json.loads(product.kurs("rebuild", "--json").stdout)["different"] == 0
