"""Faults of the surroundings are waited out; what a message does to our code is that message's alone."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from shared.bus.delivery import Delivery, deliver, deliver_again, is_transient


class Desk:
    """Takes what does not begin with an x; is away as often as it is told."""

    def __init__(self, away: int = 0) -> None:
        """Fail *away* times before anything is taken."""
        self.away = away
        self.taken: list[str] = []
        self.apart: list[tuple[str, str]] = []

    async def take(self, batch: list[Delivery]) -> None:
        if self.away:
            self.away -= 1
            raise OperationalError("", None, Exception("gone"))
        if any(message.payload == b"poison" for message in batch):
            raise KeyError("a value that must not be told")
        self.taken += [message.position for message in batch]

    async def take_again(self, message: Delivery) -> None:
        await self.take([message])

    async def set_aside(self, message: Delivery, reason: str) -> None:
        self.apart.append((message.position, reason))


def a_batch(poisonous: list[bool]) -> list[Delivery]:
    return [Delivery(f"{n}-0", b"poison" if bad else b"good") for n, bad in enumerate(poisonous)]


@given(poisonous=st.lists(st.booleans(), min_size=1, max_size=40))
def test_every_message_is_either_taken_or_set_aside_in_its_order_and_none_for_another(poisonous: list[bool]) -> None:
    desk = Desk()
    batch = a_batch(poisonous)

    asyncio.run(deliver(desk, batch))

    assert desk.taken == [m.position for m, bad in zip(batch, poisonous, strict=True) if not bad]
    assert [position for position, _ in desk.apart] == [
        m.position for m, bad in zip(batch, poisonous, strict=True) if bad
    ]
    assert {reason for _, reason in desk.apart} <= {"KeyError while it was taken"}


async def test_while_the_database_is_away_a_batch_waits_and_no_message_is_blamed() -> None:
    desk = Desk(away=3)

    await deliver(desk, a_batch([False, False]))

    assert desk.taken == ["0-0", "1-0"]
    assert desk.apart == []


async def test_what_was_left_behind_is_taken_one_by_one() -> None:
    desk = Desk()

    await deliver_again(desk, a_batch([False, True, False]))

    assert desk.taken == ["0-0", "2-0"]
    assert [position for position, _ in desk.apart] == ["1-0"]


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (OperationalError("", None, Exception()), True),
        (ConnectionResetError(), True),
        (DataError("", None, Exception()), False),
        (IntegrityError("", None, Exception()), False),
        (ValueError(), False),
    ],
)
def test_only_faults_that_pass_are_waited_for(error: Exception, passes: bool) -> None:  # noqa: FBT001 - a case
    assert is_transient(error) is passes
