"""Files that a service makes, passed on to who looks at the page."""

from collections.abc import AsyncIterator
from contextlib import suppress

import httpx2
from fastapi.responses import StreamingResponse

from services.monitoring.pages.desk import Desk
from services.monitoring.pages.visitors import Visitor
from shared.web.problems import Problem


async def passed_on(
    desk: Desk, visitor: Visitor, service: str, path: str, name: str, **about: object
) -> StreamingResponse:
    """Return what *service* answers to GET *path* with the visitor's right, to be kept as a file of that *name*."""
    if visitor.token is None:
        raise Problem(401, "unauthorized", "A valid key is needed", "Sign in with a key.")
    answer = await desk.neighbours.download(service, path, visitor.token, **about)
    if answer is None:
        raise Problem(503, "away", "The service does not answer", "Try again in a moment.")
    if not answer.is_success:
        await answer.aclose()
        raise Problem(404, "not-found", "There is no such file", "Check what was chosen.")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_parts(answer), media_type=answer.headers.get("content-type"), headers=headers)


async def _parts(answer: httpx2.Response) -> AsyncIterator[bytes]:
    try:
        with suppress(httpx2.HTTPError):  # what is cut off is shorter than announced, which browsers tell
            async for part in answer.aiter_bytes():
                yield part
    finally:
        await answer.aclose()
