"""Every event on the streams: one frozen class per event and version, never edited once released."""

from shared.events.alert import AlertChanged
from shared.events.base import Event, IsoDate
from shared.events.calibration import Calibration, Groups
from shared.events.canary import CanarySent
from shared.events.customer import CustomerAccepted, CustomerState
from shared.events.entry import EntryAccepted, EntryState
from shared.events.fulfilment import Cell, FulfilmentCounted, ReportingPace
from shared.events.managers import Escalation, Managers, Person
from shared.events.plan import PlannedSeries, PlanPublished
from shared.events.settled import EventsSettled, Verdict
from shared.events.voucher import VoucherAccepted, VoucherState

__all__ = [
    "AlertChanged",
    "Calibration",
    "CanarySent",
    "Cell",
    "CustomerAccepted",
    "CustomerState",
    "EntryAccepted",
    "EntryState",
    "Escalation",
    "Event",
    "EventsSettled",
    "FulfilmentCounted",
    "Groups",
    "IsoDate",
    "Managers",
    "Person",
    "PlanPublished",
    "PlannedSeries",
    "ReportingPace",
    "Verdict",
    "VoucherAccepted",
    "VoucherState",
]
