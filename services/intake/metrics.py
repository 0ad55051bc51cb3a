"""Intake's metrics."""

from prometheus_client import CollectorRegistry, Counter, Gauge

from services.intake.streams import stream_of


class EventMetrics:
    """What became of the events, and how much of it is still on its way."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register the metrics."""
        self._events = Counter("kurs_events", "Events by what became of them.", ["stream", "result"], registry=registry)
        self._unsettled = Gauge("kurs_journal_unsettled", "Events accepted and not yet published.", registry=registry)
        self._depth = Gauge("kurs_outbox_depth", "Messages committed and not yet published.", registry=registry)
        self._plans = Gauge("kurs_plans_known", "Plans whose offices and sectors are known.", registry=registry)

    def count(self, event_type: str | None, result: str, number: int = 1) -> None:
        """Count *number* events of a type that exists, or of none."""
        stream = stream_of(event_type).name if event_type else "none"
        self._events.labels(stream, result).inc(number)

    def on_the_way(self, number: int) -> None:
        """Show how many events wait to be published."""
        self._unsettled.set(number)
        self._depth.set(number)

    def plans_known(self, number: int) -> None:
        """Show how many plans are known; without any, nothing can be taken."""
        self._plans.set(number)
