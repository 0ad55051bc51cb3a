"""What an office may see of how a plan stands: the whole, and what is its own."""

from dataclasses import replace
from datetime import date

from services.monitoring.domain.plan import Plan
from services.monitoring.ports import Records
from services.monitoring.queries import Standings
from services.monitoring.use_cases import plans_shown
from shared.keys import Caller

_WHOLES = ("entries", "employees")


def may_see_plan(plan: Plan, caller: Caller | None) -> bool:
    """Say whether *plan* is the caller's district's; None is somebody at this machine, who sees everything."""
    return caller is None or caller.office is None or caller.office in plan.offices


def visible_plans(records: Records, caller: Caller | None, today: date) -> list[Plan]:
    """Return the plans that *caller* may see as they are in force, the newest year first."""
    return [plan for plan in plans_shown(records, today) if may_see_plan(plan, caller)]


def may_see(series: str, caller: Caller | None) -> bool:
    """Say whether *caller* may see how *series* stands.

    A sector's figures minus an office's own are the other offices': hiding just the small ones of them would take the
    figures of sector x office, which are not judged. So offices see no sectors here; the board shows them what it can.
    """
    if caller is None or caller.office is None:
        return True
    return series in _WHOLES or series.endswith(f"office/{caller.office}")


def may_see_parts(caller: Caller | None) -> bool:
    """Say whether *caller* may see what makes up a gap: sectors and offices that are not all an office's own."""
    return caller is None or caller.office is None


def as_seen_by(caller: Caller | None, standings: Standings) -> Standings:
    """Return *standings* without what *caller* may not see."""
    return replace(
        standings,
        counts={series: n for series, n in standings.counts.items() if may_see(series, caller)},
        evaluations={series: one for series, one in standings.evaluations.items() if may_see(series, caller)},
        feeds={series: one for series, one in standings.feeds.items() if may_see(series, caller)},
        alerts=[alert for alert in standings.alerts if may_see(alert.raised.series, caller)],
    )
