"""The installation of the compose file, as processes: users with few rights, secrets as files, PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from services.kurs.deployment_secrets import make_secrets
from services.kurs.redis_users import redis_users
from shared.streams import STREAMS, consumed_by, produced_by
from tests.support.composed import SERVICES, Composed
from tests.support.postgres import PostgresServer
from tests.support.reference import ROOT


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[Composed]:
    with Composed(tmp_path_factory.mktemp("composed"), postgres.new_database(), "2026-03-02") as running:
        key = running.run("keys", "create", "--rights", "emit,backfill,read,manage").stdout.strip()
        (running.folder / "key").write_text(key)
        yield running


def kurs(composed: Composed, *arguments: str) -> str:
    done = composed.run(*arguments, name="intake", KURS_KEY=(composed.folder / "key").read_text())
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_containers_do_the_main_job_with_few_rights(composed: Composed) -> None:
    kurs(composed, "plan", "publish", str(ROOT / "deploy/plans/plan-2026.yaml"))
    kurs(composed, "send", str(ROOT / "deploy/sample/events.ndjson"), "--until", "2026-03-01")

    board = kurs(composed, "board", "--json")

    assert '"actual"' in board
    assert all(composed.healthy(service) for service in SERVICES)
    assert composed.denied() == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_reaches_its_own_streams_only(composed: Composed, service: str) -> None:
    own = {stream.name for stream in (*produced_by(service), *consumed_by(service))}
    with composed.redis(service) as client:
        for stream in STREAMS:
            if stream.name in own:
                client.xinfo_groups(stream.name) if stream.consumers else client.exists(stream.name)
            else:
                with pytest.raises(redis.ResponseError, match=r"(?i)perm"):
                    client.xinfo_stream(stream.name)


@pytest.mark.parametrize(
    "command", ["FLUSHALL", "DEL kurs.entries", "KEYS *", "CONFIG SET maxmemory 1", "ACL LIST", "SHUTDOWN"]
)
def test_no_service_may_harm_the_server(composed: Composed, command: str) -> None:
    with composed.redis("intake") as client, pytest.raises(redis.ResponseError, match=r"(?i)perm"):
        client.execute_command(*command.split())


def test_nobody_comes_in_without_a_name(composed: Composed) -> None:
    with redis.Redis(port=composed.ports["redis"]) as client, pytest.raises(redis.RedisError):
        client.ping()


def test_no_password_stands_in_an_environment(composed: Composed) -> None:
    secrets = [file.read_text() for file in composed.secrets.iterdir() if file.name != "redis_users"]

    for service in SERVICES:
        environment = composed.environment(service)
        assert not [secret for secret in secrets if secret in environment.values()]


def test_secrets_are_made_once(tmp_path: Path) -> None:
    made = make_secrets(tmp_path / "secrets")
    before = [file.read_text() for file in made]

    with pytest.raises(FileExistsError):
        make_secrets(tmp_path / "secrets")

    assert [file.read_text() for file in made] == before
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    assert len(set(before)) == len(before)


def test_the_file_of_users_holds_no_password() -> None:
    assert "sesame" not in redis_users({"intake": "sesame", "planning": "open"})
