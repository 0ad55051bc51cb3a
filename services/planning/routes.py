"""HTTP to the use cases."""

from fastapi import APIRouter

from services.planning.board_routes import add_board
from services.planning.calibration_routes import add_calibrations
from services.planning.closing_routes import add_closing
from services.planning.comparing_routes import add_comparisons
from services.planning.desk import add_desk
from services.planning.entry_routes import add_entries
from services.planning.nowhere_routes import add_nowhere
from services.planning.parts import Parts
from services.planning.plan_routes import add_plans
from services.planning.reconciliation_routes import add_reconciliation
from services.planning.series_routes import add_series


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
    ):
        add(router, parts)
    return router
