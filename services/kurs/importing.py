"""Send a monthly file to intake; sending it again does no harm."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import httpx2

from services.kurs.client import Client, problem_of
from services.kurs.failure import Failure
from services.kurs.patience import patiently

_PIECE = 256 * 1024
_TIMEOUT_S = 600.0


def import_file(client: Client, file: Path, asked: dict[str, str], advance: Callable[[int], None]) -> dict[str, Any]:
    """Return intake's answer, also one that refuses the whole file. Raises :class:`Failure`.

    *advance* is told up to which byte the file was sent. While intake has no time the file is sent again.
    """
    try:
        with file.open("rb") as stream:
            response = patiently(lambda: _post(client, _pieces(stream, advance), asked))
    except OSError:
        raise Failure("no-file", file=file) from None
    answer = problem_of(response)
    if "refusals" not in answer:
        raise Failure("refused", title=answer["title"], detail=answer["detail"])
    return answer


def _post(client: Client, content: Iterator[bytes], asked: dict[str, str]) -> httpx2.Response:
    return client.request(
        "POST",
        "intake",
        "/v1/imports",
        params=asked,
        content=content,
        headers={"Content-Type": "text/csv"},
        timeout=_TIMEOUT_S,
    )


def _pieces(stream: BinaryIO, advance: Callable[[int], None]) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(_PIECE):
        yield piece
        advance(stream.tell())
