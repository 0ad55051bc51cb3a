"""Who gets the report of every month, and whether it has something to say to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from services.monitoring.domain.alerts import Level
from services.monitoring.domain.audience import Channel
from services.monitoring.reports.figures import Figures
from services.monitoring.reports.seen import matches
from shared.events import PlanPublished


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody whom the plan names for its monthly report; ``patterns`` are the series that they are told about."""

    name: str
    addresses: tuple[tuple[Channel, str], ...]
    language: str
    patterns: tuple[str, ...]

    @property
    def key(self) -> str:
        """Stands for the person where no name is wanted."""
        return blake2b(self.name.encode(), digest_size=8).hexdigest()


def subscribers_of(plan: PlanPublished) -> Iterator[Subscriber]:
    """Yield the subscribers that *plan* names."""
    for person in plan.managers.people:
        if person.report == "monthly":
            ways = ((Channel.MAIL, person.mail), (Channel.WEBHOOK, person.webhook))
            codes = [*(f"office/{code}" for code in person.offices), *(f"sector/{code}" for code in person.sectors)]
            addresses = tuple((channel, address) for channel, address in ways if address)
            yield Subscriber(person.name, addresses, person.language, (*person.series, *codes))


def has_something_to_say(figures: Figures, patterns: tuple[str, ...]) -> bool:
    """Say whether there is anything that somebody who is told about *patterns* should know.

    That is an alert that stood in the month, a judged series that is not without a signal, a target at risk, a series
    that lacks what a silent office should report, or a correction of a closed month. All is well, or nothing has a
    target: then no report is sent.
    """
    own = [one for one in figures.series if matches(one.id, patterns)]
    verdicts = [one.verdict for one in own if one.verdict]
    return (
        any(matches(one.series, patterns) for one in figures.alerts)
        or any(one.level is not Level.NONE or one.target_at_risk for one in verdicts)
        or any(one.incomplete for one in own)
        or any(matches(one.series, patterns) for one in figures.quality.corrections)
    )
