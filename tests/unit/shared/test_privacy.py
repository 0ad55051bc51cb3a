"""Small cells stay hidden, and cannot be worked out."""

from hypothesis import given
from hypothesis import strategies as st

from shared.privacy import SMALL, hide_small


def test_a_small_cell_is_hidden_together_with_the_next_smallest() -> None:
    assert hide_small({"a": 1, "b": 9, "c": 4}) == {"a": None, "b": 9, "c": None}


def test_the_readers_own_cells_are_shown() -> None:
    assert hide_small({"a": 1, "b": 9}, frozenset({"a"})) == {"a": 1, "b": 9}


cells = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 20), min_size=3)


@given(cells)
def test_no_small_cell_is_shown_and_none_follows_from_the_sum(given_cells: dict[str, int]) -> None:
    shown = hide_small(given_cells)
    hidden = [key for key, n in shown.items() if n is None]

    assert not any(n in SMALL for n in shown.values())
    if any(given_cells[key] in SMALL for key in hidden) and sum(1 for n in given_cells.values() if n) > 1:
        assert len(hidden) > 1


@given(cells)
def test_nothing_is_hidden_without_a_small_cell(given_cells: dict[str, int]) -> None:
    if not SMALL & set(given_cells.values()):
        assert hide_small(given_cells) == given_cells
