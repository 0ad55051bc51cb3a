"""What an office may see of series that only this plan has."""

from datetime import UTC, date, datetime

import pytest

from services.planning.answers import Board, PlanName, Potential, SeriesOnBoard, Vouchers
from services.planning.board.discretion import for_office

_NOBODY = Potential(
    customers_open=0,
    by_office={},
    by_skill_level={},
    by_qualification={},
    by_age_band={},
    language_support=0,
    vouchers=Vouchers(open=0, expiring_30d=0, redeemed=0),
)


def series(id_: str, actual: int) -> SeriesOnBoard:
    return SeriesOnBoard(
        id=id_,
        title=id_,
        target=50,
        expected=40.0,
        actual=actual,
        deviation=actual - 40.0,
        announced=0,
        overdue=0,
        source=None,
        assumption=False,
    )


def seen(**actual: int) -> dict[str, int | None]:
    """Return what JC-WB sees of a board with *actual* entries; an id's slashes are written as two underscores."""
    listed = [series("entries", 100), series("office/JC-WB", 40), series("office/JC-ABI", 60)]
    listed += [series(name.replace("__", "/").replace("_", "-"), n) for name, n in actual.items()]
    board = Board(
        plan=PlanName(id="p", version=1),
        on=date(2026, 3, 31),
        known=datetime(2026, 4, 1, tzinfo=UTC),
        provisional_from=date(2026, 3, 1),
        series=listed,
        potential=_NOBODY,
    )
    return {one.id: one.actual for one in for_office(board, "JC-WB").series}


@pytest.mark.parametrize("actual", [1, 2, 98, 99])
def test_a_series_of_the_plans_own_is_hidden_where_it_or_its_rest_is_small(actual: int) -> None:
    assert seen(online=actual)["online"] is None


@pytest.mark.parametrize("actual", [0, 3, 50, 97, 100])
def test_it_is_shown_where_it_tells_of_nobody(actual: int) -> None:
    assert seen(online=actual)["online"] == actual


def test_one_that_may_lie_within_another_is_hidden_where_little_lies_between_them() -> None:
    assert seen(care=20, care_online=18) | {"entries": 0} == {
        "entries": 0, "office/JC-WB": 40, "office/JC-ABI": 60, "care": None, "care-online": None,
    }  # fmt: skip


def test_whatever_comes_first_in_a_table_of_offices_the_own_cells_are_shown_and_those_of_others_are_not() -> None:
    crossed = {"office/JC-WB/sector/it": 1, "office/JC-ABI/sector/it": 30, "sector/it/office/JC-ABI": 30}
    shown = seen(**{id_.replace("/", "__").replace("-", "_"): n for id_, n in crossed.items()})

    assert [shown[id_] for id_ in crossed] == [1, None, None]
