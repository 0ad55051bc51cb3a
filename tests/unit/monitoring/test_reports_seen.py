"""What of a report offices and people see, and whether it is worth a mail."""

from dataclasses import replace

import pytest

from services.monitoring.domain.alerts import Level
from services.monitoring.reports.figures import Figures
from services.monitoring.reports.seen import as_offices, as_reader
from services.monitoring.reports.subscribers import has_something_to_say
from tests.unit.monitoring.reports import a_series, a_verdict, an_alert, months, some_figures


def ids(figures: Figures) -> set[str]:
    return {one.id for one in figures.series}


def test_an_office_sees_the_whole_and_its_own() -> None:
    seen = as_offices(some_figures(), ["JC-B"])

    assert ids(seen) == {"entries", "employees", "office/JC-B"}
    assert [one.office for one in seen.quality.feeds] == ["JC-B"]
    assert [one.series for one in seen.quality.corrections] == ["office/JC-B"]
    assert [one.series for one in seen.alerts] == ["entries"]
    assert seen.pipeline is None


def test_an_office_sees_its_own_small_cells_and_not_those_of_others() -> None:
    own = as_offices(some_figures(), ["JC-B"]).find("office/JC-B")
    total = as_offices(some_figures(), ["JC-A"]).find("entries")

    assert own
    assert total
    assert own.actual == 2
    assert (total.actual, total.deviation, total.verdict) == (None, None, None), "352 - 350 would be the others' 2"


def test_months_of_the_whole_are_left_out_where_the_others_have_one_or_two() -> None:
    hidden = as_offices(some_figures(), ["JC-A"])
    figures = some_figures(months=(*months("entries", 40, 42), *months("office/JC-A", 30, 32)))

    assert {one.series for one in hidden.months} == {"office/JC-A"}
    assert {one.series for one in as_offices(figures, ["JC-A"]).months} == {"entries", "office/JC-A"}


def test_small_beginnings_of_the_course_are_left_out_for_offices() -> None:
    assert {one.actual for one in as_offices(some_figures(), ["JC-A"]).curve} == {None}
    assert {one.actual for one in some_figures().curve} == {2}


def test_a_person_sees_the_wholes_and_their_series() -> None:
    seen = as_reader(some_figures(), ("sector/health",))

    assert ids(seen) == {"entries", "employees", "sector/health"}
    assert {one.series for one in seen.alerts} == {"sector/health", "entries"}
    assert ids(as_reader(some_figures(), ("*",))) == ids(some_figures())


def test_a_person_of_an_office_sees_what_the_office_sees() -> None:
    assert as_reader(some_figures(), ("office/JC-B",)) == as_offices(some_figures(), ["JC-B"])


CALM = (a_series("entries", verdict=a_verdict(level=Level.NONE)), a_series("sector/health"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, False),
        ({"alerts": (an_alert("entries"),)}, True),
        ({"alerts": (an_alert("sector/health"),)}, False),
        ({"series": (a_series("entries", verdict=a_verdict(level=Level.WATCH)),)}, True),
        ({"series": (a_series("entries", verdict=a_verdict(level=Level.NONE, target_at_risk=True)),)}, True),
        ({"series": (a_series("entries", expected=None),)}, False),
        ({"series": (a_series("entries", expected=None, incomplete=True),)}, True),
    ],
)
def test_only_what_concerns_somebody_is_worth_a_mail(changed: dict[str, object], *, said: bool) -> None:
    quality = replace(some_figures().quality, corrections=())
    figures = some_figures(**{"series": CALM, "alerts": (), "quality": quality} | changed)

    assert has_something_to_say(figures, ("entries",)) is said


def test_a_correction_of_a_closed_month_is_worth_a_mail() -> None:
    assert has_something_to_say(some_figures(series=CALM, alerts=()), ("entries",))
