"""Queue what people are to be told, in the transaction of what is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.monitoring.domain.alerts import Turn
from services.monitoring.domain.audience import Notification, Person, addressed, told
from services.monitoring.domain.deeds import deeds_by_alert
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.handling import State, handling_of
from services.monitoring.domain.history import Alert, Change, alerts_of, standing
from services.monitoring.domain.notices import AlertNotice, Child
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.rollup import Family
from services.monitoring.ports import Memory
from services.monitoring.telling.explaining import Explainer


def tell(
    plan: Plan, changes: Sequence[Change], evaluations: Mapping[str, Evaluation], memory: Memory, today: date
) -> None:
    """Queue *changes*, which others have just been told of, for the people of *plan*."""
    telling = Telling(plan, evaluations, memory)
    for change in telling.wholes_first(changes):
        telling.of(change)
    for change in changes:
        if change.turn is Turn.RESOLVED:
            telling.of_what_stands_without(change, today)


class Telling:
    """Who is told of the alerts of a plan: nobody of a part's who is told of the whole's."""

    def __init__(self, plan: Plan, evaluations: Mapping[str, Evaluation], memory: Memory) -> None:
        """Look at what is known, at what others were told, and at who was."""
        self._plan = plan
        self._evaluations = evaluations
        self._memory = memory
        self._explainer = Explainer(memory, plan)
        self._alerts = alerts_of(memory.changes(plan.id))
        self._family = Family(plan, self._alerts)
        self._known = {alert.id: alert for alert in alerts_of(memory.announced(plan.id))}
        self._open = standing(self._known.values())
        self._people = memory.people(plan.id)
        self._told = {id_: set(names) for id_, names in memory.told_of(self._known).items()}

    def wholes_first(self, changes: Iterable[Change]) -> list[Change]:
        """Return *changes* in an order in which who is told of a whole is known before its parts."""
        return sorted(changes, key=lambda change: self._family.depth(change.series))

    def of(self, change: Change) -> None:
        """Tell whom *change* concerns; of an end only those who were told of the beginning."""
        if change.turn is Turn.RESOLVED:
            hearing = (person for person in self._people if person.name in self._told.get(change.alert, ()))
            self._queue(change, [one for person in hearing for one in told(change, person)])
        else:
            self._queue(change, addressed(change, self._not_spared(change)))

    def of_what_stands_without(self, ended: Change, today: date) -> None:
        """Tell of the parts that still stand when the whole's alert has *ended* those who were spared them."""
        deeds = deeds_by_alert(self._alerts, self._memory.deeds(self._plan.id))
        for child in self._judged_under(self._ended(ended)):
            known = self._open.get(child.subject)
            if known and handling_of(child, deeds[child.id], today).state is State.OPEN:
                still = news_of(child, known, Turn.REOPENED, ended.day)
                unheard = [one for one in self._not_spared(still) if one.name not in self._told[known.id]]
                self._queue(still, addressed(still, unheard))

    def next_one(self, change: Change, name: str) -> None:
        """Tell the person of that *name* of *change*, whatever they look after."""
        self._queue(change, [one for person in self._people if person.name == name for one in told(change, person)])

    def _not_spared(self, change: Change) -> list[Person]:
        """Return the people who are not told of an alert above."""
        alert = self._family.find((change.series, change.kind))
        above = [self._open.get(one.subject) for one in self._family.above(alert)] if alert else []
        spared = {name for one in above if one for name in self._told[one.id]}
        return [person for person in self._people if person.name not in spared]

    def _queue(self, change: Change, notifications: Iterable[Notification]) -> None:
        queued, evaluation = list(notifications), self._evaluations.get(change.series)
        if evaluation:
            alert = self._known.get(change.alert)
            first = alert.raised.id if alert else change.id
            reasons = self._explainer.reasons(evaluation, change.since)
            notice = AlertNotice(change, evaluation, first, reasons, tuple(self._children(change)))
            self._memory.queue({change.id: notice}, queued)
            self._told.setdefault(change.alert, set()).update(one.person for one in queued)

    def _children(self, change: Change) -> list[Child]:
        subject = (change.series, change.kind)
        alert = self._ended(change) if change.turn is Turn.RESOLVED else self._family.find(subject)
        return [Child(one.raised.series, one.severity) for one in self._judged_under(alert)]

    def _judged_under(self, alert: Alert | None) -> list[Alert]:
        under = self._family.children(alert) if alert else []
        return [one for one in under if one.raised.series in self._evaluations]

    def _ended(self, change: Change) -> Alert | None:
        """Return what *change* ends: others may have heard of nothing but the end."""
        as_it_was = next((alert for alert in self._alerts if alert.id == change.alert), None)
        return as_it_was or self._known.get(change.alert)


def news_of(alert: Alert, known: Alert, turn: Turn, day: date) -> Change:
    """Return what people make of *alert*, which others know as *known*."""
    raised, since = alert.raised, known.raised.since
    return Change(raised.plan, raised.plan_version, *alert.subject, turn, alert.severity, day, since)
