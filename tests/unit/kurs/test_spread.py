"""Work in blocks on all processors."""

import operator
import os
from functools import partial

import pytest

from services.kurs.spread import spread


def test_answers_come_in_the_order_of_the_blocks() -> None:
    assert list(spread(operator.neg, range(9))) == [-number for number in range(9)]


def test_a_single_block_starts_no_process() -> None:
    def where(_: int) -> int:  # could not be sent to another process
        return os.getpid()

    assert list(spread(where, [1])) == [os.getpid()]
    assert list(spread(where, [])) == []


def test_what_goes_wrong_elsewhere_goes_wrong_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(partial(operator.floordiv, 1), [1, 0, 2]))
