"""A monitoring service of its own for a test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.keys import create_key
from shared.settings import Settings
from tests.support.monitoring_service import Service, running, settings_in
from tests.support.redis_server import RedisServer
from tests.support.sample_year import sample_fulfilment, sample_plan


@pytest.fixture
def settings(tmp_path: Path, redis_server: RedisServer) -> Settings:
    return settings_in(tmp_path, redis_server.url)


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Service]:
    token = create_key(settings.keys, office=None, rights=["read"])
    async with running(settings, token) as service:
        yield service


@pytest.fixture
async def evaluated(service: Service) -> Service:
    """Return a service with the sample year as known on 14 October."""
    await service.publish_counts(sample_fulfilment())
    await service.publish_plan(sample_plan())
    await service.at_rest()
    return service
