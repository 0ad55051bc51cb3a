"""Planning's metrics."""

import time
from collections import Counter as Tally
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.streams import Stream

_FRESHNESS_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600)


class PlanningMetrics:
    """What became of the events, and how soon."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register the metrics."""
        self.events = Counter("kurs_events", "Events by what became of them.", ["stream", "result"], registry=registry)
        self.dead_letters = Gauge(
            "kurs_dead_letters", "Messages in quarantine that wait.", ["stream"], registry=registry
        )
        self.outbox_depth = Gauge("kurs_outbox_depth", "Messages committed and not yet published.", registry=registry)
        self.to_board = Histogram(
            "kurs_event_to_board_seconds",
            "From the stream to the board.",
            buckets=_FRESHNESS_BUCKETS,
            registry=registry,
        )

        self.delay = Gauge(
            "kurs_reporting_delay_days",
            "Mean delay of what is known of the newest 60 days' starts.",
            ["plan"],
            registry=registry,
        )
        self.calibrated_delay = Gauge(
            "kurs_reporting_delay_calibrated_days",
            "The same as the plan's calibration leads to expect.",
            ["plan"],
            registry=registry,
        )

    def recorded(self, stream: Stream, outcome: Tally[str], published: Iterable[float]) -> None:
        """Count a committed batch; *published* says when its messages came onto the stream (seconds since 1970)."""
        for result, number in outcome.items():
            self.events.labels(stream.name, result).inc(number)
        # The machine's clock, as Redis' positions hold it: a fixed KURS_TODAY says nothing about delays.
        now = time.time()
        for moment in published:
            self.to_board.observe(max(0.0, now - moment))
