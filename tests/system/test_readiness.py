"""Readiness tells the truth: red when a consumer is dead or Redis is away, green again by itself."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing

import pytest
import redis

from services.kurs.migrations import SERVICES
from tests.support.redis_server import RedisServer
from tests.support.reference import sample_events
from tests.support.running import Running, until


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, redis_server: RedisServer) -> Iterator[Running]:
    with closing(Running(tmp_path_factory.mktemp("product"), "2027-08-20")) as running:
        running.start("--redis", redis_server.url)
        yield running


def test_when_redis_goes_and_comes_back(product: Running, redis_server: RedisServer) -> None:
    redis_server.stop()
    for service in SERVICES:
        until(lambda name=service: not product.is_ready(name))  # type: ignore[misc]  # a bound default
        assert product.ask("GET", service, "/health/live", None).status_code == 200
        assert product.ask("GET", service, "/health/ready", None).json()["checks"]["streams"] == "redis-away"
        assert product.ask("GET", service, "/metrics", None).status_code == 200

    redis_server.start()

    for service in SERVICES:
        until(lambda name=service: product.is_ready(name))  # type: ignore[misc]  # a bound default
    product.send(sample_events()[:50])
    product.rest()


@pytest.mark.parametrize(
    ("service", "stream"),
    [("intake", "kurs.plans"), ("planning", "kurs.entries"), ("monitoring", "kurs.fulfilment")],
)
def test_when_a_consumer_loses_its_group(
    product: Running, redis_server: RedisServer, service: str, stream: str
) -> None:
    before = product.children()[service].pid
    with redis.Redis.from_url(redis_server.url) as client:
        client.xgroup_destroy(stream, service)

    until(lambda: not product.is_ready(service))
    until(lambda: product.children().get(service) is not None and product.children()[service].pid != before)
    until(lambda: product.is_ready(service))
    product.send(sample_events()[:50])
    product.rest()


def test_promtool_accepts_every_services_metrics(product: Running) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    product.send(sample_events())
    product.rest()

    for service in SERVICES:
        metrics = product.ask("GET", service, "/metrics", None).text
        checked = subprocess.run(
            [promtool, "check", "metrics"], input=metrics, capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, (service, checked.stdout, checked.stderr)
