"""Days are played when what arrives has come to rest."""

from services.monitoring.ports import Progress
from services.monitoring.ticker import Settling


def arrived(revision: int) -> Progress:
    return Progress("plan", revision, counted=True, valid_through=None)


def test_it_waits_for_a_second_without_news() -> None:
    settling = Settling()

    assert [settling.ready(arrived(1), now) for now in (10.0, 10.9, 11.0)] == [False, False, True]


def test_news_start_the_second_anew() -> None:
    settling = Settling()

    assert [settling.ready(arrived(n), now) for n, now in ((1, 10.0), (2, 10.9), (2, 11.8), (2, 11.9))] == [
        False,
        False,
        False,
        True,
    ]


def test_after_fifteen_seconds_it_waits_no_longer() -> None:
    settling = Settling()
    answers = [settling.ready(arrived(tenth), 10 + tenth / 10) for tenth in range(151)]

    assert answers == [False] * 150 + [True]


def test_what_was_played_begins_anew() -> None:
    settling = Settling()
    settling.ready(arrived(1), 10.0)
    settling.keep_only(set())

    assert not settling.ready(arrived(1), 100.0)


def test_plans_wait_each_for_itself() -> None:
    settling = Settling()
    settling.ready(arrived(1), 10.0)
    other = Progress("other", 1, counted=True, valid_through=None)

    assert not settling.ready(other, 11.0)
    assert settling.ready(arrived(1), 11.0)
