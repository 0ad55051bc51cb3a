"""The sizes of start groups, and by which day they are counted."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.planning.domain.calibration import Groups, Member, group_sizes, measured_by

MARCH, APRIL = date(2025, 3, 3), date(2025, 4, 1)
members = st.lists(
    st.builds(
        Member,
        st.sampled_from([("entries",), ("entries", "employees"), ("entries", "sector/it")]),
        st.sampled_from([None, "955/1/25", "955/2/25"]),
        st.sampled_from([MARCH, APRIL]),
        st.integers(1, 9),
    ),
    max_size=30,
)


def test_a_group_is_one_course_and_one_day_and_who_has_no_course_is_a_group_alone() -> None:
    """By hand: groups of 2 + 3 (same course and day), 4 (same course, another day), and two single entries."""
    both = ("entries", "employees")
    found = group_sizes(
        [
            Member(both, "955/1/25", MARCH, 2),
            Member(("entries",), "955/1/25", MARCH, 3),
            Member(both, "955/1/25", APRIL, 4),
            Member(("entries",), None, MARCH, 2),
        ]
    )

    assert found == {
        "employees": Groups(2 + 4, 2 * 2 + 4 * 4),
        "entries": Groups(5 + 4 + 2, 5 * 5 + 4 * 4 + 1 + 1),
    }


@given(members, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_the_entries(some: list[Member], random: Random) -> None:
    shuffled = random.sample(some, len(some))

    assert group_sizes(shuffled) == group_sizes(some)


@given(members)
def test_a_group_is_at_least_one_entry_and_at_most_all(some: list[Member]) -> None:
    assert all(one.entries <= one.squares <= one.entries**2 for one in group_sizes(some).values())


def test_a_plan_is_calibrated_by_what_was_known_before_its_year() -> None:
    assert measured_by(2027, date(2026, 11, 20)) == date(2026, 11, 19)
    assert measured_by(2027, date(2027, 1, 1)) == date(2026, 12, 31)
    assert measured_by(2027, date(2027, 8, 20)) == date(2026, 12, 31)
