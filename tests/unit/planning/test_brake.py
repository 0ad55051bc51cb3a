"""The brake holds when too much cannot be taken, and not before."""

from hypothesis import given
from hypothesis import strategies as st

from services.planning.domain.brake import IN_A_ROW, LOOK_BACK, MOST_OF_THEM, Brake


def test_nineteen_in_a_row_are_borne_and_twenty_are_not() -> None:
    brake = Brake()
    assert not brake.after([True] * (IN_A_ROW - 1))
    assert brake.after([True])


def test_one_good_message_begins_the_row_anew() -> None:
    brake = Brake()
    assert not brake.after([True] * (IN_A_ROW - 1) + [False])
    assert not brake.after([True])


def test_five_percent_of_the_last_five_hundred_are_borne_and_more_are_not() -> None:
    brake = Brake()
    every_twentieth = [n % (LOOK_BACK // MOST_OF_THEM) == 0 for n in range(10 * LOOK_BACK)]
    assert not brake.after(every_twentieth)
    assert brake.after([True, True])


def test_released_it_forgets() -> None:
    brake = Brake()
    brake.after([True] * IN_A_ROW)

    brake.release()

    assert not brake.on
    assert not brake.after([True] * (IN_A_ROW - 1))


@given(st.lists(st.booleans(), max_size=1_200), st.integers(1, 50))
def test_it_says_what_counting_says_however_the_messages_come(refused: list[bool], batch: int) -> None:
    brake = Brake()
    for first in range(0, len(refused), batch):
        brake.after(refused[first : first + batch])

    held = any(
        sum(refused[max(0, end - LOOK_BACK) : end]) > MOST_OF_THEM or refused[:end][-IN_A_ROW:] == [True] * IN_A_ROW
        for end in range(1, len(refused) + 1)
    )
    assert brake.on is held
