"""The migrations make the tables that the code describes, and hold nobody up for long."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import TupleRow
from sqlalchemy import text

from services.kurs.failure import Failure
from services.kurs.migrations import migrate_all
from shared.migrate import LOCK_WAIT_S, NewerDatabase, migrate
from shared.settings import Settings
from tests.support.journal import Books
from tests.support.migrating import TABLES, columns, differences, one_more, opened, scripts
from tests.support.postgres import PostgresServer
from tests.support.running import until

AT_LEAST = 100
NOT_FOR_LONG_S = 1.5
"""How long a migration of small tables may stop others, on a machine that does other things, too."""


@pytest.mark.parametrize("service", TABLES)
def test_they_make_what_the_code_describes(service: str, empty_database: str) -> None:
    migrate(service, empty_database, scripts(service))

    assert differences(empty_database, service) == []


@pytest.mark.parametrize("service", TABLES)
def test_they_can_be_repeated_and_refuse_what_is_newer(service: str, empty_database: str) -> None:
    assert migrate(service, empty_database, scripts(service)) is None
    newest = migrate(service, empty_database, scripts(service))
    assert newest
    assert migrate(service, empty_database, scripts(service)) == newest

    engine = opened(empty_database, service)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_tomorrow'"))
    engine.dispose()

    with pytest.raises(NewerDatabase, match="from_tomorrow"):
        migrate(service, empty_database, scripts(service))


@pytest.mark.parametrize("service", TABLES)
def test_one_that_fails_leaves_nothing_behind_and_may_be_repeated(
    service: str, empty_database: str, tmp_path: Path
) -> None:
    before = migrate(service, empty_database, scripts(service)) or migrate(service, empty_database, scripts(service))

    with pytest.raises(ZeroDivisionError):
        migrate(service, empty_database, one_more(service, tmp_path / "broken", last="1 / 0"))

    assert not columns(empty_database, service, "added")
    assert "noted" not in columns(empty_database, service, "published")
    assert migrate(service, empty_database, one_more(service, tmp_path / "repaired")) == before
    assert "noted" in columns(empty_database, service, "published")


async def test_one_more_goes_while_the_version_before_works_on(empty_database: str, tmp_path: Path) -> None:
    books = Books(empty_database)
    migrating = asyncio.create_task(asyncio.to_thread(migrate, "intake", empty_database, one_more("intake", tmp_path)))
    longest_s, number = 0.0, 0
    while not migrating.done() or number < AT_LEAST:
        began, number = time.monotonic(), number + 1
        await books.accept(f"e-{number}")
        assert await books.publish() == [number]
        longest_s = max(longest_s, time.monotonic() - began)
    await migrating
    await books.database.aclose()

    assert "noted" in columns(empty_database, "intake", "published")
    assert longest_s < NOT_FOR_LONG_S


def test_one_that_has_to_wait_lets_others_pass_and_goes_when_it_can(postgres: PostgresServer, tmp_path: Path) -> None:
    url = postgres.new_database()
    migrate("intake", url, scripts("intake"))

    with ThreadPoolExecutor(1) as threads, psycopg.connect(url) as reader, psycopg.connect(url) as other:
        reader.execute("SELECT * FROM intake.published")
        migrating = threads.submit(migrate, "intake", url, one_more("intake", tmp_path))
        until(lambda: waits_for_a_lock(other))
        began = time.monotonic()
        other.execute("SELECT * FROM intake.published")
        assert time.monotonic() - began < LOCK_WAIT_S + NOT_FOR_LONG_S
        assert not migrating.done()
        other.rollback()
        reader.rollback()

        assert migrating.result() is not None
    assert "noted" in columns(url, "intake", "published")


def waits_for_a_lock(connection: "psycopg.Connection[TupleRow]") -> bool:
    row = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    connection.rollback()
    return bool(row and row[0])


def test_one_that_waits_for_too_long_says_so_and_may_be_repeated(empty_database: str, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, intake_database_url=empty_database)

    with held(empty_database), pytest.raises(Failure) as failure:
        migrate_all(settings, patience_s=0)

    assert failure.value.text("en").startswith("Others have held the tables of intake")
    assert columns(empty_database, "intake", "published") == set()
    assert migrate_all(settings)["intake"] is None


@contextmanager
def held(url: str) -> Iterator[None]:
    """Be in the middle of another migration of intake."""
    engine = opened(url, "intake")
    with engine.begin() as connection:
        if url.startswith("sqlite"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('kurs migrate intake'))")
        yield
    engine.dispose()
