"""A benchmark runs apart from what the user has set for the product."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager


@contextmanager
def apart() -> Iterator[None]:
    """Keep all settings away: no variable of ours, and no `.env` in the working directory."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="kurs-bench-") as nowhere, chdir(nowhere):
        for name in [name for name in os.environ if name.startswith("KURS_")]:
            del os.environ[name]
        try:
            yield
        finally:
            os.environ.update(before)
