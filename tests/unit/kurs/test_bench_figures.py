"""What the figures of a benchmark say."""

from collections import Counter

import pytest

from services.kurs.bench.check import check
from services.kurs.bench.figures import Pace, spread
from services.kurs.bench.report import Replayed
from services.kurs.failure import Failure


def pace(role: str, name: str, per_second: int, database: str = "SQLite") -> Pace:
    return Pace(role, name, database, per_second, 1.0)  # type: ignore[arg-type]  # one of the roles


def test_one_wait_in_a_hundred_is_longer_than_the_99th_percentile() -> None:
    found = spread([float(wait) for wait in range(1000)])

    assert (found.p50, found.p99, found.longest) == (500.0, 990.0, 999.0)


def test_no_waits_are_no_measurement() -> None:
    with pytest.raises(Failure):
        spread([])


def test_the_product_is_compared_with_the_limit_and_the_fastest_peer_on_its_own_database() -> None:
    ours = pace("product", "Kurshalter", 15_000)
    others = [pace("peer", "slow", 500), pace("peer", "fast", 1_000), pace("peer", "elsewhere", 9_000, "PostgreSQL")]
    replayed = Replayed([pace("limit", "XREADGROUP + XACK", 150_000), ours, *others])

    assert replayed.of_limit(ours) == 0.1
    assert replayed.times_best_peer(ours) == 15.0
    assert replayed.times_best_peer(replayed.paces[0]) is None


def test_without_peers_there_is_no_comparison() -> None:
    ours = pace("product", "Kurshalter", 15_000)

    assert Replayed([ours]).times_best_peer(ours) is None


def test_a_benchmark_that_counts_wrong_is_void() -> None:
    check(Counter(entries=2, gone=0), Counter(entries=2))
    with pytest.raises(Failure, match="bench-void"):
        check(Counter(entries=2), Counter(entries=3))
