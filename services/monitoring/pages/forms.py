"""What a form sends, and that it is one of ours."""

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import Request

from services.monitoring.pages.visitors import Visitor
from shared.web.body import read_body
from shared.web.problems import Problem

_MAX_BYTES = 32_000
_MAX_FIELDS = 20
TOKEN = "form"  # noqa: S105 - the name of a field


async def fields_of(request: Request) -> Mapping[str, str]:
    """Return the fields of a form; a :class:`Problem` when it is none, or when another site sent it."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/x-www-form-urlencoded":
        raise Problem(415, "unsupported-media-type", "This is no form", "Send application/x-www-form-urlencoded.")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise _foreign()
    try:
        text = (await read_body(request, _MAX_BYTES)).decode()
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_MAX_FIELDS))
    except ValueError:
        raise Problem(400, "malformed", "This is no form", "Load the page again and send its form.") from None


async def own_fields_of(request: Request, visitor: Visitor) -> Mapping[str, str]:
    """Return the fields of a form of the visitor's session; a :class:`Problem` without one or with another's token."""
    fields = await fields_of(request)
    if visitor.session is None:
        raise Problem(401, "unauthorized", "Sign in first", "Acting takes a session.")
    if not hmac.compare_digest(fields.get(TOKEN, "").encode(), visitor.session.form.encode()):
        raise _foreign()
    return fields


def _foreign() -> Problem:
    return Problem(403, "foreign-form", "The form is not of this session", "Load the page again and send its form.")
