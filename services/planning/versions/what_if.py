"""The board under another plan, and a proposal for moving quota between its sectors."""

from datetime import date, timedelta

from sqlalchemy import Connection

from services.planning.board.board import View, potential_of
from services.planning.board.presentation import present_board
from services.planning.domain.plan import Plan, Series
from services.planning.domain.proposal import Part, Proposed, propose
from services.planning.domain.reporting import Curve
from services.planning.domain.tally import Tally
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import PlanDocument
from services.planning.storage.plans import PlanBook
from services.planning.versions.answers import Proposal, QuotaMoved, WhatIf
from services.planning.versions.recounting import recount
from services.planning.versions.resolving import resolve
from services.planning.versions.words import words

_WHOLE = "entries"
_PREFIX = "sector/"


def plan_under(connection: Connection, document: PlanDocument, book: PlanBook, now: int) -> Plan:
    """Return the plan that *document* would be beside those of *book*, published *now*. Raises :class:`PlanRefused`."""
    below = book.below(document.plan, document.version)
    return compile_plan(resolve(connection, below, document, now), below.newest(document.plan))


def what_if(  # noqa: PLR0913 - names, not positions
    connection: Connection, book: PlanBook, view: View, curve: Curve, *, months: bool, language: str
) -> WhatIf:
    """Return the board of *view*, whose plan need not be in force; nothing is kept.

    The pace is that of the days that *curve* says are completely reported.
    """
    complete = min(view.on, curve.provisional_from(view.known_day) - timedelta(days=1))
    tally, settled = recount(connection, [(view.plan, view.on), (view.plan, complete)], view.known).tallies
    held = potential_of(connection, book, view)
    board = present_board(view, tally, held, months=months, language=language, curve=curve)
    return WhatIf(**dict(board), proposal=proposal(view.plan, tally, settled, complete, language))


def proposal(plan: Plan, tally: Tally, settled: Tally, complete: date, language: str) -> Proposal | None:
    """Return where quota could go by the rule of :func:`propose`; the pace is that of *settled*, up to *complete*."""
    whole = next((series for series in plan.series if series.id == _WHOLE), None)
    sectors = [one for one in plan.series if one.id.startswith(_PREFIX) and not one.crossed and one.target is not None]
    if whole is None or not sectors:
        return None
    parts = [_part(one, tally, settled, complete) for one in sectors]
    found = propose(whole.target or 0, parts)
    titles = {one.id: one.title_in(language) for one in sectors}
    moved = [
        QuotaMoved(id=part.id, title=titles[part.id], target=part.target, reachable=part.reachable, proposed=target)
        for part, target in zip(parts, found.targets, strict=True)
    ]
    return Proposal(
        rule=words("rule", language),
        words=_told(moved, language),
        total=whole.target or 0,
        unallocated_before=(whole.target or 0) - sum(part.target for part in parts),
        unallocated_after=found.unallocated,
        sectors=moved,
        weights=_weights(parts, found),
    )


def _weights(parts: list[Part], found: Proposed) -> dict[str, int]:
    return {part.id.removeprefix(_PREFIX): target for part, target in zip(parts, found.targets, strict=True)}


def _told(moved: list[QuotaMoved], language: str) -> list[str]:
    return [
        words("quota", language, title=one.title, before=one.target, after=one.proposed, reachable=one.reachable)
        for one in moved
        if one.proposed != one.target
    ] or [words("no-quota", language)]


def _part(series: Series, tally: Tally, settled: Tally, complete: date) -> Part:
    owed = series.expected(complete)
    return Part(
        id=series.id,
        target=series.target or 0,
        counted=tally.total(series.id, "counted", begun=True),
        announced=tally.total(series.id, "planned", begun=False),
        pace=settled.total(series.id, "counted", begun=True) / owed if owed else None,
    )
