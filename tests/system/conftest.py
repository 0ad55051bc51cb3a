"""A running product for a test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.running import Running

Start = Callable[..., Running]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Start]:
    """Return what starts a product; it is stopped after the test."""
    started: list[Running] = []

    def start(today: str = "2027-08-20", *options: str, **environment: str) -> Running:
        product = Running(tmp_path, today, **environment)
        started.append(product)
        product.start(*options)
        return product

    yield start
    for product in started:
        product.close()
