"""The tables. What grows with the events is keyed by a small integer per entity, never by a text that jumps about."""

from services.planning.storage.tables.base import PlanningTable
from services.planning.storage.tables.counters import (
    MovementRow,
    NowhereRow,
    PlaceRow,
    PotentialRow,
    StandingMonthRow,
    StandingPotentialRow,
    StandingRow,
)
from services.planning.storage.tables.histories import EntityRow, OtherArrivalRow, RevisionRow
from services.planning.storage.tables.plans import (
    AfterClosingRow,
    CalibrationRow,
    FrozenRow,
    OfficialFigureRow,
    PlanRow,
    ReportingRow,
)
from services.planning.storage.tables.quarantine import AttemptRow, AuditRow, DeadLetterRow
from services.planning.storage.tables.streams import MarkRow, OutboxRow, PublishedRow, VerdictRow

__all__ = [
    "AfterClosingRow",
    "AttemptRow",
    "AuditRow",
    "CalibrationRow",
    "DeadLetterRow",
    "EntityRow",
    "FrozenRow",
    "MarkRow",
    "MovementRow",
    "NowhereRow",
    "OfficialFigureRow",
    "OtherArrivalRow",
    "OutboxRow",
    "PlaceRow",
    "PlanRow",
    "PlanningTable",
    "PotentialRow",
    "PublishedRow",
    "ReportingRow",
    "RevisionRow",
    "StandingMonthRow",
    "StandingPotentialRow",
    "StandingRow",
    "VerdictRow",
]
