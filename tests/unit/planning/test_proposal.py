"""Moving quota between sectors by the stated rule."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.planning.domain.proposal import Part, propose

WHOLE_NUMBER = st.integers(0, 300)
PARTS = st.lists(
    st.builds(
        Part,
        id=st.just("sector/x"),
        target=WHOLE_NUMBER,
        counted=WHOLE_NUMBER,
        announced=WHOLE_NUMBER,
        pace=st.none() | st.fractions(0, 3, max_denominator=50),
    ),
    min_size=1,
    max_size=12,
)


def part(target: int, counted: int = 0, announced: int = 0, pace: Fraction | None = None) -> Part:
    return Part("sector/x", target, counted, announced, pace)


def test_what_a_sector_will_not_reach_goes_to_those_ahead_in_proportion_of_their_lead() -> None:
    behind, ahead, further = part(60, 20, pace=Fraction(1, 2)), part(40, 46), part(20, 29, 3)

    found = propose(120, [behind, ahead, further])

    assert [one.reachable for one in (behind, ahead, further)] == [30, 46, 32]
    assert found.targets == (42, 46, 32)
    assert found.unallocated == 0


def test_less_than_the_leads_is_split_by_largest_remainder() -> None:
    assert propose(100, [part(93, 90, pace=Fraction(90, 93)), part(4, 8), part(3, 5)]).targets == (90, 6, 4)


def test_what_lies_unallocated_is_given_first_and_the_rest_stays() -> None:
    assert propose(110, [part(60, 10, pace=Fraction(1, 2)), part(40, 44)]) == ((60, 44), 6)


def test_too_early_for_a_pace_nothing_counts_as_unreachable() -> None:
    assert propose(100, [part(60), part(40)]).targets == (60, 40)


@given(parts=PARTS, free=st.integers(0, 100))
def test_sums_stay_and_nobody_gives_or_gets_more_than_the_rule_says(parts: list[Part], free: int) -> None:
    whole = sum(one.target for one in parts) + free

    found = propose(whole, parts)

    assert sum(found.targets) + found.unallocated == whole
    assert 0 <= found.unallocated <= free
    for one, target in zip(parts, found.targets, strict=True):
        low, high = sorted((one.target, one.reachable))
        assert low <= target <= high
    assert propose(whole, parts) == found
