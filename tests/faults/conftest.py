"""Worlds for scenarios. A world is used again as long as each scenario has left it in order."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.faults.scene import Scene
from tests.faults.stores import PostgresStore, SqliteStore, Store
from tests.faults.world import SERVE, Layout
from tests.support.postgres import PostgresServer

_SECONDS_A_SCENARIO = 300
KINDS = ("sqlite", "postgresql")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever is not in the short form runs with `make faults` only."""
    for item in items:
        if Path(__file__).parent in item.path.parents and not item.get_closest_marker("short_faults"):
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.timeout(_SECONDS_A_SCENARIO), append=False)


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[PostgresServer]:
    """Return a PostgreSQL that may be killed."""
    server = PostgresServer()
    server.start()
    yield server
    server.close()


class Stage:
    """Makes scenes, and keeps those that can be used again."""

    def __init__(self, new_folder: Callable[[], Path], server: Callable[[], PostgresServer]) -> None:
        """Make worlds in new folders; start a PostgreSQL only when one is needed."""
        self._new_folder = new_folder
        self._server = server
        self._scenes: dict[tuple[object, ...], Scene] = {}

    def scene(self, kind: str, **replicas: int) -> Scene:
        """Return a scene on *kind* of database with so many replicas of some services."""
        key = (kind, *sorted(replicas.items()))
        scene = self._scenes.get(key)
        if scene is None or not scene.fresh:
            if scene:
                scene.close()
            scene = self._scenes[key] = self._new_scene(kind, Layout(replicas=replicas))
        scene.fresh = False
        return scene

    @contextmanager
    def empty_scene(self, kind: str, module: str = SERVE, **more: str) -> Iterator[Scene]:
        """Hold a scene in which nothing has happened, with *more* settings for the services that *module* runs."""
        with closing(self._new_scene(kind, Layout(more=more, module=module))) as scene:
            yield scene

    def _new_scene(self, kind: str, layout: Layout) -> Scene:
        folder = self._new_folder()
        return Scene(folder, self._store(kind, folder), layout)

    def _store(self, kind: str, folder: Path) -> Store:
        return SqliteStore(folder) if kind == "sqlite" else PostgresStore(self._server(), proxied=True)

    def close(self) -> None:
        """End all worlds."""
        for scene in self._scenes.values():
            scene.close()


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Return what makes scenes."""
    stage = Stage(lambda: tmp_path_factory.mktemp("world"), lambda: request.getfixturevalue("own_postgres"))
    yield stage
    stage.close()


@pytest.fixture(params=KINDS)
def scene(request: pytest.FixtureRequest, stage: Stage) -> Scene:
    """Return a scene, once on each kind of database."""
    return stage.scene(request.param)


@pytest.fixture
def sqlite_scene(stage: Stage) -> Scene:
    """Return a scene on SQLite files."""
    return stage.scene("sqlite")


@pytest.fixture
def postgres_scene(stage: Stage) -> Scene:
    """Return a scene on PostgreSQL."""
    return stage.scene("postgresql")
