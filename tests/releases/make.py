"""`python -m tests.releases.make 0.2.0 [COMMIT]`: keeps of the version that is checked out what later ones take over.

It plays the first weeks of a small district on both databases and writes, as text, the tables and their rows, every
message on the streams, the schemas of the events, and what the version answered. It is run once, on the release's
commit: what it wrote is never written again. Events and order are always the same, times of the day those of the run.
"""

import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import takewhile
from pathlib import Path
from typing import Any
from zlib import crc32

import redis

from services.kurs.migrations import SERVICES
from shared.streams import STREAMS
from tests.releases.kept import Release, told_by
from tests.support.postgres import PostgresServer
from tests.support.reference import ROOT, sample_events
from tests.support.running import Running

TODAY = "2026-02-17"
_KEEPS_ALL = "release"
_FIELD = b"__data__"


def main() -> None:
    """Write the folder of the version that the command line names."""
    release = Release(ROOT / "tests/data/releases" / sys.argv[1])
    release.folder.mkdir(parents=True)
    shutil.copytree(ROOT / "docs/schemas", release.folder / "schemas")
    if sys.argv[2:]:
        (release.folder / "COMMIT").write_text(f"{sys.argv[2]}\n")
    server = PostgresServer(durable=False)
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            _play(release, Path(folder), server)
        with tempfile.TemporaryDirectory() as folder:
            _play(release, Path(folder))
    finally:
        server.close()


def _play(release: Release, folder: Path, server: PostgresServer | None = None) -> None:
    """Let the version work in *folder*, on *server* or on SQLite files, and keep what it leaves behind."""
    url = server.new_database() if server else ""
    with closing(Running(folder, TODAY, **({"KURS_DATABASE_URL": url} if url else {}))) as product:
        product.start()
        _keep_messages(product)
        product.send(_events())
        product.rest()
        _act(product)
        product.rest()
        release.write("answers.json", _as_json(told_by(product)))
        release.write("messages.ndjson", "".join(_messages(product)))
    for service in SERVICES:
        if server:
            release.write(f"postgresql/{service}.sql", _dump_of_schema(server, url, service))
        else:
            release.write(f"sqlite/{service}.sql", _dump_of_file(folder / "data" / f"{service}.sqlite3"))


def _events() -> list[dict[str, Any]]:
    """Return what was known by then of one customer in four, in the order in which it became known."""
    told = sorted(sample_events(), key=lambda event: (event["recordedtime"], event["id"]))
    known = takewhile(lambda event: event["recordedtime"] < TODAY, told)
    return [event for event in known if crc32(event["data"]["customer"].encode()) % 4 == 0]


def _act(product: Running) -> None:
    """Leave behind what people do, too."""
    alerts = product.get("monitoring", "/v1/alerts", plan="st-ost-2026")["alerts"]
    acknowledged = product.kurs("alerts", "acknowledge", alerts[0]["id"], "--who", "Release")
    assert acknowledged.returncode == 0, acknowledged.stderr
    closed = product.kurs("month", "close", "2026-01", "--who", "Release")
    assert closed.returncode == 0, closed.stderr


def _keep_messages(product: Running) -> None:
    """Keep the streams from being trimmed, by a reader that never reads."""
    with closing(redis.Redis.from_url(product.settings.redis)) as client:
        for stream in STREAMS:
            client.xgroup_create(stream.name, _KEEPS_ALL, id="0", mkstream=True)


def _messages(product: Running) -> Iterator[str]:
    with closing(redis.Redis.from_url(product.settings.redis)) as client:
        for stream in STREAMS:
            messages: Any = client.xrange(stream.name)
            for _, fields in messages:
                yield json.dumps({"stream": stream.name, "message": json.loads(fields[_FIELD])}) + "\n"


def _dump_of_file(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return "".join(f"{line}\n" for line in connection.iterdump())


def _dump_of_schema(server: PostgresServer, url: str, schema: str) -> str:
    dumped = server.tool("pg_dump", "--inserts", "--no-owner", "--schema", schema, url).decode()
    # What begins with a backslash is for psql alone, and random.
    return "".join(line for line in dumped.splitlines(keepends=True) if not line.startswith("\\"))


def _as_json(content: object) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    main()
