"""An alert with everything that was done with it, and doing something with it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from services.monitoring.alerts.facts import fact
from services.monitoring.domain.alerts import Turn
from services.monitoring.domain.deeds import Deed, What, Wish, deeds_by_alert
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.handling import Handling, handling_of
from services.monitoring.domain.history import Alert, Change, alerts_of, standing
from services.monitoring.domain.plan import Plan
from services.monitoring.ports import Memory, Records
from services.monitoring.telling.alerts import Telling, news_of
from shared.clock import day_of

TURNS = {
    What.ACKNOWLEDGE: Turn.ACKNOWLEDGED,
    What.SNOOZE: Turn.SNOOZED,
    What.REOPEN: Turn.REOPENED,
    What.ESCALATE: Turn.ESCALATED,
}
"""What others hear of a deed; a note is for those who look after the alert."""


@dataclass(frozen=True, slots=True)
class Case:
    """An alert of ``plan`` and its ``deeds``; ``known`` is what others were told of it, None when they were not.

    ``number`` is that of the next deed.
    """

    plan: Plan
    alert: Alert
    known: Alert | None
    deeds: list[Deed]
    number: int

    @property
    def known_as(self) -> str:
        """The id by which others know the alert: that of the day on which it was raised as they were told."""
        return self.known.id if self.known else self.alert.id

    def news(self, turn: Turn, day: date) -> Change:
        """Return what people made of it on *day*, under the id by which others know it."""
        return news_of(self.alert, self.known or self.alert, turn, day)

    def handling(self, today: date) -> Handling:
        """Return how it is handled on *today*."""
        return handling_of(self.alert, self.deeds, today)

    def deed(self, wish: Wish, now: datetime) -> Deed:
        """Return what fulfils *wish* at *now*."""
        series, kind = self.alert.subject
        done = (wish.what, day_of(now), now, wish.who, wish.note, wish.until)
        return Deed(self.plan.id, series, kind, self.alert.id, self.number, *done)


def cases_of(records: Records, plan: Plan) -> Iterator[Case]:
    """Yield the alerts of *plan*, in the order in which they were raised."""
    alerts, deeds = alerts_of(records.changes(plan.id)), records.deeds(plan.id)
    known = standing(alerts_of(records.announced(plan.id)))
    numbers, by_alert = Counter(deed.subject for deed in deeds), deeds_by_alert(alerts, deeds)
    for alert in alerts:
        told = known.get(alert.subject) if alert.resolved_on is None else None
        yield Case(plan, alert, told, by_alert[alert.id], numbers[alert.subject])


def do(case: Case, wish: Wish, memory: Memory, now: datetime) -> None:
    """Do what is wished, and tell people of it: of what is open again, and of what nobody has acknowledged."""
    escalation, turn = memory.escalation(case.plan.id), TURNS.get(wish.what)
    if record(case, wish, memory, now) and turn:
        day, evaluations = _newest(case, memory, now)
        change, telling = case.news(turn, day), Telling(case.plan, evaluations, memory)
        if turn is Turn.REOPENED:
            telling.of(change)
        if turn is Turn.ESCALATED and escalation:
            telling.next_one(change, escalation.to)


def record(case: Case, wish: Wish, memory: Memory, now: datetime) -> bool:
    """Add what is wished to the log, publish it unless it is a note, and say whether it is new."""
    deed, turn = case.deed(wish, now), TURNS.get(wish.what)
    new = memory.do(deed)
    if new and turn:
        _, evaluations = _newest(case, memory, now)
        event = fact(case.news(turn, deed.day), evaluations.get(deed.series), now)
        memory.publish([event.model_copy(update={"id": f"{event.alert}-{deed.id}"})])
    return new


def _newest(case: Case, memory: Memory, now: datetime) -> tuple[date, dict[str, Evaluation]]:
    """Return the newest evaluated day and its evaluations."""
    day = memory.newest_day(case.plan.id) or day_of(now)
    return day, {one.series: one for one in memory.evaluations(case.plan.id, day)}
