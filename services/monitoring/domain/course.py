"""One series through many days at once, as the machine of the alerts sees it, which is not asked on calm days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from services.monitoring.domain.alerts import (
    AT_RISK_AT,
    NOTHING_YET,
    WATCH_AT,
    DayFigures,
    Level,
    Step,
    Thresholds,
    observe,
)
from services.monitoring.domain.arrays import Counts, Floats


@dataclass(frozen=True, slots=True)
class Figures:
    """What the machine looks at, one element a day."""

    target: int
    known: Counts
    pace_probability: Floats
    forecast: Floats
    chance95: Floats

    def on(self, index: int, day: date) -> DayFigures:
        """Return those of the day at *index*."""
        p, forecast, chance95 = (one[index].item() for one in (self.pace_probability, self.forecast, self.chance95))
        return DayFigures(day, self.target, self.known[index].item(), p, forecast, chance95)

    def at(self, indices: Counts) -> "Figures":
        """Return those of the days at *indices*."""
        others = (self.pace_probability, self.forecast, self.chance95)
        return Figures(self.target, self.known[indices], *(one[indices] for one in others))


@dataclass(frozen=True, slots=True)
class Course:
    """Where a series stood after each of ``days``, and what became of its alerts on which day."""

    days: Sequence[date]
    levels: list[Level]
    target_at_risk: list[bool]
    steps: list[tuple[date, Step]]


def course(days: Sequence[date], figures: Figures, limits: Thresholds) -> Course:
    """Return what follows from *figures* on *days*, the same as observing every day.

    While no alert stands, a day on which none can be raised changes nothing but the day's colour.
    """
    found = Course(days, _colours(figures), [False] * len(days), [])
    eventful = (figures.pace_probability <= limits.warning) | (figures.chance95 <= AT_RISK_AT)
    waiting, standing = iter(np.flatnonzero(eventful).tolist()), NOTHING_YET
    index = next(waiting, len(days))
    while index < len(days):
        standing, steps = observe(standing, figures.on(index, days[index]), limits)
        found.levels[index], found.target_at_risk[index] = standing.level, standing.at_risk_since is not None
        found.steps.extend((days[index], step) for step in steps)
        index += 1
        if standing.pace_alert_since is None and standing.at_risk_since is None:
            index = next((later for later in waiting if later >= index), len(days))
    return found


def by_series(target: Counts, known: Counts, *judged: Floats) -> Iterator[list[Figures]]:
    """Yield the figures of each year, a list of one a series.

    *target* is by series; *known* and the *judged* p, forecast and chance of 95 % are by year, day and series.
    """
    for n, *others in zip(known, *judged, strict=True):
        yield [
            Figures(owed, n[:, column], *(one[:, column] for one in others))
            for column, owed in enumerate(target.tolist())
        ]


def _colours(figures: Figures) -> list[Level]:
    watched: NDArray[np.bool_] = (figures.pace_probability <= WATCH_AT) & (figures.known < figures.target)
    return [Level.WATCH if one else Level.NONE for one in watched.tolist()]
