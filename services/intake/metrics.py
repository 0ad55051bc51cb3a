"""Intake's metrics."""

from prometheus_client import CollectorRegistry, Counter, Gauge

from services.intake.domain.fate import Marks
from services.intake.streams import stream_of


class EventMetrics:
    """What became of the events, and how much of it is still on its way."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register the metrics."""

        def gauge(name: str, text: str) -> Gauge:
            return Gauge(name, text, registry=registry)

        self._events = Counter("kurs_events", "Events by what became of them.", ["stream", "result"], registry=registry)
        self._unsettled = gauge("kurs_journal_unsettled", "Events accepted and not yet settled by planning.")
        self._age = gauge("kurs_journal_unsettled_seconds", "Time since the oldest unsettled event was accepted.")
        self._depth = gauge("kurs_outbox_depth", "Messages committed and not yet published.")
        self._canary = gauge("kurs_canary_sent_timestamp_seconds", "When the newest canary was sent.")
        self._plans = gauge("kurs_plans_known", "Plans whose offices and sectors are known.")

    def count(self, event_type: str | None, result: str, number: int = 1) -> None:
        """Count *number* events of a type that exists, or of none."""
        stream = stream_of(event_type).name if event_type else "none"
        self._events.labels(stream, result).inc(number)

    def on_the_way(self, marks: Marks, oldest_s: float) -> None:
        """Show how many events wait to be published and to be settled; the oldest was accepted *oldest_s* ago."""
        self._unsettled.set(marks.accepted - marks.settled)
        self._depth.set(marks.accepted - marks.published)
        self._age.set(oldest_s)

    def canary_sent(self, moment: float) -> None:
        """Show when the newest canary was sent (seconds since 1970)."""
        self._canary.set(moment)

    def plans_known(self, number: int) -> None:
        """Show how many plans are known; without any, nothing can be taken."""
        self._plans.set(number)
