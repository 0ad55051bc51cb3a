"""How long the managers' pages take and how large they are: `python -m tests.browser.speed`.

A product of its own with the sample year answers over HTTP; every page is asked for warm, one question after the other.
"""

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.support.reference import ROOT
from tests.support.running import Running

PAGES: Final = (
    "/",
    "/?office=JC-WB",
    "/?day=2026-06-30&known=2026-06-30",
    "/series/sector/health",
    "/series/sector/health/entries",
    "/plan",
    "/data",
    "/reports",
    "/method",
)
WARM_UP: Final = 5


def main(answers: int = 100) -> None:
    """Print a line for each page: milliseconds for half of the answers, for 95 of 100, and compressed bytes."""
    with tempfile.TemporaryDirectory() as folder, closing(Running(Path(folder), "2026-10-15")) as product:
        product.start("--sample", str(ROOT / "deploy" / "sample" / "events.ndjson"))
        product.rest()
        sys.stdout.write(f"{'p50 ms':>8}{'p95 ms':>8}{'bytes':>8}  page\n")
        for path in PAGES:
            sys.stdout.write(_line(product, path, answers))


def _line(product: Running, path: str, answers: int) -> str:
    waits, size = [], 0
    for turn in range(-WARM_UP, answers):
        began = time.perf_counter()
        answer = product.ask("GET", "monitoring", path, key=None)
        answer.raise_for_status()
        if turn >= 0:
            waits.append(1_000 * (time.perf_counter() - began))
            size = answer.num_bytes_downloaded
    waits.sort()
    return f"{waits[answers // 2]:8.1f}{waits[answers * 95 // 100]:8.1f}{size:8}  {path}\n"


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
