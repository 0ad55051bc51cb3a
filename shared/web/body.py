"""Read a request's body, but not without end."""

import asyncio

from fastapi import Request
from starlette.requests import ClientDisconnect

from shared.web.problems import Problem

MAX_BYTES = 1_000_000
MAX_SECONDS = 20.0


async def read_body(request: Request, limit: int = MAX_BYTES, seconds: float = MAX_SECONDS) -> bytes:
    """Return the body of *request*; a :class:`Problem` 413 past *limit* bytes, 408 past *seconds*.

    The announced length is not trusted: what arrives is counted, and reading stops at the limit.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise Problem(413, "too-large", "The body is too large", f"At most {limit} bytes a request.")
    except TimeoutError:
        raise Problem(408, "too-slow", "The body came too slowly", f"Send it within {seconds:.0f} s.") from None
    except ClientDisconnect:
        raise Problem(400, "incomplete", "The body ended too early") from None  # for the metrics: nobody reads it
    return bytes(body)
