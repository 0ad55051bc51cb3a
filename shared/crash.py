"""Named places at which a test lets a process die: between two steps that must look like one."""

import asyncio
import os
import random
import signal

VARIABLE = "KURS_CRASH_AT"
_armed: dict[str, float] = {}
_dice = random.Random()  # noqa: S311 - it decides when a test kills us


def arm(text: str) -> None:
    """Let this process die at the places in *text*: ``name:chance`` parted by commas, then maybe ``seed=number``."""
    for part in filter(None, text.split(",")):
        name, _, chance = part.partition(":")
        if name.startswith("seed="):
            _dice.seed(int(name.removeprefix("seed=")))
        else:
            _armed[name] = float(chance or 1)


def is_armed(name: str) -> bool:
    """Say whether a test wants something to happen at the place *name*."""
    return name in _armed


def task_end_point(name: str) -> None:
    """End the task that passes here, and nothing else, when a test wants it: the process looks alive afterwards."""
    if _armed and name in _armed and (own := asyncio.current_task()):
        own.cancel()


def crash_point(name: str) -> None:
    """Die here as by a power cut (SIGKILL) when a test wants it; otherwise this costs one look-up in an empty table."""
    if _armed and _dice.random() < _armed.get(name, 0.0):
        os.kill(os.getpid(), signal.SIGKILL)
