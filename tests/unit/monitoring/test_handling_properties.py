"""Whatever days, deeds, replays and late knowledge there are: nobody hears the same twice, and every rise is told."""

from collections.abc import Iterator
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import create_engine

from services.monitoring.domain.handling import State
from services.monitoring.storage.tables import MonitoringTable
from tests.support.timeline import CRITICAL, FINE, REACHED, WARNING, Condition, TimeLine

CONDITIONS = st.sampled_from([FINE, WARNING, WARNING, CRITICAL, REACHED])
LENGTHS = st.none() | st.integers(1, 12)


class Lives(RuleBasedStateMachine):
    """A simple model beside the product: how the total's alert is handled, told day by day."""

    def __init__(self) -> None:
        """Begin with an empty database."""
        super().__init__()
        self.engine = create_engine("sqlite://")
        MonitoringTable.metadata.create_all(self.engine)
        self.line = TimeLine(self.engine)
        self.expected: State | None = None
        self.until = self.line.today
        self.day = 0
        self.rewritten = False

    @initialize()
    def first_day(self) -> None:
        self.next_day(FINE, FINE, 1)

    @rule(entries=CONDITIONS, health=CONDITIONS, days=st.integers(1, 3))
    def next_day(self, entries: Condition, health: Condition, days: int) -> None:
        for _ in range(days):
            self.day += 1
            self.line.at(self.day, entries=entries, health=health)
            self._expect()

    def _expect(self) -> None:
        facts = [fact.change for fact in self.line.facts() if fact.series == "entries" and fact.day == self._newest]
        if "resolved" in facts:
            self.expected = State.RESOLVED
        elif {"raised", "rose"} & set(facts):
            self.expected = State.OPEN
            assert any(turn in {"raised", "rose"} and series == "entries" for _, turn, series in self.line.told())
        elif self._is_quiet and self.until < self.line.today:
            self.expected = State.OPEN

    @property
    def _newest(self) -> object:
        return self.line.today - timedelta(days=1)

    @property
    def _is_quiet(self) -> bool:
        return self.expected in {State.ACKNOWLEDGED, State.SNOOZED}

    @precondition(lambda self: self._stands())
    @rule(days=LENGTHS)
    def acknowledge(self, days: int | None) -> None:
        until = self.line.today + timedelta(days=days) if days else None
        self.line.acknowledge(until=until)
        self.expected, self.until = State.ACKNOWLEDGED, until or self.line.today.replace(year=2099)

    @precondition(lambda self: self._stands())
    @rule(days=st.integers(1, 12))
    def snooze(self, days: int) -> None:
        self.until = self.line.today + timedelta(days=days)
        self.line.snooze(until=self.until)
        self.expected = State.SNOOZED

    @precondition(lambda self: self._stands() and self._quiet_now())
    @rule()
    def reopen(self) -> None:
        self.line.reopen()
        self.expected = State.OPEN

    @rule()
    def play_again(self) -> None:
        self.line.told()
        self.line.tick()
        assert self.line.told() == set()

    @rule(condition=CONDITIONS, back=st.integers(0, 5))
    def learn_late(self, condition: Condition, back: int) -> None:
        self.line.turns_out(max(1, self.day - back), self.day, condition)
        self.rewritten = True

    def _stands(self) -> bool:
        return any(case.alert.resolved_on is None for case in self.line.cases())

    def _quiet_now(self) -> bool:
        return self.line.state() in {State.ACKNOWLEDGED, State.SNOOZED}

    @invariant()
    def the_state_is_what_the_model_says(self) -> None:
        if not self.rewritten and self.expected:
            assert self.line.state() is self.expected

    @invariant()
    def nobody_is_told_the_same_twice(self) -> None:
        told = self.line.all_told()
        assert len(told) == len(set(told))

    @invariant()
    def an_alert_begins_and_ends_once_for_everybody(self) -> None:
        if not self.rewritten:
            for turns in self._by_alert():
                assert turns.count("raised") <= 1
                assert "resolved" not in turns[:-1]

    def _by_alert(self) -> Iterator[list[str]]:
        alerts: dict[tuple[str, str], list[str]] = {}
        for person, change in self.line.all_told():
            alerts.setdefault((person, change.alert), []).append(change.turn.value)
        yield from alerts.values()

    def teardown(self) -> None:
        self.engine.dispose()


Lives.TestCase.settings = settings(max_examples=8, stateful_step_count=15)
TestLives = Lives.TestCase
