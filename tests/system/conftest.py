"""A running product for a test."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.reference import sample_events
from tests.support.running import Running

Start = Callable[..., Running]


TODAY = "2027-08-20"
"""A day on which everything of the sample year is known."""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Start]:
    """Return what starts a product; it is stopped after the test."""
    started: list[Running] = []

    def start(today: str = TODAY, *options: str, **environment: str) -> Running:
        product = Running(tmp_path, today, **environment)
        started.append(product)
        product.start(*options)
        return product

    yield start
    for product in started:
        product.close()


@pytest.fixture(scope="module")
def sample_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a product that knows the whole sample year; a module's tests share it."""
    with closing(Running(tmp_path_factory.mktemp("sample-year"), TODAY)) as product:
        product.start()
        product.send(sample_events())
        product.rest()
        yield product
