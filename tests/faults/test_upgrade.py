"""A running installation is upgraded: versions work beside each other on the same streams, and nothing is lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from services.kurs.migrations import SERVICES
from tests.faults.conftest import KINDS
from tests.faults.scene import Scene
from tests.faults.stores import PostgresStore, SqliteStore, Store
from tests.faults.world import Layout
from tests.releases.code import NoHistory, code_of
from tests.releases.kept import RELEASED, Release
from tests.support.migrating import differences

REPLICAS = {"planning": 2, "monitoring": 2}
IN_TURN = ("planning-2", "monitoring", "planning", "monitoring-2", "intake")
"""Who is renewed after whom: old and new planners, and old and new evaluators, work beside each other meanwhile."""


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return SqliteStore(tmp_path)
    return PostgresStore(request.getfixturevalue("own_postgres"), proxied=False)


@pytest.fixture
def old(release: Release, store: Store, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Return a world that a release has set up and runs."""
    try:
        code = code_of(release, tmp_path_factory.mktemp("code"))
    except NoHistory as reason:
        pytest.skip(str(reason))
    with closing(Scene(tmp_path, store, Layout(REPLICAS, proxied=False, code=code))) as scene:
        yield scene


@RELEASED
def test_one_process_after_the_other_becomes_this_version_while_events_arrive(old: Scene) -> None:
    with old.sender.at_work():
        old.accepts_for(1)
        old.world.migrate()
        old.accepts_for(1)
        for name in IN_TURN:
            old.service(name).renew()
            old.watch.ready(name)
            old.accepts_for(1)

    for service in SERVICES:
        assert differences(old.store.url(service), service) == []
    assert [end.code for name in IN_TURN for end in old.service(name).ends] == [0] * len(IN_TURN)
    old.assert_in_order()
