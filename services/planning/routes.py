"""HTTP to the use cases."""

from fastapi import APIRouter

from services.planning.audit_routes import add_audit
from services.planning.board.routes import add_board
from services.planning.calibration.routes import add_calibrations
from services.planning.closing.routes import add_closing
from services.planning.entries.nowhere_routes import add_nowhere
from services.planning.entries.routes import add_entries
from services.planning.entries.series_routes import add_series
from services.planning.parts import Parts
from services.planning.quarantine.routes import add_desk
from services.planning.reconciliation.routes import add_reconciliation
from services.planning.versions.comparing_routes import add_comparisons
from services.planning.versions.routes import add_plans


def create_routes(parts: Parts) -> APIRouter:
    """Return planning's routes."""
    router = APIRouter(prefix="/v1")
    for add in (
        add_board,
        add_plans,
        add_comparisons,
        add_calibrations,
        add_closing,
        add_nowhere,
        add_entries,
        add_series,
        add_reconciliation,
        add_desk,
        add_audit,
    ):
        add(router, parts)
    return router
