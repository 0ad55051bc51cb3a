"""The command asks again while a service has no time."""

from collections.abc import Callable, Iterator

import httpx2
import pytest

from services.kurs.failure import Failure
from services.kurs.patience import patiently


def answering(*answers: int | Failure) -> tuple[Callable[[], httpx2.Response], Iterator[int | Failure]]:
    """Return what is answered one after the other, and what nobody has asked for yet."""
    left = iter(answers)

    def ask() -> httpx2.Response:
        answer = next(left)
        if isinstance(answer, Failure):
            raise answer
        return httpx2.Response(answer)

    return ask, left


@pytest.mark.parametrize("passing", [503, 429, Failure("away", service="intake", url="http://127.0.0.1:1")])
def test_what_passes_is_waited_for(passing: int | Failure) -> None:
    ask, left = answering(passing, 202)

    assert patiently(ask).status_code == 202
    assert list(left) == []


@pytest.mark.parametrize("said", [202, 400, 401, 422])
def test_what_is_said_is_not_asked_for_again(said: int) -> None:
    ask, left = answering(said, 202)

    assert patiently(ask).status_code == said
    assert list(left) == [202]
