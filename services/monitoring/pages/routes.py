"""All pages over HTTP, and their stylesheet."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

from services.monitoring.pages.desk import Desk
from services.monitoring.pages.frame import HEADERS, stylesheet
from services.monitoring.pages.routes_about import add_about
from services.monitoring.pages.routes_acting import add_acting
from services.monitoring.pages.routes_data import add_data
from services.monitoring.pages.routes_entries import add_entries
from services.monitoring.pages.routes_overview import add_overview
from services.monitoring.pages.routes_plan import add_plan
from services.monitoring.pages.routes_reports import add_reports
from services.monitoring.pages.routes_series import add_series
from services.monitoring.pages.routes_signing import add_signing
from services.monitoring.pages.sessions import Sessions


def create_pages(desk: Desk, sessions: Sessions, folder: Path) -> APIRouter:
    """Return the routes of all pages; what signing in takes lies in *folder*."""
    router = desk.router()
    style = stylesheet()

    @router.get("/page.css")
    async def style_of_all() -> Response:
        return Response(style, media_type="text/css", headers=HEADERS | {"Cache-Control": "max-age=600"})

    for add in (add_overview, add_entries, add_series, add_acting, add_plan, add_data, add_reports, add_about):
        add(router, desk)
    add_signing(router, desk, sessions, folder)
    return router
