"""What is counted, by place and by day of knowledge, and added up for today."""

from datetime import date

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field

from services.planning.storage.tables.base import CLUSTERED, Id, PlanningTable


class PlaceRow(PlanningTable, table=True):
    """A set of names that are counted together: series of a plan, or figures of an office's potential.

    Rows are never changed nor deleted: a number stands for the same place for ever.
    """

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("owner", "kind", "names"),)

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True, autoincrement=True))
    owner: str
    kind: str
    names: str


class MovementRow(PlanningTable, table=True):
    """By how much a cell changed on a day of knowledge; ``change`` counts how often this row was written."""

    __tablename__ = "movement"
    __table_args__ = (Index("movement_known", "known"), CLUSTERED)

    place: int = Field(sa_column=Column(Id, primary_key=True))
    start: date = Field(primary_key=True)
    known: date = Field(primary_key=True)
    entries: int
    change: int = 1


class StandingRow(PlanningTable, table=True):
    """The counters of today's board: all movements of a cell added up, however many events there were."""

    __tablename__ = "standing"
    __table_args__ = CLUSTERED

    place: int = Field(sa_column=Column(Id, primary_key=True))
    start: date = Field(primary_key=True)
    entries: int


class StandingMonthRow(PlanningTable, table=True):
    """The same by month of the start (1-12): a board reads days only of the month in which its own day lies."""

    __tablename__ = "standing_month"
    __table_args__ = CLUSTERED

    place: int = Field(sa_column=Column(Id, primary_key=True))
    month: int = Field(primary_key=True)
    entries: int


class PotentialRow(PlanningTable, table=True):
    """By how much figures of the potential changed on a day of knowledge."""

    __tablename__ = "potential"
    __table_args__ = (Index("potential_known", "known"), CLUSTERED)

    place: int = Field(sa_column=Column(Id, primary_key=True))
    since: date = Field(primary_key=True)
    until: date = Field(primary_key=True)
    known: date = Field(primary_key=True)
    entries: int


class StandingPotentialRow(PlanningTable, table=True):
    """The potential of today: all its changes added up."""

    __tablename__ = "standing_potential"
    __table_args__ = CLUSTERED

    place: int = Field(sa_column=Column(Id, primary_key=True))
    since: date = Field(primary_key=True)
    until: date = Field(primary_key=True)
    entries: int


class NowhereRow(PlanningTable, table=True):
    """An entry, begun or announced, for whose office and year there is no plan."""

    __tablename__ = "nowhere"
    __table_args__ = (Index("nowhere_office", "office", "entity"),)

    entity: int = Field(sa_column=Column(Id, primary_key=True, autoincrement=False))
    office: str
