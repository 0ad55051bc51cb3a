"""Work in blocks on all processors, the answers in the order of the blocks."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

_Block = TypeVar("_Block")
_Answer = TypeVar("_Answer")


def spread(work: Callable[[_Block], _Answer], blocks: Iterable[_Block]) -> Iterator[_Answer]:
    """Yield what *work* answers to each of *blocks*, in their order.

    At most two blocks a process wait or are worked on, so that memory does not grow with the number of blocks. A single
    block is worked on here. Whatever ends the caller ends the processes.
    """
    coming = iter(blocks)
    first = list(islice(coming, 2))
    if len(first) == 1:
        yield work(first[0])
        return
    processes = len(os.sched_getaffinity(0))
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_leave_ctrl_c_to_the_caller)
    under_way: deque[Future[_Answer]] = deque()
    try:
        for block in chain(first, coming):
            under_way.append(pool.submit(work, block))
            if len(under_way) >= 2 * processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_ctrl_c_to_the_caller() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
