"""Published plans: stored as written, computed once per process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from services.planning.domain.plan import Plan
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import PlanDocument
from services.planning.storage.tables import FrozenRow, PlanRow
from shared.clock import from_micros
from shared.storage import table

_PLAN, _FROZEN = table(PlanRow), table(FrozenRow)
_PUBLISHED = (
    select(_PLAN.c.plan, _PLAN.c.version, _PLAN.c.published, _FROZEN.c.at)
    .join(_FROZEN, _FROZEN.c.plan == _PLAN.c.plan, isouter=True)
    .order_by(_PLAN.c.plan, _PLAN.c.version)
)
_LOCK = 0x6B757273
"""A number of our own among PostgreSQL's advisory locks."""

_Key = tuple[str, int, int]
"""A plan, its version and when it was published: a publication that was rolled back is another one."""


@dataclass(frozen=True)
class PlanBook:
    """All published versions, and for each office and year the plan in which its entries count.

    ``frozen`` says of plans whose year is closed since when (microseconds).
    """

    versions: tuple[Plan, ...]
    frozen: Mapping[str, int] = field(default_factory=dict)
    _placing: dict[tuple[str, int], Plan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let the newest version of each plan place the entries of its offices."""
        for plan in {plan.id: plan for plan in self.versions}.values():
            self._placing.update({(office, plan.year): plan for office in plan.offices})

    def of(self, office: str, year: int) -> Plan | None:
        """Return the plan of *office* for *year*, or None."""
        return self._placing.get((office, year))

    def in_force(self, on: date, plan_id: str | None = None, office: str | None = None) -> list[Plan]:
        """Return for each plan of the year of *on* the newest version valid on that day, narrowed by id or office."""
        newest = {
            plan.id: plan
            for plan in self.versions
            if plan.valid_from <= on and (plan.id == plan_id if plan_id else plan.year == on.year)
        }
        # Not before: an office that the newest version leaves out would be shown the one before.
        return [plan for plan in newest.values() if office is None or office in plan.offices]

    def other_plan(self, plan: Plan) -> Plan | None:
        """Return a plan under another id for the same year and one of the same offices, or None."""
        placing = (self.of(office, plan.year) for office in plan.offices)
        return next((other for other in placing if other and other.id != plan.id), None)

    def version(self, plan_id: str, version: int) -> Plan | None:
        """Return a version of a plan, or None."""
        return next((plan for plan in self.versions if (plan.id, plan.version) == (plan_id, version)), None)

    def known(self, plan: Plan, known: datetime) -> datetime:
        """Return the first instant not known any more when *known* is asked for: a closed year knows nothing later."""
        at = self.frozen.get(plan.id)
        return known if at is None else min(known, from_micros(at + 1))

    def below(self, plan_id: str, version: int) -> "PlanBook":
        """Return the book as it was before that version of a plan and those after it."""
        return PlanBook(
            tuple(plan for plan in self.versions if plan.id != plan_id or plan.version < version), self.frozen
        )

    def newest(self, plan_id: str) -> Plan | None:
        """Return the newest version of a plan, or None."""
        return next((plan for plan in reversed(self.versions) if plan.id == plan_id), None)


class PlanShelf:
    """Reads plans within a transaction and computes each version only once: versions are never edited."""

    def __init__(self) -> None:
        """Begin empty."""
        self._plans: dict[_Key, Plan] = {}
        self._keys: list[_Key] = []
        self._book = PlanBook(())

    def book(self, connection: Connection) -> PlanBook:
        """Return all plans published so far."""
        rows = list(connection.execute(_PUBLISHED))
        keys = [(plan, version, published) for plan, version, published, _ in rows]
        if any(key not in self._plans for key in keys):
            self._load(connection, keys)
        frozen = {plan: at for plan, _, _, at in rows if at is not None}
        if keys != self._keys or frozen != self._book.frozen:
            self._book, self._keys = PlanBook(tuple(self._plans[key] for key in keys), frozen), keys
        return self._book

    def _load(self, connection: Connection, keys: Iterable[_Key]) -> None:
        """Compute the versions that are missing, each after the one before it: that one's past is frozen."""
        before: Plan | None = None
        for key in keys:
            if key not in self._plans and (text := written(connection, *key[:2])):
                earlier = before if before and before.id == key[0] else None
                self._plans[key] = compile_plan(PlanDocument.model_validate_json(text), earlier)
            before = self._plans[key]


def hold(connection: Connection, *, shared: bool = False) -> None:
    """Keep the plans as they are until the transaction ends: batches share them, a publication has them alone.

    Else a batch that read the plans before a publication and committed after its recount would miss the new plan.
    SQLite lets one writer in at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
        connection.execute(select(lock(_LOCK)))


def written(connection: Connection, plan: str, version: int) -> bytes | None:
    """Return a version as it was published (JSON), or None."""
    statement = select(_PLAN.c.document).where(_PLAN.c.plan == plan, _PLAN.c.version == version)
    return connection.scalar(statement)


def published_at(connection: Connection, plan: str) -> dict[int, int]:
    """Return when each version of *plan* was published (microseconds)."""
    statement = select(_PLAN.c.version, _PLAN.c.published).where(_PLAN.c.plan == plan)
    return {row.version: row.published for row in connection.execute(statement)}


def publish(connection: Connection, document: PlanDocument, published: int) -> None:
    """Store a version for good; *published* is now, in microseconds."""
    connection.execute(
        insert(_PLAN).values(
            plan=document.plan,
            version=document.version,
            year=document.year,
            valid_from=document.valid_from,
            published=published,
            document=document.model_dump_json().encode(),
        )
    )
