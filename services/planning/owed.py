"""What a series owes by a day, as far as comparing plans needs it."""

from datetime import date
from fractions import Fraction

from services.planning.domain.pace import expected
from services.planning.domain.plan import Plan, Series


def owed_by(plan: Plan, series: Series, on: date) -> Fraction | None:
    """Return the entries that *series* of *plan* owes by the end of *on*; None without a target."""
    return None if series.months is None else expected(series.months, plan.year, plan.calendar, on)
