"""Targets: filters, splits in one and two dimensions, fixed amounts, and what is left over."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kurs.plan_file import read_plan_file
from services.planning.domain.entry import Attributes
from services.planning.domain.plan import Plan
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import read_plan
from tests.support.plan_texts import TWO_DIMENSIONS, a_plan, a_split, compiled, faults_of

SECTORS = ("care", "craft", "office", "other")
OFFICES = ("AA-NM", "JC-KUESTE", "JC-GEEST")


@pytest.fixture(scope="module")
def nordmark() -> Plan:
    return compile_plan(read_plan(read_plan_file(TWO_DIMENSIONS)))


def targets(plan: Plan) -> dict[str, int | None]:
    return {series.id: series.target for series in plan.series}


def an_entry(**changed: Any) -> Attributes:
    entry: dict[str, Any] = {
        "funding": "SGB3",
        "regime": "SGB3",
        "employed": False,
        "office": "JC-GEEST",
        "sector": "care",
        "form": "retraining",
        "delivery": "on_site",
        "hours": "part_time",
        "occupation": "",
    }
    return Attributes(**entry | changed)


def test_fixed_amounts_stand_and_weights_share_the_rest(nordmark: Plan) -> None:
    # 69 by 2:1:1 is 34.5, 17.25, 17.25: the entry that is left goes to the largest fraction.
    assert [targets(nordmark)[f"sector/{sector}"] for sector in SECTORS] == [31, 35, 17, 17]


def test_two_dimensions_add_up_in_rows_columns_and_months(nordmark: Plan) -> None:
    every = {series.id: series for series in nordmark.series}
    for sector in SECTORS:
        row = [every[f"sector/{sector}/office/{office}"] for office in OFFICES]
        assert every[f"sector/{sector}"].months == tuple(
            map(sum, zip(*(cell.months or () for cell in row), strict=True))
        )
    for office in OFFICES:
        column = [every[f"sector/{sector}/office/{office}"] for sector in SECTORS]
        assert every[f"office/{office}"].target == sum(cell.target or 0 for cell in column)
        assert every[f"office/{office}"].months == tuple(
            map(sum, zip(*(cell.months or () for cell in column), strict=True))
        )
    rows = [every[f"sector/{sector}"].months or () for sector in SECTORS]
    assert every["entries"].months == tuple(map(sum, zip(*rows, strict=True)))
    assert [targets(nordmark)[f"sector/care/office/{office}"] for office in OFFICES] == [16, 9, 6]


def test_the_months_of_the_whole_are_the_sums_of_the_method_s_columns() -> None:
    shares = (24.4, 18.3, 13.4, 11, 8.5, 7.3, 5.5, 4.9, 3.6, 1.9, 1.2)
    sectors = {f"s{number}": {"de": str(number)} for number in range(11)} | {"other": {"de": "Übrige"}}
    split = a_split(weights={f"s{number}": share for number, share in enumerate(shares)})
    whole = a_plan()["targets"][0]

    plan = compiled(a_plan(sectors={"sectors": sectors}, targets=[whole, split]))

    assert plan.series[0].months == (78, 97, 81, 70, 60, 58, 37, 84, 109, 74, 55, 18)


def test_a_raised_total_can_lower_a_part() -> None:
    sectors = {f"s{number}": {"de": str(number)} for number in range(6)} | {"other": {"de": "Übrige"}}
    split = a_split(weights={f"s{number}": weight for number, weight in enumerate((15, 15, 9, 5, 5, 2))})

    def parts(total: int) -> list[int | None]:
        whole = a_plan()["targets"][0] | {"amount": total}
        plan = compiled(a_plan(sectors={"sectors": sectors}, targets=[whole, split]))
        return [targets(plan)[f"sector/s{number}"] for number in range(6)]

    assert parts(25) == [7, 7, 4, 3, 3, 1]
    assert parts(26) == [8, 8, 5, 2, 2, 1]


def test_what_a_split_leaves_is_shown_and_the_whole_keeps_its_own_months(nordmark: Plan) -> None:
    every = {series.id: series for series in nordmark.series}

    assert nordmark.unallocated == {"nurses-by-hours": 7}
    assert every["nurses/hours/part_time"].target == 5
    assert every["nurses"].months == (0, 0, 0, 4, 0, 0, 0, 0, 0, 8, 0, 0)
    assert every["nurses/hours/part_time"].title["de"] == "Pflegefachkräfte · Teilzeit"


def test_a_target_without_an_amount_is_shown_and_owes_nothing(nordmark: Plan) -> None:
    every = {series.id: series for series in nordmark.series}

    assert (every["online"].target, every["online"].months) == (None, None)
    assert every["online"].counts["delivery"] == {"online"}


def test_source_and_assumption_stay_with_every_part(nordmark: Plan) -> None:
    every = {series.id: series for series in nordmark.series}

    assert every["sector/care/office/AA-NM"].assumption == "Anteile des Vorjahres, noch nicht beschlossen"
    assert (every["entries"].assumption, every["entries"].source) == (False, "strategy")
    assert [every[id_].tier for id_ in ("entries", "nurses", "sector/care")] == [1, 1, 2]


@pytest.mark.parametrize(
    ("occupation", "counted"),
    [("81302", True), ("81313", True), ("8132", False), ("813", False), ("24302", False), (None, False)],
)
def test_an_occupation_counts_by_its_prefix(nordmark: Plan, occupation: str | None, *, counted: bool) -> None:
    relevant = nordmark._relevant(occupation)  # noqa: SLF001 - what attributes() puts in

    assert ("nurses" in nordmark.series_of(an_entry(occupation=relevant))) is counted


def test_nested_prefixes_narrow_each_other() -> None:
    whole = a_plan()["targets"][0]
    inside = {"id": "nurses", "title": {"de": "P"}, "within": "entries", "counts": {"occupation": ["81"]}}
    deeper = inside | {"id": "helpers", "within": "nurses", "counts": {"occupation": ["8130", "43"]}}
    plan = compiled(a_plan(targets=[whole, inside, deeper]))

    assert plan.series_of(an_entry(sector="it", office="A", occupation="8130"))[:3] == ("entries", "nurses", "helpers")
    assert plan.series_of(an_entry(sector="it", office="A", occupation="81"))[:2] == ("entries", "nurses")
    assert plan.find("helpers") != plan.find("nurses")
    assert "helpers" not in plan.series_of(an_entry(sector="it", office="A", occupation="43"))


def test_a_split_within_a_part_and_by_any_attribute_gets_an_id_of_its_own() -> None:
    whole = a_plan()["targets"][0]
    plan = compiled(
        a_plan(
            targets=[
                whole,
                a_split(weights={"it": 1, "health": 1}),
                a_split(id="it-offices", within="sector/it", split_by="office", weights={"A": 2, "B": 1}),
                a_split(id="jobs", split_by="employed", amounts={True: 247}, weights={False: 1}),
            ]
        )
    )

    assert targets(plan)["sector/it/office/A"] == 274
    assert (targets(plan)["employed/true"], targets(plan)["employed/false"]) == (247, 574)
    assert plan.find("sector/it/office/A") in [series for series in plan.series if series.crossed]


_WHOLE = a_plan()["targets"][0]
_EMPLOYEES = {"id": "employees", "title": {"de": "B"}, "within": "entries", "counts": {"employed": True}}


@pytest.mark.parametrize(
    ("more", "path", "figure"),
    [
        ([_EMPLOYEES | {"amount": 900}], "targets.employees.amount", "900 is more than the 821"),
        (
            [_EMPLOYEES | {"amount": 500}, _EMPLOYEES | {"id": "o", "counts": {"employed": False}, "amount": 400}],
            "targets: employees, o",
            "add up to 900, more than the 821",
        ),
        ([a_split(amounts={"it": 800, "health": 22})], "targets.parts.amounts", "822, more than the 821"),
        ([a_split(weights={"it": 0})], "targets.parts.weights", "sum to nothing"),
        ([a_split(weights={"space": 1})], "targets.parts.weights.space", "not in the plan"),
        ([a_split(split_by="office", weights={"C": 1})], "targets.parts.weights.C", "this office is not in the plan"),
        ([a_split(amounts={"it": 3}, weights={"it": 1})], "targets.parts.amounts.it", "has a weight, too"),
        ([a_split()], "targets.parts", "weights or amounts"),
        ([a_split(split_by=["sector", "office"], weights={"sector": {"it": 1}})], "weights.office", "missing"),
        ([a_split(weights={"it": 1}, amount=5)], "targets.parts.amount", "5: give either"),
        ([a_split(weights={"it": 1}), a_split(id="again", weights={"it": 1})], "targets.again", "series 'sector/it'"),
        ([_EMPLOYEES | {"counts": {"office": "C"}}], "targets.employees.counts.office", "'C' is unknown"),
        ([_EMPLOYEES | {"counts": {"occupation": "pflege"}}], "targets.employees.counts.occupation", "no KldB prefix"),
        ([_EMPLOYEES, a_split(within="employees", weights={"it": 1})], "targets.parts.weights", "no amount"),
        (
            [_EMPLOYEES | {"amount": 9}, a_split(within="employees", split_by="employed", weights={"false": 1})],
            "targets.parts.weights.false",
            "counts nothing of this employed",
        ),
        ([_EMPLOYEES | {"within": "nobody"}], "targets.employees.within", "no series 'nobody'"),
    ],
)
def test_what_does_not_add_up_is_refused_with_its_path_and_figure(
    more: list[dict[str, Any]], path: str, figure: str
) -> None:
    [told] = faults_of(a_plan(targets=[_WHOLE, *more]))

    assert told.startswith(path) or path in told
    assert figure in told


def test_everything_that_is_wrong_is_told_at_once() -> None:
    broken = [
        _WHOLE,
        _EMPLOYEES | {"amount": 900},
        a_split(weights={"space": 1}),
        a_split(id="offices", split_by="office", amounts={"A": 822}),
    ]
    phasing = {"starts": {"2026-02-01": 1, "2027-02-01": 1}}

    told = faults_of(a_plan(targets=broken, phasing=phasing, valid_from="2020-01-01", reason=" "))

    assert len(told) == 7
    assert {fault.partition(":")[0] for fault in told} == {
        "valid_from",
        "reason",
        "phasing.starts.2026-02-01",
        "phasing.starts.2027-02-01",
        "targets.employees.amount",
        "targets.parts.weights.space",
        "targets.offices.amounts",
    }


weights = st.dictionaries(st.sampled_from(["it", "health", "other"]), st.integers(0, 50), min_size=1).filter(
    lambda weights: any(weights.values())
)


@given(total=st.integers(0, 900), sectors=weights, share=st.integers(1, 9), fixed=st.integers(0, 900))
def test_parts_always_add_up_to_the_whole_in_both_dimensions(
    total: int, sectors: dict[str, int], share: int, fixed: int
) -> None:
    amounts = {"health": min(fixed, total)} if "health" not in sectors else {}
    split = a_split(
        split_by=["sector", "office"], amounts=amounts, weights={"sector": sectors, "office": {"A": share, "B": 1}}
    )
    plan = compiled(a_plan(targets=[_WHOLE | {"amount": total}, split]))
    every = {series.id: series for series in plan.series}

    for dimension in ("sector", "office"):
        parts = [one for one in plan.series if one.id.startswith(f"{dimension}/") and not one.crossed and one.months]
        assert sum(part.target or 0 for part in parts) == total
        assert tuple(map(sum, zip(*(part.months or () for part in parts), strict=True))) == every["entries"].months
    for series in plan.series:
        assert sum(series.daily.values(), Fraction(0)) == (series.target or 0)
