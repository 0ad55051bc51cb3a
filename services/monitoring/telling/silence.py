"""Queue what is told of silent offices, in the transaction of what is told."""

from collections.abc import Iterable, Mapping, Sequence

from services.monitoring.domain.alerts import Kind
from services.monitoring.domain.audience import told_of_silence
from services.monitoring.domain.heard import office_of
from services.monitoring.domain.history import Change, alerts_of
from services.monitoring.domain.notices import SilenceNotice
from services.monitoring.domain.silence import FeedDay
from services.monitoring.ports import Memory


def about_silence(changes: Iterable[Change]) -> list[Change]:
    """Return those of *changes* that are about silent offices."""
    return [change for change in changes if change.kind is Kind.FEED_SILENT]


def tell_of_silence(
    plan: str, told: Sequence[Change], feeds: Sequence[FeedDay], announced: Iterable[Change], memory: Memory
) -> None:
    """Queue the changes in *told*, which follow those *announced* before, for operations and people of the offices."""
    first = {alert.id: alert.raised.id for alert in alerts_of([*announced, *told])}
    heard: Mapping[str, FeedDay] = {feed.office: feed for feed in feeds}
    offices = {change.id: office_of(change.series) for change in told}
    notices = {
        change.id: SilenceNotice(change, offices[change.id], heard.get(offices[change.id]), first[change.alert])
        for change in told
    }
    people = memory.people(plan)
    memory.queue(notices, [one for change in told for one in told_of_silence(change, people)])
