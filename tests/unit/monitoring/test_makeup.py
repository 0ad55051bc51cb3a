"""Who makes up a gap: to the entry, and without telling small cells."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.makeup import MakeUp, make_up
from services.monitoring.domain.parts import Part
from services.monitoring.domain.whole_entries import in_whole_entries
from tests.unit.monitoring.examples import a_plan, a_series, e2

SECTORS = tuple(f"sector/{code}" for code in "abcde")
OFFICES = tuple(f"office/{code}" for code in "xyz")
PLAN = a_plan(
    a_series("entries"),
    a_series("employees", within="entries"),
    *(a_series(sector, within="entries", target=40, title={"de": f"Branche {sector[-1]}"}) for sector in SECTORS),
    *(a_series(one, within="entries", target=None, daily={}) for one in ("sector/other", *OFFICES)),
)

counts = st.dictionaries(
    st.tuples(st.sampled_from((*SECTORS, "sector/other")), st.sampled_from(OFFICES)),
    st.one_of(st.integers(0, 3), st.integers(0, 400)),
)
paces = st.floats(0, 3)
figures = st.tuples(st.floats(0, 300), st.floats(0, 1), paces)


def evaluation(series: str, known: int, expected: float, share_known: float, pace: float) -> Evaluation:
    values: dict[str, Any] = {"expected": expected, "expected_known": expected * share_known, "pace": pace}
    return replace(e2(), series=series, known=known, **values)


def found(
    cells: Mapping[tuple[str, str], int],
    by_sector: Mapping[str, tuple[float, float, float]],
    unsplit: float = 0.0,
    pace: float = 1.0,
    share_known: float = 1.0,
) -> tuple[Evaluation, tuple[MakeUp, ...]]:
    """Return the evaluation of the total, and what makes it up, when sector x office count *cells*."""
    places: dict[tuple[str, ...], int] = {("entries", *cell): entries for cell, entries in cells.items()}
    known = {sector: sum(n for cell, n in cells.items() if sector in cell) for sector in SECTORS}
    evaluations = {sector: evaluation(sector, known[sector], *by_sector[sector]) for sector in SECTORS}
    expected = sum(one.expected for one in evaluations.values()) + unsplit
    total = evaluation("entries", sum(cells.values()), expected, share_known, pace)
    return total, make_up(PLAN, total, evaluations, places)


by_sector = st.fixed_dictionaries(dict.fromkeys(SECTORS, figures))


@given(cells=counts, by_sector=by_sector, unsplit=st.sampled_from((0.0, 0.4, 30.0)), pace=paces, share=st.floats(0, 1))
def test_the_parts_add_up_exactly_whatever_is_counted(
    cells: dict[tuple[str, str], int],
    by_sector: dict[str, tuple[float, float, float]],
    unsplit: float,
    pace: float,
    share: float,
) -> None:
    total, makeups = found(cells, by_sector, unsplit, pace, share)

    for one in makeups:
        assert sum(part.known for part in one.parts) == total.known
        gaps = [part.gap for part in one.parts]
        assert sum(gap or 0 for gap in gaps) == (in_whole_entries(total).gap if one.targets else 0)
        assert all((gap is not None) == one.targets for gap in gaps)


@given(cells=counts, by_sector=by_sector)
def test_no_small_cell_is_shown_or_follows_from_the_others(
    cells: dict[tuple[str, str], int], by_sector: dict[str, tuple[float, float, float]]
) -> None:
    for one in found(cells, by_sector)[1]:
        shown = [part for part in one.parts if not part.merged]
        assert not {part.known for part in shown} & {1, 2}
        for part in set(one.parts) - set(shown):
            assert part.parts >= 2
            assert part.known > max(part.parts, 2) or part.known == 3 < part.parts


@given(cells=counts, by_sector=by_sector)
def test_the_largest_shortfall_comes_first_and_what_is_merged_last(
    cells: dict[tuple[str, str], int], by_sector: dict[str, tuple[float, float, float]]
) -> None:
    for one in found(cells, by_sector)[1]:
        shown = [part.gap if part.gap is not None else -part.known for part in one.parts if not part.merged]
        assert shown == sorted(shown)
        assert not any(part.merged for part in one.parts[:-1])


EVEN = dict.fromkeys(SECTORS, (20.0, 1.0, 1.0))
TENS = {(sector, office): 5 for sector in SECTORS for office in OFFICES[:2]}


def test_offices_without_targets_have_no_gap_and_show_what_is_reported() -> None:
    _, (sectors, offices) = found(TENS, EVEN)

    assert {part.gap for part in sectors.parts} == {-10}
    assert offices == MakeUp("office", targets=False, parts=(Part("office/x", 25), Part("office/y", 25)))


def test_what_counts_outside_the_parts_and_what_the_plan_leaves_unsplit_is_one_line() -> None:
    outside = TENS | {("sector/other", "office/x"): 9}

    assert found(outside, EVEN)[1][0].parts[-1] == Part("sector/other", 9, 9)
    assert found(outside, EVEN, unsplit=30.0)[1][0].parts[0] == Part(None, 9, -21)


def test_entries_on_their_way_are_split_like_the_parts_expect_them() -> None:
    late = EVEN | {"sector/a": (20.0, 0.0, 1.0)}
    total, (sectors, _) = found(TENS, late, share_known=0.9)

    assert in_whole_entries(total).coming == 10
    assert {part.series: part.gap for part in sectors.parts}["sector/a"] == 0


def test_parts_that_owe_more_than_the_whole_or_overlap_are_not_parts() -> None:
    assert [one.dimension for one in found(TENS, EVEN, unsplit=-5.0)[1]] == ["office"]
    places: dict[tuple[str, ...], int] = {("entries", "sector/a", "sector/b"): 20}
    assert make_up(PLAN, evaluation("entries", 20, 30.0, 1.0, 1.0), {}, places) == ()


def test_parts_of_a_series_are_only_those_that_the_plan_puts_within_it() -> None:
    places: dict[tuple[str, ...], int] = {("entries", "employees", sector, "office/x"): 5 for sector in SECTORS}
    evaluations = {sector: evaluation(sector, 5, *EVEN[sector]) for sector in SECTORS}
    [sectors] = make_up(PLAN, evaluation("employees", 25, 60.0, 1.0, 1.0), evaluations, places)

    assert (sectors.targets, [part.known for part in sectors.parts]) == (False, [5] * 5)


@pytest.mark.parametrize("known", [1, 2])
def test_a_small_whole_is_not_taken_apart(known: int) -> None:
    assert found({("sector/a", "office/x"): known}, EVEN)[1] == ()


def test_figures_that_have_changed_since_the_evaluation_are_not_taken_apart() -> None:
    assert make_up(PLAN, evaluation("entries", 99, 60.0, 1.0, 1.0), {}, {("entries", "sector/a"): 98}) == ()
