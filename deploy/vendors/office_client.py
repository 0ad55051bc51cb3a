#!/usr/bin/env python3
"""Send an office's events to Kurshalter: one event a line, 500 a request, resumable, safe to repeat.

    office_client.py EVENTS.ndjson --url https://kurshalter.example --key-file office.key [--dry-run]

Needs Python 3.11 and nothing else; copy it, change it, make it yours. When it is interrupted, EVENTS.ndjson.sent says
how far it came, and the same command goes on there. It ends with 0 when everything was taken; 1 when lines were refused
(they are printed with their reason and without their values: correct them in your system and send them as new events);
2 when Kurshalter could not be reached or had no time (run it again); 3 when it was called wrongly.
"""

import argparse
import hashlib
import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

MAX_EVENTS = 500
MAX_BYTES = 900_000
TRIES = 8
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
TIMEOUT_S = 60.0
COME_AGAIN = {408, 429, 500, 502, 503, 504}
TAKEN, REFUSED, TRY_LATER, WRONG_USE = range(4)


class TryLater(Exception):
    """Kurshalter could not be reached, or had no time, for too long."""


class WrongUse(Exception):
    """The call cannot succeed however often it is repeated: key, rights, address or file."""


@dataclass
class Request:
    """Lines of one request with their numbers in the file, and where the next line begins."""

    offset: int
    line: int
    lines: list[bytes] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    size: int = 0

    def has_room_for(self, line: bytes) -> bool:
        """Say whether *line* may be added."""
        return len(self.lines) < MAX_EVENTS and (not self.lines or self.size + len(line) <= MAX_BYTES)


class Bookmark:
    """How far a file was sent to an address, so that the next run goes on there."""

    def __init__(self, file: Path, address: str) -> None:
        """Keep the mark beside *file*."""
        self._path = file.with_name(file.name + ".sent")
        self._file = file
        self._address = address
        self._hash = hashlib.sha256()
        self._hashed = 0

    def load(self) -> tuple[int, int]:
        """Return byte and line up to which the file was sent; the beginning when it was changed since."""
        try:
            mark = json.loads(self._path.read_text(encoding="utf-8"))
            wanted, offset, line = (mark["address"], mark["hash"]), int(mark["offset"]), int(mark["line"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0
        if wanted == (self._address, self._hash_until(offset)):
            return offset, line
        self._hash, self._hashed = hashlib.sha256(), 0
        return 0, 0

    def keep(self, offset: int, line: int) -> None:
        """Remember how far it is; the old mark is replaced in one step."""
        draft = self._path.with_name(self._path.name + ".new")
        mark = {"address": self._address, "offset": offset, "line": line, "hash": self._hash_until(offset)}
        draft.write_text(json.dumps(mark), encoding="utf-8")
        draft.replace(self._path)

    def drop(self) -> None:
        """Forget: the file was sent to its end."""
        self._path.unlink(missing_ok=True)

    def _hash_until(self, offset: int) -> str:
        with self._file.open("rb") as stream:
            stream.seek(self._hashed)
            while self._hashed < offset and (part := stream.read(min(offset - self._hashed, MAX_BYTES))):
                self._hash.update(part)
                self._hashed += len(part)
        return self._hash.hexdigest()


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows nobody to another address: the key would go along."""

    def redirect_request(self, *_: Any) -> None:  # noqa: ANN401 - the library's own
        """Let the redirection be an error."""


_HTTP = urllib.request.build_opener(_StayHere)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{message}\n")


def main() -> int:
    """Send the file and return the exit code."""
    options = _options()
    try:
        key = options.key_file.read_text(encoding="ascii").strip()
        refused = send(options.file, options.url.rstrip("/"), key, dry_run=options.dry_run)
    except TryLater as error:
        _say(f"{error}. Run the same command again: it goes on where it stopped.")
        return TRY_LATER
    except KeyboardInterrupt:
        _say("Interrupted. Run the same command again: it goes on where it stopped.")
        return TRY_LATER
    except (WrongUse, OSError, UnicodeDecodeError) as error:
        _say(str(error))
        return WRONG_USE
    return REFUSED if refused else TAKEN


def send(file: Path, url: str, key: str, *, dry_run: bool) -> int:
    """Send the rest of *file* and return how many lines were refused."""
    mark = Bookmark(file, url)
    offset, line = (0, 0) if dry_run else mark.load()
    accepted = known = refused = 0
    with file.open("rb") as stream:
        stream.seek(offset)
        for request in requests(stream, offset, line):
            answer = post(f"{url}/v1/events{'?dry_run=true' if dry_run else ''}", key, request)
            accepted += answer["accepted"]
            known += answer["duplicates"]
            refused += len(answer["refused"])
            for fault in answer["refused"]:
                why = filter(None, (fault["type"].rpartition(":")[2], fault["pointer"], fault["detail"]))
                _say(f"line {request.numbers[fault['index']]}: {' '.join(why)}")
            if not dry_run:
                mark.keep(request.offset, request.line)
    if not dry_run:
        mark.drop()
    _say(f"{accepted} accepted, {known} known already, {refused} refused{' (nothing was taken)' if dry_run else ''}")
    return refused


def requests(stream: BinaryIO, offset: int, number: int) -> Iterator[Request]:
    """Yield what is left of *stream* in requests; empty lines are left out."""
    request = Request(offset, number)
    for line in stream:
        if not request.has_room_for(line):
            yield request
            request = Request(request.offset, request.line)
        request.offset += len(line)
        request.line += 1
        if line.strip():
            request.lines.append(line.rstrip(b"\r\n"))
            request.numbers.append(request.line)
            request.size += len(line)
    if request.lines:
        yield request


def post(url: str, key: str, request: Request) -> dict[str, Any]:
    """Return Kurshalter's judgement on *request*, trying again while it has no time."""
    pause = FIRST_PAUSE_S
    for left in reversed(range(TRIES)):
        try:
            status, answer, wait = _call(url, key, b"\n".join(request.lines))
        except (OSError, HTTPException) as error:
            status, answer, wait = 0, {"title": f"No connection ({type(error).__name__})"}, 0.0
        if "refused" in answer:
            return answer
        if status == HTTPStatus.BAD_REQUEST:  # none of the lines is JSON
            why = {"type": answer["type"], "pointer": "", "detail": answer["detail"]}
            return {"accepted": 0, "duplicates": 0, "refused": [{"index": n, **why} for n in range(len(request.lines))]}
        if status and status not in COME_AGAIN:
            place = f"lines {request.numbers[0]}-{request.numbers[-1]}"
            raise WrongUse(f"{place}: {answer.get('title', f'HTTP {status}')}. {answer.get('detail', '')}")
        if left:
            time.sleep(min(max(pause, wait), LONGEST_PAUSE_S))
            pause *= 2
    raise TryLater(answer.get("title", f"HTTP {status}"))


def _call(url: str, key: str, body: bytes) -> tuple[int, dict[str, Any], float]:
    """Return status, answer, and after how many seconds to come again."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"}
    call = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310 - the operator's own address
    try:
        with _HTTP.open(call, timeout=TIMEOUT_S) as response:
            return response.status, _answer(response.read()), 0.0
    except urllib.error.HTTPError as error:
        wait = error.headers.get("Retry-After", "0")
        return error.code, _answer(error.read()), float(wait) if wait.isdigit() else 0.0


def _answer(body: bytes) -> dict[str, Any]:
    """Return a problem, or an empty one when something on the way answered in Kurshalter's place."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _options() -> argparse.Namespace:
    parser = _Parser(description="Send an office's events to Kurshalter.")
    parser.add_argument("file", type=Path, help="one event a line (NDJSON)")
    parser.add_argument("--url", required=True, help="for example http://127.0.0.1:8081")
    parser.add_argument("--key-file", type=Path, required=True, help="a file that holds the office's key")
    parser.add_argument("--dry-run", action="store_true", help="let everything be judged and nothing be taken")
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
