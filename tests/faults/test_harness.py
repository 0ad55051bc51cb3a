"""The harness itself: its network is as bad as it says, its databases die, and its verifier finds what is wrong."""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import redis

from tests.faults.proxy import Proxy
from tests.faults.stores import PostgresStore, SqliteStore
from tests.support.postgres import PostgresServer
from tests.support.redis_server import RedisServer

pytestmark = pytest.mark.short_faults


@pytest.fixture
def proxy(redis_server: RedisServer) -> Iterator[Proxy]:
    """Return a proxy in front of a Redis."""
    proxy = Proxy(redis_server.socket.with_name("proxy.sock"), redis_server.socket)
    proxy.start()
    yield proxy
    proxy.close()


@pytest.fixture
def client(proxy: Proxy) -> Iterator["redis.Redis"]:
    """Return a client that comes through the proxy, tries once, and waits for half a second."""
    with redis.Redis.from_url(f"unix://{proxy.front}", socket_timeout=0.5, retry=None) as client:
        client.set("count", 0)
        yield client


def test_a_lost_reply_hides_what_was_done(proxy: Proxy, client: "redis.Redis") -> None:
    proxy.lose_replies()
    with pytest.raises(redis.TimeoutError):
        client.incr("count")

    proxy.heal()

    assert client.get("count") == b"1"


def test_a_black_hole_says_nothing_and_does_nothing(
    proxy: Proxy, client: "redis.Redis", redis_server: RedisServer
) -> None:
    proxy.black_hole()
    with pytest.raises(redis.TimeoutError):
        client.incr("count")

    with redis_server.client() as direct:
        assert direct.get("count") == b"0"


def test_who_refuses_hangs_up(proxy: Proxy, client: "redis.Redis") -> None:
    proxy.refuse()
    with pytest.raises(redis.ConnectionError):
        client.incr("count")

    proxy.heal()

    assert client.incr("count") == 1


def test_a_cut_breaks_connections_once(proxy: Proxy, client: "redis.Redis") -> None:
    before = client.client_id()

    proxy.cut()
    with suppress(redis.ConnectionError):  # the client may see the end of its connection before it asks, or after
        client.ping()

    assert client.client_id() != before
    assert client.incr("count") == 1


def test_a_delay_is_felt_on_each_way(proxy: Proxy, client: "redis.Redis") -> None:
    proxy.delay(0.3)

    with pytest.raises(redis.TimeoutError):
        client.incr("count")


def test_a_server_that_is_away_ends_the_connection(proxy: Proxy, redis_server: RedisServer) -> None:
    redis_server.stop()
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(5)
        caller.connect(str(proxy.front))

        assert caller.recv(1) == b""


def test_a_killed_postgresql_comes_back_with_what_was_committed(own_postgres: PostgresServer) -> None:
    store = PostgresStore(own_postgres, proxied=True)
    with psycopg.connect(store.url("planning"), autocommit=True) as connection:
        connection.execute("CREATE SCHEMA planning")
        connection.execute("CREATE TABLE planning.told AS SELECT 7 AS number")
        store.crash()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")

    store.recover()

    assert store.rows("planning", "SELECT number FROM told") == [(7,)]
    store.close()


def test_a_stranger_holds_a_file_until_it_is_killed(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    with sqlite3.connect(store.file("planning"), timeout=0.1) as connection:
        connection.execute("CREATE TABLE told (number INTEGER)")
        connection.commit()
        with store.held("planning"), pytest.raises(sqlite3.OperationalError, match="locked"):
            connection.execute("INSERT INTO told VALUES (7)")

        connection.execute("INSERT INTO told VALUES (7)")
    connection.close()
