"""What people do with alerts, told as stories of working days; day 1 is Monday, 2 March 2026."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine

from services.monitoring.alerts.handling import AlertIsOpen, AlertIsResolved, UnfitWish, UnknownAlert, acknowledge
from services.monitoring.domain.deeds import Fault
from services.monitoring.domain.handling import State
from services.monitoring.storage.tables import MonitoringTable
from tests.support.timeline import CRITICAL, DAYS, FEW, FINE, REACHED, WARNING, TimeLine

RAISED = {("Leitung", "raised", "entries"), ("Controlling", "raised", "entries")}
ROSE = {("Leitung", "rose", "entries"), ("Controlling", "rose", "entries")}
REOPENED = {("Leitung", "reopened", "entries"), ("Controlling", "reopened", "entries")}
RESOLVED = {("Leitung", "resolved", "entries"), ("Controlling", "resolved", "entries")}
ESCALATED = {("Vorstand", "escalated", "entries")}


@pytest.fixture
def line() -> Iterator[TimeLine]:
    engine = create_engine("sqlite://")
    MonitoringTable.metadata.create_all(engine)
    yield TimeLine(engine)
    engine.dispose()


def number_of(day: date) -> int:
    return DAYS.index(day) + 1


def test_an_acknowledged_alert_is_silent_until_it_rises_and_its_end_is_told(line: TimeLine) -> None:
    line.at(2)
    assert line.told() == set()
    line.at(3, entries=WARNING)
    assert (line.told(), line.state()) == (RAISED, State.OPEN)

    line.acknowledge()
    line.at(15)
    assert (line.told(), line.state()) == (set(), State.ACKNOWLEDGED)

    line.at(16, entries=CRITICAL)
    assert (line.told(), line.state()) == (ROSE, State.OPEN)

    line.acknowledge()
    line.at(20, entries=FINE)
    line.at(28)
    assert line.told() == set()
    line.at(29)
    assert (line.told(), line.state()) == (RESOLVED, State.RESOLVED)


def test_a_snooze_runs_out_and_the_alert_is_told_again_once(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.told()
    line.snooze(until=DAYS[7])
    line.at(7)
    assert (line.told(), line.state()) == (set(), State.SNOOZED)

    line.at(8)
    assert (line.told(), line.state()) == (REOPENED, State.OPEN)
    line.tick()
    line.at(9)
    assert line.told() == set()


def test_an_acknowledgement_runs_out_over_a_weekend(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.acknowledge(until=date(2026, 3, 7))
    line.at(5)
    assert line.state() is State.ACKNOWLEDGED
    line.told()
    line.at(6)
    assert line.told() == REOPENED


def test_what_nobody_acknowledges_is_escalated_after_five_working_days_over_easter(line: TimeLine) -> None:
    line.at(number_of(date(2026, 4, 1)), entries=WARNING)
    line.told()
    line.at(number_of(date(2026, 4, 9)))
    assert line.told() == set()
    line.at(number_of(date(2026, 4, 10)))
    assert line.told() == ESCALATED
    line.at(number_of(date(2026, 4, 30)))
    assert line.told() == set()


def test_a_rise_and_a_reopening_each_begin_to_count_anew(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.at(8)
    assert line.told() == RAISED | ESCALATED
    line.at(10, entries=CRITICAL)
    line.at(14)
    assert line.told() == ROSE
    line.at(15)
    assert line.told() == ESCALATED
    line.acknowledge()
    line.at(25)
    assert line.told() == set()
    line.reopen()
    assert line.told() == REOPENED
    line.at(29)
    assert line.told() == set()
    line.at(32)
    assert line.told() == ESCALATED


def test_an_alert_that_aged_during_a_stop_is_escalated_once(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.told()
    line.at(30, stopped=True)
    line.tick()
    assert line.told() == ESCALATED
    line.tick()
    line.at(31)
    assert line.told() == set()


def test_a_first_start_with_history_tells_and_escalates_nothing(line: TimeLine) -> None:
    line.at(3, stopped=True, entries=WARNING)
    line.at(30, stopped=True)
    line.tick()
    line.at(40)

    assert (line.told(), line.state()) == (set(), State.OPEN)


def test_what_was_resolved_during_a_stop_is_not_escalated(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.told()
    line.at(20, stopped=True, entries=REACHED)
    line.tick()
    assert line.told() == RESOLVED


def test_late_knowledge_that_moves_the_day_of_an_alert_keeps_what_was_done(line: TimeLine) -> None:
    line.at(6, entries=WARNING)
    line.told()
    line.acknowledge()
    before = line.case().alert.id
    line.turns_out(4, 5, WARNING)

    assert line.case().alert.id != before
    assert (line.told(), line.state()) == (set(), State.ACKNOWLEDGED)
    line.at(10)
    line.at(11, entries=REACHED)
    assert line.told() == RESOLVED
    assert {fact.alert for fact in line.facts()} == {before}


def test_an_alert_that_was_never_there_is_closed_and_a_later_one_is_a_new_one(line: TimeLine) -> None:
    line.at(6, entries=WARNING)
    line.acknowledge()
    line.told()
    line.turns_out(6, 6, FINE)
    assert line.told() == RESOLVED
    line.at(7)
    assert (line.told(), line.state()) == (RAISED, State.OPEN)


def test_flapping_raises_and_resolves_once(line: TimeLine) -> None:
    for day in range(3, 40):
        line.at(day, entries=WARNING if day % 2 else FINE)
    line.at(40, entries=FINE)
    line.at(60)
    told = [fact.change for fact in line.facts() if fact.change in {"raised", "resolved"}]

    assert told == ["raised", "resolved"]


def test_the_same_deed_done_twice_is_one_and_after_another_one_it_is_a_new_one(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    for _ in range(2):
        line.acknowledge()
        line.note("Rücksprache")
    assert [deed.what.value for deed in line.case().deeds] == ["acknowledge", "note"]
    line.reopen()
    line.acknowledge()
    assert [deed.what.value for deed in line.case().deeds] == ["acknowledge", "note", "reopen", "acknowledge"]
    assert line.state() is State.ACKNOWLEDGED


def test_a_resolved_alert_takes_notes_and_nothing_else(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.at(5, entries=REACHED)
    line.note("erledigt")

    assert [deed.note for deed in line.case().deeds] == ["erledigt"]
    for deed in (line.acknowledge, line.reopen):
        with pytest.raises(AlertIsResolved):
            deed()


def test_what_makes_no_sense_is_refused_with_everything_that_is_wrong(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    with pytest.raises(AlertIsOpen):
        line.reopen()
    with pytest.raises(UnknownAlert):
        line.run(lambda memory: acknowledge(memory, "unheard", "A", "", None, line.moment))
    id_ = line.case().alert.id
    yesterday = line.today - timedelta(days=1)
    with pytest.raises(UnfitWish) as refused:
        line.run(lambda memory: acknowledge(memory, id_, " \r\n", "a\x00b", yesterday, line.moment))
    assert refused.value.faults == (Fault.WHO_MISSING, Fault.NOTE_UNFIT, Fault.UNTIL_OVER)
    with pytest.raises(UnfitWish) as refused:
        line.snooze(until=line.today)
    assert refused.value.faults == (Fault.UNTIL_OVER,)
    with pytest.raises(UnfitWish) as refused:
        line.snooze(until=line.today + timedelta(days=93))
    assert refused.value.faults == (Fault.UNTIL_TOO_FAR,)


def test_names_and_notes_stay_here(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.acknowledge(who="Berta Beispiel")
    line.note("Geheim")
    line.reopen()
    facts = line.facts()

    assert [fact.change for fact in facts] == ["raised", "acknowledged", "reopened"]
    assert len({fact.id for fact in facts}) == 3
    assert not any(word in str(facts) + str(line.notices()) for word in ("Berta", "Geheim", "Beck"))


def test_children_are_listed_under_the_whole_and_told_to_those_who_do_not_hear_of_it(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.told()
    line.at(4, health=WARNING, it=FEW)
    assert line.told() == {("Gesundheit", "raised", "sector/health")}

    line.at(6, entries=CRITICAL)
    assert line.told() == ROSE
    rose = next(one for one in line.notices() if one.change.turn == "rose" and one.change.kind == "pace")
    assert [one.series for one in rose.children] == ["sector/health", "sector/it"]


def test_when_the_whole_recovers_its_parts_are_told_to_those_who_were_spared_them(line: TimeLine) -> None:
    line.at(3, entries=WARNING, health=WARNING)
    assert line.told() == RAISED | {("Gesundheit", "raised", "sector/health")}
    line.at(5, entries=REACHED)
    assert line.told() == RESOLVED | {("Controlling", "reopened", "sector/health")}
    resolved = next(one for one in line.notices() if one.change.turn == "resolved")
    assert [one.series for one in resolved.children] == ["sector/health"]

    line.at(6, health=REACHED)
    assert line.told() == {("Controlling", "resolved", "sector/health"), ("Gesundheit", "resolved", "sector/health")}


def test_a_part_that_is_graver_than_the_whole_is_told(line: TimeLine) -> None:
    line.at(3, entries=WARNING)
    line.told()
    line.at(4, health=CRITICAL)
    assert line.told() == {("Gesundheit", "raised", "sector/health"), ("Controlling", "raised", "sector/health")}


def test_what_is_listed_under_the_whole_is_not_escalated(line: TimeLine) -> None:
    line.at(3, entries=WARNING, health=WARNING)
    line.acknowledge()
    line.told()
    line.at(30)
    assert line.told() == set()
