"""A peer's tables: revisions as they came, the newest of each entity, and a counter for each place and first day."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Engine, Integer, MetaData, UniqueConstraint, create_engine, event
from sqlalchemy.engine import make_url
from sqlmodel import Field, SQLModel

_Id = BigInteger().with_variant(Integer, "sqlite")
_POSTGRESQL = "postgresql+psycopg"
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "cache_size=-32000")


class PeerTable(SQLModel):
    """Tables of the peers share one set of metadata."""

    metadata: ClassVar[MetaData] = MetaData()


class PeerEntity(PeerTable, table=True):
    """An entity with its newest revision."""

    __tablename__ = "peer_entity"
    __table_args__ = (UniqueConstraint("kind", "source", "key"),)

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True, autoincrement=True))
    kind: str
    source: str
    key: str
    revision: int = 0
    data: str = ""


class PeerRevision(PeerTable, table=True):
    """A revision that was taken: the inbox."""

    __tablename__ = "peer_revision"

    entity: int = Field(sa_column=Column(_Id, primary_key=True))
    revision: int = Field(sa_column=Column(BigInteger, primary_key=True))
    event_id: str
    known: str
    data: str


class PeerCounter(PeerTable, table=True):
    """How many entities are counted at a place."""

    __tablename__ = "peer_counter"

    name: str = Field(primary_key=True)
    start: str = Field(primary_key=True)
    entries: int = 0


def reading_engine(url: str) -> Engine:
    """Return an engine that looks on: on SQLite it takes no lock from those who write."""
    target = make_url(url)
    return create_engine(target if target.get_backend_name() == "sqlite" else target.set(drivername=_POSTGRESQL))


def peer_engine(url: str) -> Engine:
    """Return an engine that is as durable as the product's."""
    engine = reading_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's connection
    connection.isolation_level = None  # SQLAlchemy begins the transactions
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
