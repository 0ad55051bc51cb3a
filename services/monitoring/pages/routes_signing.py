"""Signing in and out over HTTP: by a key and a name, or by the one-time link of `kurs up`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from services.monitoring.pages.asked import Asked, asking
from services.monitoring.pages.desk import Desk
from services.monitoring.pages.forms import fields_of, own_fields_of
from services.monitoring.pages.frame import texts_in
from services.monitoring.pages.sessions import COOKIE, LASTS_S, Sessions
from services.monitoring.pages.tickets import redeem
from services.monitoring.pages.visitors import Visitor, key_in
from shared.keys import KeyRing

_NAME_AT_MOST = 80
Ticket = Annotated[str, Query(max_length=100)]


def add_signing(router: APIRouter, desk: Desk, sessions: Sessions, folder: Path) -> None:
    """Add the ways in and out; one-time links and the district's key lie in *folder*."""
    _add_key(router, desk, sessions)
    _add_link(router, desk, sessions, folder)
    visiting, asks = Depends(desk.visitor), Depends(asking(desk.language))

    @router.post("/sign-out")
    async def sign_out(
        request: Request, visitor: Annotated[Visitor, visiting], asked: Annotated[Asked, asks]
    ) -> Response:
        await own_fields_of(request, visitor)
        response = RedirectResponse(asked.link("/"), 303)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return response


def _add_key(router: APIRouter, desk: Desk, sessions: Sessions) -> None:
    asks = Depends(asking(desk.language))

    @router.get("/sign-in")
    async def sign_in(asked: Annotated[Asked, asks]) -> HTMLResponse:
        return desk.frame.render("sign_in", asked, None, path="/sign-in", fault="", name="", ticket="")

    @router.post("/sign-in")
    async def with_key(request: Request, asked: Annotated[Asked, asks]) -> Response:
        fields = await fields_of(request)
        ring: KeyRing = request.app.state.keys
        token, name = fields.get("key", "").strip(), _name(fields)
        known = ring.caller(token)
        fault = "" if known and "read" in known.rights else "bad_key"
        fault = fault or ("" if name else "no_name")
        if fault:
            said = texts_in(asked.language)["sign_in"][fault]
            return desk.frame.render(
                "sign_in", asked, None, path="/sign-in", status=422, fault=said, name=name, ticket=""
            )
        return _begin(asked, sessions, token, name)


def _add_link(router: APIRouter, desk: Desk, sessions: Sessions, folder: Path) -> None:
    asks = Depends(asking(desk.language))

    @router.get("/enter")
    async def enter(asked: Annotated[Asked, asks], ticket: Ticket = "") -> HTMLResponse:
        # Looking uses nothing up: mail programs and previews open links before people do.
        return desk.frame.render("sign_in", asked, None, path="/enter", fault="", name="", ticket=ticket)

    @router.post("/enter")
    async def with_ticket(request: Request, asked: Annotated[Asked, asks]) -> Response:
        fields = await fields_of(request)
        name, token = _name(fields), key_in(folder / "keys" / "district.key")
        fault = "" if name else "no_name"
        if not fault and not (token and redeem(folder, fields.get("ticket", ""))):
            fault = "bad_link"
        if fault or token is None:
            said = texts_in(asked.language)["sign_in"][fault]
            ticket = fields.get("ticket", "") if fault == "no_name" else ""
            return desk.frame.render(
                "sign_in", asked, None, path="/sign-in", status=422, fault=said, name=name, ticket=ticket
            )
        return _begin(asked, sessions, token, name)


def _name(fields: Mapping[str, str]) -> str:
    name = " ".join(fields.get("name", "").split())
    return name if name.isprintable() and len(name) <= _NAME_AT_MOST else ""


def _begin(asked: Asked, sessions: Sessions, token: str, name: str) -> Response:
    response = RedirectResponse(asked.link("/"), 303)
    response.set_cookie(
        COOKIE,
        sessions.begin(token, name),
        max_age=LASTS_S,
        httponly=True,
        samesite="strict",
        secure=sessions.encrypted,
    )
    return response
