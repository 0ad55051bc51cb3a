"""What the first page says before anything is evaluated."""

from datetime import date

from services.monitoring.pages.frame import Texts
from services.monitoring.queries import Standings
from services.monitoring.words.formats import Formats


def waiting(standings: Standings | None, today: date, t: Texts) -> tuple[str, str]:
    """Return what is missing while nothing is evaluated, and what happens next."""
    words = t["waiting"]
    why = _missing(standings, today)
    following = words[f"{why}_next"]
    if why == "no_day" and standings is not None:
        plan = standings.plan
        first = next(iter(plan.working_days.between(plan.first_day, plan.last_day)))
        following = following.format(day=Formats(t["frame"]["language"]).day(first))
    return words[why], following


def _missing(standings: Standings | None, today: date) -> str:
    if standings is None:
        return "no_plan"
    if not standings.plan.judged:
        return "no_target"
    if not standings.counted:
        return "no_counts"
    return "no_day" if standings.plan.last_evaluable(today) is None else "computing"
