"""An office falls silent: its series get the benefit of the doubt, and nothing real is hidden by it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.monitoring.domain.alerts import Kind, Level, Turn
from services.monitoring.domain.deviation import PRIOR
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.exposure import FORGETTING
from services.monitoring.domain.feeds import Listened, listen_through
from services.monitoring.domain.heard import Report
from services.monitoring.domain.history import Change
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Played, Stretch, play
from services.monitoring.domain.special import upper_gamma
from tests.unit.monitoring.examples import a_plan, a_series

LARGE, SMALL = "JC-LARGE", "JC-SMALL"
STOP, AGAIN, END = date(2026, 6, 1), date(2026, 9, 1), date(2026, 12, 30)


def the_plan() -> Plan:
    """Return a plan of four entries a working day; the large office has a target of its own, three quarters of it."""
    days = a_series().daily
    return a_plan(
        a_series(target=1012, daily=dict.fromkeys(days, 4.0)),
        a_series(f"office/{LARGE}", target=759, daily=dict.fromkeys(days, 3.0), tier=2),
        a_series(f"office/{SMALL}", target=None, daily={}, tier=2),
        offices=frozenset({LARGE, SMALL}),
        completeness=(1.0,),
    )


PLAN = the_plan()
DAYS = tuple(PLAN.working_days.between(PLAN.first_day, END))


@dataclass
class Year:
    """What the offices report: on each working day what is given for it, known on the same day or as said."""

    cells: list[Cell] = field(default_factory=list)

    def reports(self, office: str, entries: int, first: date, last: date, known: date | None = None) -> "Year":
        """Let *office* have *entries* begin on each working day, known on that day or all of them on *known*."""
        place = ("entries", f"office/{office}")
        days = PLAN.working_days.between(first, last)
        self.cells += [Cell(place, day, known or day, entries) for day in days if entries]
        return self

    def played(self, days: Sequence[date] = DAYS) -> tuple[Listened, Played]:
        """Return what is heard and judged on *days*."""
        given = [Report(cell.series, cell.known, cell.entries) for cell in self.cells]
        listened = listen_through([Stretch(PLAN, days)], given, (), {})
        return listened, play(listened.stretches, self.cells, {})


def on(day: date, series: str, played: Played) -> Evaluation:
    return next(one for one in played.evaluations if (one.day, one.series) == (day, series))


def pace(played: Played) -> list[tuple[str, Turn, date]]:
    return [(one.series, one.turn, one.day) for one in played.changes if one.kind is Kind.PACE]


def silence(changes: Sequence[Change]) -> list[tuple[str, Turn]]:
    return [(one.series, one.turn) for one in changes]


def as_planned(last_of_large: date = END, last_of_small: date = END) -> Year:
    return Year().reports(LARGE, 3, PLAN.first_day, last_of_large).reports(SMALL, 1, PLAN.first_day, last_of_small)


def test_an_office_stops_speaks_again_and_hands_in_what_was_missing() -> None:
    year = as_planned(last_of_large=date(2026, 5, 29))
    year.reports(LARGE, 3, STOP, AGAIN, known=AGAIN).reports(LARGE, 3, date(2026, 9, 2), END)
    listened, played = year.played()

    [raised, resolved] = listened.changes
    assert raised.day < date(2026, 6, 12)
    assert resolved.day == AGAIN
    assert silence(listened.changes) == [(f"office/{LARGE}", Turn.RAISED), (f"office/{LARGE}", Turn.RESOLVED)]
    assert pace(played) == []
    july = on(date(2026, 7, 1), "entries", played)
    assert july.incomplete
    assert july.pace_probability <= 0.025
    assert july.pace_probability_if_reported > 0.2
    assert july.level is Level.NONE
    after = on(AGAIN, "entries", played)
    assert not after.incomplete
    assert after.pace_probability == after.pace_probability_if_reported > 0.2


def test_when_it_speaks_again_and_hands_in_nothing_its_series_are_judged_as_they_are() -> None:
    year = as_planned(last_of_large=date(2026, 5, 29)).reports(LARGE, 3, AGAIN, END)
    _, played = year.played()

    assert pace(played)[:2] == [
        ("entries", Turn.RAISED, AGAIN),
        (f"office/{LARGE}", Turn.RAISED, AGAIN),
    ]


def test_a_small_office_that_is_silent_does_not_hide_that_the_others_are_far_behind() -> None:
    year = Year().reports(SMALL, 1, PLAN.first_day, date(2026, 5, 29)).reports(LARGE, 3, PLAN.first_day, STOP)
    year.reports(LARGE, 1, date(2026, 6, 2), END)
    listened, played = year.played()

    [raised] = listened.changes
    [(series, _, day), *_] = [one for one in pace(played) if one[0] == "entries"]
    assert (raised.series, series) == (f"office/{SMALL}", "entries")
    assert raised.day < day
    assert on(day, "entries", played).incomplete
    assert on(day, "entries", played).pace_probability_if_reported <= 0.025


def test_an_alert_that_stands_before_the_silence_stays() -> None:
    year = Year().reports(LARGE, 1, PLAN.first_day, date(2026, 5, 29)).reports(SMALL, 1, PLAN.first_day, END)
    _, played = year.played()

    assert ("entries", Turn.RAISED) in [one[:2] for one in pace(played) if one[2] < STOP]
    assert Turn.RESOLVED not in [one[1] for one in pace(played)]


def test_a_silent_office_takes_nothing_from_the_series_of_another_one() -> None:
    _, played = as_planned(last_of_small=date(2026, 5, 29)).played()

    assert on(END, "entries", played).incomplete
    assert not any(one.incomplete for one in played.evaluations if one.series == f"office/{LARGE}")


def test_the_second_judgement_can_be_computed_by_hand() -> None:
    _, played = as_planned(last_of_large=date(2026, 5, 29)).played()
    one = on(date(2026, 7, 1), "entries", played)

    last, t = date(2026, 5, 29), date(2026, 7, 1)
    days = list(PLAN.working_days.between(STOP, t))
    known = len(list(PLAN.working_days.between(PLAN.first_day, last)))
    share = (3 * known + 1) / (4 * known + 2)
    assert one.missing == pytest.approx(len(days) * 4 * share)
    faded = sum(4 * share * np.exp(-FORGETTING * (t - day).days) for day in days)
    assert one.weighted_missing == pytest.approx(faded)
    scale = one.weight / one.dispersion
    a, b = PRIOR + scale * (one.weighted_known + faded), PRIOR + scale * one.exposure
    assert one.pace_probability_if_reported == pytest.approx(upper_gamma(np.array([a]), np.array([b])).item())


several = st.lists(
    st.tuples(st.sampled_from([LARGE, SMALL]), st.integers(0, 4), st.sampled_from(DAYS[::20]), st.integers(1, 80)),
    max_size=8,
)


@settings(max_examples=25)
@given(several)
def test_what_is_held_back_implies_a_silent_office_and_nothing_is_raised_that_a_full_report_would_not(
    several: list[tuple[str, int, date, int]],
) -> None:
    year = Year()
    for office, entries, first, number in several:
        start = DAYS.index(first)
        year.reports(office, entries, first, DAYS[min(start + number, len(DAYS) - 1)])
    listened, played = year.played(DAYS[::5])

    silent = {one.day for one in listened.feeds if one.silent}
    for one in played.evaluations:
        assert one.pace_probability_if_reported >= one.pace_probability - 1e-12
        assert one.day in silent or not one.incomplete
        assert one.incomplete or one.pace_probability_if_reported == one.pace_probability
        if one.standing.pace_alert_since == one.day:
            assert one.pace_probability_if_reported <= 0.025
