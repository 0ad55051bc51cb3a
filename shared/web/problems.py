"""Errors as problem+json (RFC 9457): a type to act on, a title, a detail that says the way out."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:kurs:problem:"
_NAMES = {404: "not-found", 405: "method-not-allowed"}


class Problem(Exception):
    """An answer to the caller; never holds a value that the caller sent."""

    def __init__(
        self,
        status: int,
        name: str,
        title: str,
        detail: str = "",
        *,
        headers: dict[str, str] | None = None,
        **members: Any,  # noqa: ANN401 - extension members are any JSON
    ) -> None:
        """Answer with HTTP *status* and the problem type *name*; *members* are added to the body."""
        super().__init__(name)
        self.status = status
        self.headers = headers
        self.body = {"type": TYPE_PREFIX + name, "title": title, "status": status, "detail": detail, **members}

    def response(self) -> JSONResponse:
        """Return the answer."""
        return JSONResponse(self.body, self.status, self.headers, MEDIA_TYPE)


def answer_with_problems(app: FastAPI) -> None:
    """Let every error of *app* be answered as problem+json."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _parameter)
    app.add_exception_handler(Exception, _failure)


async def _problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this class
    return error.response()


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    name = _NAMES.get(error.status_code, "http")
    detail = "Check address and method; /docs lists all of them."
    return Problem(error.status_code, name, error.detail, detail, headers=dict(error.headers or {})).response()


async def _parameter(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class
    return wrong_parameter(error).response()


def wrong_parameter(error: RequestValidationError) -> Problem:
    """Return what to answer when a parameter is missing or not what it must be."""
    faults = sorted({f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors()})
    return Problem(422, "invalid-parameter", "A parameter is missing or wrong", "; ".join(faults))


async def _failure(_: Request, __: Exception) -> JSONResponse:
    title = "Something is broken on our side"
    return Problem(500, "internal", title, "Nothing of the request was taken; try again later.").response()
