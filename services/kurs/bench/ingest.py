"""Ingest: events come in over HTTP, one by one at a rate, in batches as fast as they are taken, and on to the board."""

import time

import orjson

from services.kurs.bench.check import check_board
from services.kurs.bench.counting import Fold
from services.kurs.bench.databases import Databases
from services.kurs.bench.events import cloud_event, events
from services.kurs.bench.figures import Intake, Pace, spread
from services.kurs.bench.loads import Amount, Load
from services.kurs.bench.progress import Steps
from services.kurs.bench.rig import rig
from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.rest import wait_for_rest

_KNOWS_PLAN_WITHIN_S = 30.0
_REST_WITHIN_S = 300.0


def ingest(databases: Databases, amount: Amount, steps: Steps) -> Intake:
    """Measure intake alone, then the whole chain; the board in the end must be right."""
    with rig(databases) as stand:
        stand.prepare_product()
        with Client(stand.settings) as client:
            planning, intake = stand.serve("planning"), stand.serve("intake")
            stand.wait_until_ready(planning, client)
            stand.publish_plan(client)
            _wait_until_open(client)
            planning.stop()
            load = Load(stand, amount, steps)
            singles = load.singles("bench-singles")
            batches = load.batches()
            planning, monitoring = stand.serve("planning"), stand.serve("monitoring")
            for service in (planning, monitoring):
                stand.wait_until_ready(service, client)
            _rest(client)
            live = load.singles("bench-live", with_board=True)
            _rest(client)
            _check(client, amount)
            memory = {one.name: one.peak_memory_mb() for one in (intake, planning, monitoring)}
    return Intake(
        database=databases.name,
        rate=amount.rate,
        single=spread(singles.answers_ms),
        batches=Pace("product", "Kurshalter", databases.name, batches.accepted, batches.seconds),
        live=spread(live.answers_ms),
        fresh=spread(live.to_board_ms),
        memory_mb=memory,
    )


def _wait_until_open(client: Client) -> None:
    """Wait until intake knows the plan."""
    (event,) = events(1)
    deadline = time.monotonic() + _KNOWS_PLAN_WITHIN_S
    headers = {"Content-Type": "application/cloudevents+json"}
    while True:
        try:
            path = "/v1/events?dry_run=true"
            answer = client.request("POST", "intake", path, content=cloud_event(event), headers=headers)
        except Failure:
            answer = None
        if answer and answer.is_success:
            return
        if time.monotonic() > deadline:
            raise Failure("bench-closed")
        time.sleep(0.05)


def _rest(client: Client) -> None:
    if not wait_for_rest(client, _REST_WITHIN_S):
        raise Failure("bench-restless")


def _check(client: Client, amount: Amount) -> None:
    fold = Fold()
    for event in events(amount.total):
        fold.add(event.kind, event.source, orjson.loads(event.data))
    check_board(client, fold)
