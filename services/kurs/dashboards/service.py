"""The dashboard "Service": rate, errors, duration, saturation, streams, stores, freshness."""

from typing import Any

from services.kurs.dashboards.panels import Panel, Query, Row, Steps, dashboard
from services.kurs.dashboards.plan import PAGE, RUNBOOKS

_OURS = 'job=~"intake|planning|monitoring"'
_JOB = "{{job}} {{instance}}"
_STREAM = "{{group}} on {{stream}}"


def service_dashboard() -> dict[str, Any]:
    """Return how the services do."""
    return dashboard("kurshalter-service", "Kurshalter: Service", _rows(), (), (PAGE, RUNBOOKS))


def _rows() -> tuple[Row, ...]:
    return (
        Row("State", _state()),
        Row("Requests", _requests()),
        Row("Streams", _streams()),
        Row("Stores", _stores()),
        Row("Saturation", _saturation()),
    )


def _state() -> tuple[Panel, ...]:
    good: Steps = ((None, "bad"), (1, "good"))
    late: Steps = ((None, "good"), (600, "watch"), (900, "bad"))
    canary = (Query("time() - kurs_canary_timestamp_seconds", "sent"),)
    return (
        Panel("Ready", "stat", (Query("kurs_ready", _JOB),), "1: the service can do its work.", height=5, steps=good),
        Panel("Newest canary", "stat", canary, "One is sent every five minutes.", unit="s", height=5, steps=late),
        _freshness(),
    )


def _freshness() -> Panel:
    quantiles = (0.5, 0.99)
    queries = tuple(
        Query(f"histogram_quantile({q}, sum by (le) (rate(kurs_event_to_board_seconds_bucket[5m])))", f"p{q * 100:g}")
        for q in quantiles
    )
    return Panel(
        "From the stream to the board", "timeseries", queries, "Objective: 99 % within 1 s.", unit="s", height=5
    )


def _requests() -> tuple[Panel, ...]:
    rate = Query("sum by (job) (rate(kurs_http_requests_total[5m]))", "{{job}}")
    errors = Query('sum by (job, status) (rate(kurs_http_requests_total{status=~"4..|5.."}[5m]))', "{{job}} {{status}}")
    spent = "histogram_quantile(0.99, sum by (job, le) (rate(kurs_http_request_seconds_bucket[5m])))"
    return (
        Panel("Rate", "timeseries", (rate,), "Requests answered.", unit="reqps"),
        Panel("Errors", "timeseries", (errors,), "4xx are refused, 5xx are faults of ours.", unit="reqps"),
        Panel("Duration p99", "timeseries", (Query(spent, "{{job}}"),), "Time to answer.", unit="s"),
    )


def _streams() -> tuple[Panel, ...]:
    def each(title: str, metric: str, text: str, unit: str = "short") -> Panel:
        return Panel(title, "timeseries", (Query(metric, _STREAM),), text, unit=unit, width=6)

    taken = Query("sum by (stream, result) (rate(kurs_events_total[5m]))", "{{stream}} {{result}}")
    return (
        each("Lag", "kurs_stream_lag", "Messages not yet read."),
        each("Pending", "kurs_stream_pending", "Messages read and not yet acknowledged."),
        each("Oldest pending", "kurs_stream_oldest_pending_seconds", "Since it was published.", "s"),
        Panel("Events by outcome", "timeseries", (taken,), "What became of them.", unit="ops", width=6),
    )


def _stores() -> tuple[Panel, ...]:
    none_wait: Steps = ((None, "good"), (1, "bad"))
    dead = (Query("kurs_dead_letters", "{{stream}}"),)
    notifications = (Query("kurs_notifications", "{{channel}} {{state}}"),)
    unsettled = (Query("kurs_journal_unsettled", "events"), Query("kurs_journal_unsettled_seconds", "oldest (s)"))
    free = (Query("kurs_disk_free_bytes / kurs_disk_size_bytes", _JOB),)
    return (
        Panel(
            "Journal: not yet settled", "timeseries", unsettled, "Accepted, and not yet known to be counted.", width=6
        ),
        Panel("Outbox", "timeseries", (Query("kurs_outbox_depth", _JOB),), "Kept and not yet published.", width=6),
        Panel("Quarantine", "stat", dead, "Messages that wait for a decision.", width=4, steps=none_wait),
        Panel("Notifications", "timeseries", notifications, "On their way, or failed for good.", width=4),
        Panel("Disk left", "stat", free, "Of the data folder's disk.", unit="percentunit", width=4),
    )


def _saturation() -> tuple[Panel, ...]:
    cpu = (Query(f"rate(process_cpu_seconds_total{{{_OURS}}}[5m])", _JOB),)
    memory = (Query(f"process_resident_memory_bytes{{{_OURS}}}", _JOB),)
    files = (Query(f"process_open_fds{{{_OURS}}} / process_max_fds{{{_OURS}}}", _JOB),)
    return (
        Panel("Processor", "timeseries", cpu, "Cores in use.", width=8),
        Panel("Memory", "timeseries", memory, "Resident; 200 MB a service is the limit we work to.", unit="bytes"),
        Panel("Open files", "timeseries", files, "In proportion to what is allowed.", unit="percentunit"),
    )
