"""The tables: plans, counts, evaluations, and what became of alerts. Counts only: nobody's pseudonym comes here."""

from services.monitoring.storage.tables.base import MonitoringTable
from services.monitoring.storage.tables.counts import (
    CellRow,
    FeedRow,
    PlaceRow,
    PlannedCellRow,
    PlanRow,
    ProgressRow,
    ReportingRow,
)
from services.monitoring.storage.tables.streams import CanaryRow, OutboxRow, PublishedRow
from services.monitoring.storage.tables.telling import EndpointRow, NoticeRow, NotificationRow, ReportRow
from services.monitoring.storage.tables.verdicts import AnnouncedRow, ChangeRow, DeedRow, EvaluationRow, FeedDayRow

__all__ = [
    "AnnouncedRow",
    "CanaryRow",
    "CellRow",
    "ChangeRow",
    "DeedRow",
    "EndpointRow",
    "EvaluationRow",
    "FeedDayRow",
    "FeedRow",
    "MonitoringTable",
    "NoticeRow",
    "NotificationRow",
    "OutboxRow",
    "PlaceRow",
    "PlanRow",
    "PlannedCellRow",
    "ProgressRow",
    "PublishedRow",
    "ReportRow",
    "ReportingRow",
]
