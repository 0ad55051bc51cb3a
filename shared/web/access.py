"""Who may do what: the caller comes from the key alone."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from shared.keys import Caller, KeyRing, Right
from shared.web.problems import Problem

SCHEME = "HTTPBearer"
"""The name under which OpenAPI documents know the keys."""

_bearer = HTTPBearer(auto_error=False, description="A key of an office or of the district: `kurs_...`")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


def caller_with(*rights: Right) -> Callable[..., Awaitable[Caller]]:
    """Return a dependency that answers 401 without a valid key and 403 when one of *rights* is missing."""

    async def caller(request: Request, _: Credentials) -> Caller:
        return caller_of(request, *rights)

    return caller


def district_with(right: Right, title: str, detail: str) -> Callable[..., Awaitable[Caller]]:
    """Return a dependency that wants a key of the district with *right*; to an office it says *title* and *detail*."""

    async def district(caller: Annotated[Caller, Depends(caller_with(right))]) -> Caller:
        if caller.office is not None:
            raise Problem(403, "forbidden", title, detail)
        return caller

    return district


def caller_of(request: Request, *rights: Right) -> Caller:
    """Return who sends *request*; a :class:`Problem` 401 without a valid key, 403 when one of *rights* is missing."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    ring: KeyRing = request.app.state.keys
    known = ring.caller(token.strip()) if scheme.lower() == "bearer" else None
    if known is None:
        raise Problem(
            401,
            "unauthorized",
            "A valid key is needed",
            "Send the header 'Authorization: Bearer kurs_...' with a key that has not expired.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    if missing := [right for right in rights if right not in known.rights]:
        raise Problem(403, "forbidden", "The key lacks a right", f"It needs the right {', '.join(missing)}.")
    return known
