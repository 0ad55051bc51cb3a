"""The product as it is, and as it would be with one part missing: each lack must break a goal."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from services.monitoring.domain.arrays import Floats
from services.monitoring.domain.known import Changes
from services.monitoring.domain.plan import Plan

_COLUMNS = ("year", "start", "known", "place", "entries")


@dataclass(frozen=True, slots=True)
class Method:
    """What is done with what the product is given; ``ticks``: evaluated on days on which nothing arrived, too."""

    key: str
    plan: Callable[[Plan], Plan] = lambda plan: plan
    dispersion: Callable[[Floats], Floats] = lambda dispersion: dispersion
    changes: Callable[[Changes], Changes] = lambda changes: changes
    ticks: bool = True


def _complete_at_once(plan: Plan) -> Plan:
    return replace(plan, completeness=(1.0,))


def _never_cancelled(changes: Changes) -> Changes:
    kept = changes.entries > 0
    year, start, known, place, entries = (getattr(changes, name)[kept] for name in _COLUMNS)
    return Changes(year, start, known, place, entries, changes.counts_in)


AS_IT_IS = Method("as-it-is")
MUTATIONS = (
    Method("no-delay", plan=_complete_at_once),
    Method("dispersion-1", dispersion=np.ones_like),
    Method("dispersion-doubled", dispersion=lambda dispersion: 2 * dispersion),
    Method("no-cancellations", changes=_never_cancelled),
    Method("no-tick", ticks=False),
)
METHODS = (AS_IT_IS, *MUTATIONS)
