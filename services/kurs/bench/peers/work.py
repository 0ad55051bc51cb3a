"""What a peer's task does: take one event into the books, at most once, and move the counters."""

import json
import os
from functools import cache

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, select

from services.kurs.bench.counting import KEYS, CountingRule, Place
from services.kurs.bench.peers.tables import PeerCounter, PeerEntity, PeerRevision, peer_engine
from shared.events import CustomerAccepted, EntryAccepted, VoucherAccepted

DATABASE = "PEER_DATABASE"
REDIS = "PEER_REDIS"
"""Environment variables of a peer's processes: the URLs of its database and its Redis."""

Accepted = EntryAccepted | VoucherAccepted | CustomerAccepted

_EVENTS: dict[str, type[Accepted]] = {"entry": EntryAccepted, "voucher": VoucherAccepted, "customer": CustomerAccepted}
_TRIES = 20


def count(kind: str, body: str) -> None:
    """Take one event into the books; who lost a race against another worker tries again."""
    event: Accepted = _EVENTS[kind].model_validate_json(body)
    for last in (*(False,) * (_TRIES - 1), True):
        try:
            with Session(own_engine()) as session:
                _record(session, kind, event)
                session.commit()
        except (IntegrityError, OperationalError):
            if last:
                raise
        else:
            return


@cache
def own_engine() -> Engine:
    """Return this process' way to the database."""
    return peer_engine(os.environ[DATABASE])


@cache
def _rule() -> CountingRule:
    return CountingRule()


def _record(session: Session, kind: str, event: Accepted) -> None:
    entity = _entity(session, kind, event)
    assert entity.id is not None  # noqa: S101 - it was flushed
    newer = event.data.revision > entity.revision
    if not newer and session.get(PeerRevision, (entity.id, event.data.revision)) is not None:
        return
    data = event.data.model_dump_json()
    session.add(
        PeerRevision(
            entity=entity.id,
            revision=event.data.revision,
            event_id=event.id,
            known=event.recordedtime.isoformat(),
            data=data,
        )
    )
    if newer:
        _move_counters(session, kind, entity.data, data)
        entity.revision, entity.data = event.data.revision, data


def _entity(session: Session, kind: str, event: Accepted) -> PeerEntity:
    """Return the entity's row, locked; a new one when it is heard of for the first time."""
    key = getattr(event.data, KEYS[kind])
    named = (PeerEntity.kind == kind, PeerEntity.source == event.source, PeerEntity.key == key)
    entity = session.exec(select(PeerEntity).where(*named).with_for_update()).one_or_none()
    if entity is None:
        entity = PeerEntity(kind=kind, source=event.source, key=key)
        session.add(entity)
        session.flush()
    return entity


def _move_counters(session: Session, kind: str, before: str, after: str) -> None:
    left, entered = (_rule().places(kind, json.loads(data)) if data else set() for data in (before, after))
    moves = {**dict.fromkeys(left - entered, -1), **dict.fromkeys(entered - left, 1)}
    for place, by in sorted(moves.items()):  # in one order, so that two workers cannot lock each other out
        _counter(session, place).entries += by


def _counter(session: Session, place: Place) -> PeerCounter:
    counter = session.get(PeerCounter, tuple(place), with_for_update=True)
    if counter is None:
        counter = PeerCounter(name=place.name, start=place.start)
        session.add(counter)
    return counter
