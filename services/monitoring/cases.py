"""An alert with everything that was done with it, and doing something with it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.monitoring.domain.alerts import Turn
from services.monitoring.domain.deeds import Deed, What, Wish, deeds_by_alert
from services.monitoring.domain.handling import Handling, handling_of
from services.monitoring.domain.history import Alert, alerts_of, standing
from services.monitoring.domain.plan import Plan
from services.monitoring.facts import fact
from services.monitoring.ports import Memory, Records
from services.monitoring.telling import Telling, news_of
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
    """Do what is wished, and tell others of it: people of what is open again and of what nobody has acknowledged."""
    deed = case.deed(wish, now)
    if memory.do(deed) and deed.what in TURNS:
        day = memory.newest_day(case.plan.id) or deed.day
        evaluations = {one.series: one for one in memory.evaluations(case.plan.id, day)}
        change = news_of(case.alert, case.known or case.alert, TURNS[deed.what], day)
        event = fact(replace(change, day=deed.day), evaluations.get(deed.series), now)
        memory.publish([event.model_copy(update={"id": f"{event.alert}-{deed.id}"})])
        telling, escalation = Telling(case.plan, evaluations, memory), memory.escalation(case.plan.id)
        if deed.what is What.REOPEN:
            telling.of(change)
        if deed.what is What.ESCALATE and escalation:
            telling.next_one(change, escalation.to)
