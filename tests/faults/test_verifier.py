"""The verifier must find what it is there to find."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.books import Books, Identity
from tests.faults.outcome import Outcome
from tests.faults.scene import Scene
from tests.faults.stores import SqliteStore
from tests.faults.tale import Tale, contradicted
from tests.faults.verifier import Verifier

pytestmark = pytest.mark.short_faults


@pytest.fixture
def quiet_scene(sqlite_scene: Scene) -> Scene:
    """Return a scene in which something was sent and everything is in order."""
    sqlite_scene.sender.send(50)
    sqlite_scene.assert_in_order()
    return sqlite_scene


def verified(scene: Scene, accepted: dict[Identity, bytes], books: Books | None = None) -> Outcome:
    """Return what the verifier finds when *accepted* was promised, maybe in other *books*."""
    return Verifier(accepted, books or scene.books, scene.world.doors.get).verify(sample=0)


def test_an_event_that_was_promised_and_never_came_is_lost(quiet_scene: Scene) -> None:
    event = Tale(0).event()

    outcome = verified(
        quiet_scene, {**quiet_scene.sender.accepted, (event["source"], event["id"]): json.dumps(event).encode()}
    )

    assert outcome.lost == 1


def test_an_event_that_counts_though_nobody_sent_it_is_wrong(quiet_scene: Scene) -> None:
    accepted = dict(quiet_scene.sender.accepted)
    accepted.popitem()

    assert verified(quiet_scene, accepted).wrong


def test_an_event_that_is_kept_otherwise_than_it_was_sent_is_wrong(quiet_scene: Scene) -> None:
    event = quiet_scene.sender.any_accepted()
    other = json.dumps(contradicted(event)).encode()

    outcome = verified(quiet_scene, {**quiet_scene.sender.accepted, (event["source"], event["id"]): other})

    assert outcome.wrong
    assert not outcome.lost


def test_an_event_that_is_in_the_books_two_times_is_found(quiet_scene: Scene, tmp_path: Path) -> None:
    for file in quiet_scene.world.folder.glob("*.sqlite3*"):
        shutil.copy(file, tmp_path)
    store = SqliteStore(tmp_path)
    with closing(sqlite3.connect(store.file("planning"))) as connection:
        connection.execute(
            "INSERT INTO other_arrival (entity, revision, event_id, known, sequence, data) "
            "SELECT entity, revision, event_id, known, sequence, data FROM revision LIMIT 1"
        )
        connection.commit()

    assert verified(quiet_scene, quiet_scene.sender.accepted, Books(store)).twice == 1
