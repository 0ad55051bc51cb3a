"""Comparing a board's answer with the truth of the sample year."""

from typing import Any


def assert_as_truth(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    """Fail where a board with months differs from the truth of that day."""
    assert_started_as_truth(answer, expected)
    series = {series["id"]: series for series in answer["series"]}
    for name in ("announced", "overdue"):
        assert series["entries"][name] == expected[name]


def assert_started_as_truth(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    """Fail where the entries that have begun differ from the truth of that day; monthly files announce none."""
    series = {series["id"]: series for series in answer["series"]}
    for name in ("entries", "employees"):
        assert series[name]["actual"] == expected[name]
    for dimension in ("sector", "office"):
        for code, actual in expected[dimension].items():
            assert series[f"{dimension}/{code}"]["actual"] == actual
    months = {str(month["month"]): month["actual"] for month in series["entries"]["months"] if month["actual"]}
    assert months == expected["month"]


def assert_potential(potential: dict[str, Any], expected: dict[str, Any]) -> None:
    """Fail where the potential differs from the truth of that day."""
    assert potential["customers_open"] == expected["customers_open"]
    assert potential["by_office"] == expected["by_office"]
    assert {k: n for k, n in potential["by_skill_level"].items() if n} == expected["by_skill_level"]
    assert potential["vouchers"]["open"] == expected["vouchers_open"]
    assert potential["vouchers"]["redeemed"] == expected["vouchers_redeemed"]
