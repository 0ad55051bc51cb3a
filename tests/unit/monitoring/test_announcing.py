"""What others are told: the changes of the newest day, each once, and the end of what they take for open."""

from dataclasses import replace
from datetime import date

from services.monitoring.domain.alerts import Cause, Kind, Severity, Turn
from services.monitoring.domain.announcing import news
from services.monitoring.domain.history import Change, alerts_of
from services.monitoring.domain.versions import Version

YESTERDAY, TODAY = date(2026, 10, 13), date(2026, 10, 14)
ONE = [Version(1, 1, date(2026, 1, 1))]


def change(turn: Turn, day: date, *, since: date = TODAY, severity: Severity = Severity.WARNING) -> Change:
    return Change("plan", 1, "entries", Kind.PACE, turn, severity, day, since)


RAISED = change(Turn.RAISED, TODAY)


def test_what_happened_on_the_newest_day_is_told() -> None:
    assert news([RAISED], [], TODAY, ONE) == [RAISED]


def test_what_happened_before_is_kept_and_not_told() -> None:
    assert news([change(Turn.RAISED, YESTERDAY, since=YESTERDAY)], [], TODAY, ONE) == []


def test_nothing_is_told_twice() -> None:
    assert news([RAISED], [RAISED], TODAY, ONE) == []


def test_an_alert_resolved_on_a_day_that_was_not_told_is_closed_for_others() -> None:
    opened = change(Turn.RAISED, date(2026, 10, 1), since=date(2026, 10, 1))
    resolved = replace(opened, turn=Turn.RESOLVED, day=YESTERDAY)

    assert news([opened, resolved], [opened], TODAY, ONE) == [replace(resolved, day=TODAY)]


def test_an_alert_that_was_never_there_as_it_turned_out_is_closed_for_others() -> None:
    [closed] = news([], [RAISED], TODAY, ONE)

    assert (closed.turn, closed.alert, closed.day) == (Turn.RESOLVED, RAISED.alert, TODAY)
    assert (closed.cause, closed.plan_version) == (Cause.RECOVERED, 1)


def test_an_alert_of_a_day_that_another_version_judges_now_is_closed_by_the_plan() -> None:
    [closed] = news([], [RAISED], TODAY, [*ONE, Version(2, 1, TODAY)])

    assert (closed.turn, closed.cause, closed.plan_version) == (Turn.RESOLVED, Cause.PLAN_CHANGE, 2)


def test_a_later_version_is_not_why_an_earlier_alert_was_none() -> None:
    opened = change(Turn.RAISED, YESTERDAY, since=YESTERDAY)
    [closed] = news([], [opened], TODAY, [*ONE, Version(2, 1, TODAY)])

    assert (closed.cause, closed.plan_version) == (Cause.RECOVERED, 2)


def test_the_end_that_was_not_told_keeps_its_cause_and_its_version() -> None:
    opened = change(Turn.RAISED, date(2026, 10, 1), since=date(2026, 10, 1))
    resolved = replace(opened, turn=Turn.RESOLVED, day=YESTERDAY, cause=Cause.PLAN_CHANGE, plan_version=2)

    assert news([opened, resolved], [opened], TODAY, [*ONE, Version(2, 1, YESTERDAY)]) == [replace(resolved, day=TODAY)]


def test_what_others_know_as_closed_is_not_closed_again() -> None:
    closed = replace(RAISED, turn=Turn.RESOLVED)

    assert news([], [RAISED, closed], TODAY, ONE) == []


def test_a_resolution_on_the_newest_day_is_told_once() -> None:
    opened = change(Turn.RAISED, YESTERDAY, since=YESTERDAY)
    resolved = replace(opened, turn=Turn.RESOLVED, day=TODAY)

    assert news([opened, resolved], [opened], TODAY, ONE) == [resolved]


def test_what_a_clock_told_that_ran_ahead_is_closed_once_and_opened_again_when_it_is_true() -> None:
    [closed] = news([], [RAISED], YESTERDAY, ONE)
    assert (closed.turn, closed.day) == (Turn.RESOLVED, TODAY)
    assert news([], [RAISED, closed], YESTERDAY, ONE) == []

    [again] = news([RAISED], [RAISED, closed], TODAY, ONE)
    assert (again.turn, again.alert, again.day) == (Turn.REOPENED, RAISED.alert, TODAY)
    assert news([RAISED], [again, closed, RAISED], date(2026, 10, 15), ONE) == []


def test_an_alert_that_flickers_within_a_day_is_told_three_times_at_most_and_truly_in_the_end() -> None:
    announced: list[Change] = []
    for turn in range(1_000):
        announced += news([RAISED] if turn % 2 == 0 else [], announced, TODAY, ONE)
    assert [one.turn for one in announced] == [Turn.RAISED, Turn.RESOLVED, Turn.REOPENED]

    announced += news([], announced, date(2026, 10, 15), ONE)
    assert [alert.resolved_on for alert in alerts_of(announced)] == [date(2026, 10, 15)]


def test_the_same_thing_has_the_same_id_and_another_thing_another() -> None:
    again = change(Turn.RAISED, TODAY)
    others = [
        replace(again, series="employees"),
        replace(again, kind=Kind.TARGET_AT_RISK),
        replace(again, plan="other"),
    ]

    assert again.id == RAISED.id
    assert len({one.alert for one in (again, *others, replace(again, since=YESTERDAY))}) == 5


def test_an_alert_is_the_story_of_its_changes() -> None:
    rose = replace(RAISED, turn=Turn.ROSE, severity=Severity.CRITICAL, day=date(2026, 10, 15))
    resolved = replace(rose, turn=Turn.RESOLVED, day=date(2026, 10, 30))

    [standing] = alerts_of([rose, RAISED])
    [over] = alerts_of([resolved, rose, RAISED])

    assert (standing.severity, standing.resolved_on) == (Severity.CRITICAL, None)
    assert (over.raised, over.resolved_on) == (RAISED, resolved.day)
