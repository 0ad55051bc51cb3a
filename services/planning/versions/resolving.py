"""What a version of a plan takes from the figures, written into it once so that it computes the same for ever."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from sqlalchemy import Connection

from services.planning.domain.pace import MONTHS
from services.planning.domain.plan import Plan, Series
from services.planning.domain.reporting import completeness
from services.planning.domain.tally import Tally
from services.planning.plan.check import MAIN, phasings
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import PlanDocument, PlanRefused
from services.planning.plan.quotas import Quotas
from services.planning.plan.targets import Resolved, Revision
from services.planning.storage.plans import PlanBook
from services.planning.storage.tallies import standing_tally
from services.planning.versions.recounting import recount
from shared.clock import day_of, from_micros

_EVER = datetime.max.replace(tzinfo=UTC)
_PRIOR = 4
"""Entries' worth of belief that a series keeps to its plan: the prior of the deviation method."""


def resolve(
    connection: Connection, book: PlanBook, document: PlanDocument, now: int, by: str | None = None
) -> PlanDocument:
    """Return *document* with its author, the months of an earlier plan, and what has begun where it starts anew.

    What it says of these itself stays. Raises :class:`PlanRefused` when the earlier plan has no figures.
    """
    bare = document.model_copy(update={"resolved": None})
    quotas = Quotas(bare)
    if quotas.faults:
        return bare
    author = f"key {by}" if by and not document.author else None
    filled = Resolved(author=author, months=_months(connection, book, bare, quotas))
    before = book.newest(document.plan)
    if before and document.revision.mode == "start_anew":
        started = _started(connection, bare.model_copy(update={"resolved": filled}), before, now)
        filled = filled.model_copy(update={"started": started})
    return bare if filled == Resolved() else bare.model_copy(update={"resolved": filled})


def said_again(published: PlanDocument, document: PlanDocument) -> bool:
    """Say whether *document* is the one that was published, before anything was filled in."""
    bare = [one.model_copy(update={"resolved": None}) for one in (published, document)]
    return bare[0] == bare[1]


def _months(
    connection: Connection, book: PlanBook, document: PlanDocument, quotas: Quotas
) -> dict[str, dict[int, Fraction]]:
    """Return the months of each series that is spread like an earlier plan: its entries of then, else the whole's."""
    earlier = {place: phasing.like.plan for place, phasing in phasings(document) if phasing.like}
    tallies = {plan: _tally(connection, book.newest(plan)) for plan in set(earlier.values())}
    empty = {plan for plan, tally in tallies.items() if not any(_by_month(tally, MAIN).values())}
    if empty:
        raise PlanRefused(
            *(
                f"{place}.like.plan: '{plan}' is not published, or has no entries"
                for place, plan in earlier.items()
                if plan in empty
            )
        )
    months = {}
    for id_, quota in quotas.found.items():
        if quota.phasing.like:
            own = _by_month(tallies[quota.phasing.like.plan], id_)
            months[id_] = own if any(own.values()) else _by_month(tallies[quota.phasing.like.plan], MAIN)
    return months


def _tally(connection: Connection, plan: Plan | None) -> Tally:
    return standing_tally(connection, plan, date(plan.year, 12, 31), months=True) if plan else Tally()


def _by_month(tally: Tally, series: str) -> dict[int, Fraction]:
    return dict(zip(MONTHS, map(Fraction, tally.by_month(series, "counted", begun=True)), strict=True))


def _started(connection: Connection, document: PlanDocument, before: Plan, now: int) -> dict[str, int]:
    """Estimate what will have begun by ``valid_from``, for each series with a target that does not say it itself."""
    # Any pace will do: only filters are looked at.
    draft = compile_plan(document.model_copy(update={"revision": Revision()}))
    wanted = [one for one in draft.series if one.target is not None and one.id not in document.revision.started]
    if not wanted:
        return {}
    day = document.valid_from - timedelta(days=1)
    begun = recount(connection, [(draft, day)], _EVER).tallies[0]
    today = day_of(from_micros(now))
    known = {one.id: begun.total(one.id, "counted", begun=True) for one in wanted}
    return {id_: _nowcast(n, before.find(id_), document.valid_from, today) for id_, n in known.items()}


def _nowcast(known: int, before: Series | None, first: date, today: date) -> int:
    """Return *known* and what is not reported yet: the days' planned entries still unknown, at the pace seen so far."""
    owed = before.daily if before else {}
    unknown = _unknown(owed, first, today)
    seen = float(sum(entries for day, entries in owed.items() if day < first)) - unknown
    return round(known + (_PRIOR + known) / (_PRIOR + seen) * unknown)


def _unknown(owed: Mapping[date, Fraction], first: date, today: date) -> float:
    curve = completeness()
    ages = {day: (today - day).days for day in owed if day < first}
    known = {day: curve[min(age, len(curve) - 1)] if age >= 0 else 0.0 for day, age in ages.items()}
    return sum(float(owed[day]) * (1 - share) for day, share in known.items())
