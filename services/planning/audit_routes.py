"""The audit log over HTTP: whether it was changed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.planning.parts import Parts
from services.planning.storage.audit import AuditChecked, checked
from shared.keys import Caller
from shared.web.access import district_with

Manager = Annotated[
    Caller, Depends(district_with("manage", "The audit log is the district's", "It tells what managers did."))
]
Noted = Annotated[
    str | None, Query(pattern="^[0-9a-f]{64}$", description="A head that was noted earlier: is it still there?")
]


def add_audit(router: APIRouter, parts: Parts) -> None:
    """Add the route of the audit log."""

    @router.get("/audit", tags=["quarantine"])
    async def audit(_: Manager, head: Noted = None) -> AuditChecked:
        """Follow the chain of the log: every row carries a hash over itself and the one before."""
        return await parts.database.read(checked, head)
