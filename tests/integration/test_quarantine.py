"""What cannot be taken: set aside alone, encrypted, shown to few, repaired or discarded, and counted once."""

import json
from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
import pytest
import redis
from sqlalchemy import Connection, delete, select, update

from services.planning.app import create_app
from services.planning.domain.brake import IN_A_ROW
from services.planning.storage.tables import AuditRow, DeadLetterRow
from shared.keys import Right, create_key
from shared.settings import Settings
from shared.storage import Database, table
from tests.support.ledger import Books
from tests.support.redis_server import RedisServer
from tests.support.reference import sample_events

DESK = "/v1/dead-letters"
NAME = "Erika Mustermann"


@pytest.fixture
def settings(tmp_path: Path, redis_server: RedisServer, empty_database: str) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path, redis_url=redis_server.url, planning_database_url=empty_database)


@pytest.fixture
async def http(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    books = Books(settings.database("planning"))
    await books.publish()
    await books.database.aclose()
    app = create_app(settings)
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://kurs", headers=key(settings)) as client,
    ):
        yield client


def key(settings: Settings, office: str | None = None, *rights: Right) -> dict[str, str]:
    token = create_key(settings.keys, office=office, rights=list(rights or ("read", "manage")))
    return {"Authorization": f"Bearer {token}"}


def an_entry(number: int = 1, **changes: Any) -> dict[str, Any]:
    started = (event for event in sample_events() if event["type"] == "entry.started")
    event = next(
        one for one in started if (one["data"]["start_date"] > "2026", one["data"]["funding"]) == (True, "SGB3")
    )
    data = {**event["data"], "entry_id": f"T-{number}", **changes}
    return {**event, "version": 1, "sequence": number, "id": f"event-{number}", "data": data}


def publish(settings: Settings, *payloads: bytes) -> None:
    with redis.Redis.from_url(settings.redis) as client:
        for payload in payloads:
            client.xadd("kurs.entries", {"__data__": payload})


async def until(ask: Callable[[], Any]) -> Any:
    while not (answer := await ask()):
        pass
    return answer


async def letters(http: httpx2.AsyncClient, **question: str) -> Any:
    return (await http.get(DESK, params=question)).json()


async def rest(http: httpx2.AsyncClient) -> None:
    async def at_rest() -> bool:
        report = (await http.get("/health/ready")).json()
        return bool(report["ready"]) and not sum(report["backlog"].values())

    await until(at_rest)


async def counted(http: httpx2.AsyncClient) -> int:
    board = (await http.get("/v1/board", params={"on": "2026-12-31"})).json()
    return int(board["series"][0]["actual"])


async def a_letter(settings: Settings, http: httpx2.AsyncClient) -> tuple[dict[str, Any], str]:
    """Return an event with a fault and the hash under which it was set aside."""
    broken = an_entry(1, hours=NAME)
    publish(settings, json.dumps(broken).encode())
    [letter] = await until(lambda: letters(http))
    return broken, letter["content_sha256"]


async def test_a_repaired_message_counts_once_and_every_act_is_noted(
    settings: Settings, http: httpx2.AsyncClient
) -> None:
    broken, content = await a_letter(settings, http)
    right = json.dumps({**broken, "data": {**broken["data"], "hours": "full_time"}})

    refused = await http.post(f"{DESK}/{content}/replay")
    judged = await http.post(f"{DESK}/{content}/repair", content=right, params={"dry_run": "true"})
    before = await counted(http)
    done = [await http.post(f"{DESK}/{content}/repair", content=right) for _ in range(2)]
    await until(lambda: counted(http))
    await rest(http)

    assert refused.status_code == 422
    assert "literal_error at /data/hours" in refused.json()["detail"]
    assert judged.json() == {"state": "waiting"}
    assert [answer.status_code for answer in done] == [200, 200]
    assert (before, await counted(http)) == (0, 1)
    shown = (await http.get(f"{DESK}/{content}")).json()
    assert json.loads(shown["payload"]) == broken
    assert [act["act"] for act in shown["acts"]] == ["repaired", "repaired", "show"]
    assert shown["state"] == "repaired"


async def test_a_repair_stays_the_same_event(settings: Settings, http: httpx2.AsyncClient) -> None:
    _, content = await a_letter(settings, http)

    other = await http.post(f"{DESK}/{content}/repair", content=json.dumps(an_entry(2)))
    worse = await http.post(f"{DESK}/{content}/repair", content=b"\xff")

    assert other.json()["type"] == "urn:kurs:problem:other-event"
    assert worse.status_code == 422
    assert NAME not in other.text + worse.text


async def test_a_repetition_is_the_same_letter_and_a_discarded_one_stays_so(
    settings: Settings, http: httpx2.AsyncClient
) -> None:
    broken, content = await a_letter(settings, http)
    assert (await http.post(f"{DESK}/{content}/discard")).json() == {"state": "discarded"}

    publish(settings, json.dumps(broken).encode())
    letter = await until(lambda: _delivered_twice(http))

    assert letter["content_sha256"] == content
    assert letter["state"] == "discarded"
    assert await letters(http, state="waiting") == []
    assert 'kurs_dead_letters{stream="kurs.entries"} 0.0' in (await http.get("/metrics")).text


async def _delivered_twice(http: httpx2.AsyncClient) -> Any:
    return next((letter for letter in await letters(http) if letter["deliveries"] == 2), None)


async def test_only_the_districts_managers_see_the_quarantine(settings: Settings, http: httpx2.AsyncClient) -> None:
    _, content = await a_letter(settings, http)

    for headers in (key(settings, "JC-WB", "read", "manage"), key(settings, None, "read")):
        for path in (DESK, f"{DESK}/{content}"):
            assert (await http.get(path, headers=headers)).status_code == 403
        assert (await http.post(f"{DESK}/{content}/discard", headers=headers)).status_code == 403
    assert (await http.get(f"{DESK}/{'0' * 64}")).status_code == 404


async def test_what_a_message_said_is_nowhere_in_the_clear(
    settings: Settings, http: httpx2.AsyncClient, capfd: pytest.CaptureFixture[str]
) -> None:
    _, content = await a_letter(settings, http)

    said = NAME.encode()
    metrics = (await http.get("/metrics")).content
    listed = (await http.get(DESK)).content
    database = Database(settings.database("planning"), "planning")
    payload = await database.read(lambda connection: connection.scalar(select(table(DeadLetterRow).c.payload)))
    await database.aclose()

    assert payload
    assert said not in metrics + listed + payload
    assert NAME not in "".join(capfd.readouterr())
    assert content == sha256(json.dumps(an_entry(1, hours=NAME)).encode()).hexdigest()
    assert (settings.data_dir / "quarantine.key").stat().st_mode & 0o077 == 0


async def test_a_changed_row_of_the_audit_log_is_found(settings: Settings, http: httpx2.AsyncClient) -> None:
    _, content = await a_letter(settings, http)
    for _ in range(3):
        await http.get(f"{DESK}/{content}")
    database = Database(settings.database("planning"), "planning")
    audit = table(AuditRow)

    def forge(connection: Connection) -> None:
        connection.execute(update(audit).where(audit.c.id == 2).values(key_id="somebody-else"))

    def cut_off(connection: Connection) -> None:
        connection.execute(delete(audit).where(audit.c.id > 2))

    async def checked(**noted: str) -> dict[str, Any]:
        return dict((await http.get("/v1/audit", params=noted)).json())

    whole = await checked()
    assert whole["acts"] == 3
    assert (whole["broken"], whole["holds"]) == ([], None)
    assert (await checked(head=whole["head"]))["holds"] is True

    await database.write(forge)
    assert (await checked())["broken"] == [2]
    await database.write(cut_off)
    assert (await checked(head=whole["head"]))["holds"] is False
    await database.aclose()


async def test_a_flood_of_poison_is_held_back_until_somebody_lets_it_through(
    settings: Settings, http: httpx2.AsyncClient
) -> None:
    flood = [json.dumps(an_entry(number, hours=NAME)).encode() for number in range(1, 2 * IN_A_ROW)]
    publish(settings, *flood, json.dumps(an_entry(99)).encode())

    async def braked() -> bool:
        return str((await http.get("/health/ready")).json()["checks"]["brake"]).startswith("on")

    await until(braked)
    assert len(await letters(http)) < IN_A_ROW
    assert await counted(http) == 0

    while not await counted(http):
        await http.post(f"{DESK}/resume")
    await rest(http)
    assert await counted(http) == 1
    assert len(await letters(http)) == len(flood)
