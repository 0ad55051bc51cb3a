"""A district in replicas on PostgreSQL makes of the year what one process of each service makes of it on SQLite."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.faults.district import (
    alerts_of,
    assert_the_boards_are_right,
    known_before,
    mails_of,
    send_in_parallel,
    wait_for_mails,
    with_many_people,
)
from tests.faults.evaluators import Evaluators
from tests.faults.scene import Scene
from tests.faults.stores import PostgresStore, SqliteStore, Store
from tests.faults.world import Layout
from tests.support.postgres import PostgresServer
from tests.support.reference import truth
from tests.support.smtp_server import Mailbox, served_beside

pytestmark = [pytest.mark.short_faults, pytest.mark.timeout(300)]

TODAY = date(2026, 10, 12)
"""On the working day before, the alert about health became critical: everybody is told of it at once."""

PEOPLE = 20
TOLD = PEOPLE + 2
TAKEN_OVER_WITHIN_S = 5.0
REPLICAS = {"planning": 3, "monitoring": 2}


@contextmanager
def district(folder: Path, store: Store, mailbox: Mailbox, **replicas: int) -> Iterator[Scene]:
    """Hold a district on *store* that sends its mails to *mailbox*."""
    folder.mkdir()
    with served_beside(mailbox) as port:
        more = {"KURS_TODAY": TODAY.isoformat(), "KURS_SMTP_URL": f"smtp://127.0.0.1:{port}"}
        layout = Layout(replicas, more, proxied=False, plan=with_many_people(folder, PEOPLE))
        with closing(Scene(folder, store, layout)) as scene:
            yield scene


def test_an_evaluator_that_is_killed_is_replaced_and_everything_is_as_without_replicas(
    tmp_path: Path, postgres: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    events = known_before(TODAY)
    alone, several = Mailbox(), Mailbox()
    with district(tmp_path / "alone", SqliteStore(tmp_path / "alone"), alone) as one:
        send_in_parallel(one, events)
        one.watch.at_rest()
        wait_for_mails(one, TOLD, alone)
        expected = alerts_of(one)

    store = PostgresStore(postgres, proxied=False)
    with district(tmp_path / "several", store, several, **REPLICAS) as scene:
        evaluators = Evaluators(scene, store.url("monitoring"))
        with evaluators.held():
            send_in_parallel(scene, events)
            took_s = evaluators.kill_the_active_one()
        scene.watch.ready()
        scene.watch.at_rest()
        wait_for_mails(scene, TOLD, several)

        assert [alerts_of(scene, name) for name in ("monitoring", "monitoring-2")] == [expected, expected]
        days = [day for day in map(date.fromisoformat, truth()["as_known_then"]) if day < TODAY]
        assert_the_boards_are_right(scene, events, days)
    assert mails_of(several) == mails_of(alone)
    assert len({message_id for message_id, _, _ in mails_of(several)}) == len(several.mails) == TOLD
    assert took_s < TAKEN_OVER_WITHIN_S
    with capsys.disabled():
        print(f" (taken over after {took_s:.2f} s)", end="")  # noqa: T201 - a figure to be seen
