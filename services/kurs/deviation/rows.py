"""What came of some runs, as lines of CSV."""

import csv
import io
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from services.kurs.deviation.entries import Block
from services.monitoring.domain.alerts import PRESETS, Level, Preset
from services.monitoring.domain.arrays import Floats
from services.monitoring.domain.course import Figures, by_series, course
from services.monitoring.domain.deviation import judge
from services.monitoring.domain.evidence import weigh
from services.monitoring.domain.exposure import Exposure
from services.monitoring.domain.known import known_by_day
from services.monitoring.domain.plan import Plan

COLUMNS = ("run", "day", "series", "p", "level", "forecast", "lo80", "hi80", "chance", "chance95")
_FIGURES = ("pace_probability", "forecast", "low", "high", "chance", "chance95")
_ROW = "%s,%s,%s,%.10g,%s,%.10g,%d,%d,%.10g,%.10g\n"

Levels = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges blocks of runs by a plan; ``changes_only`` leaves out the days on which a series' level stays."""

    plan: Plan
    days: tuple[date, ...]
    owed: Exposure
    dispersion: Floats
    preset: Preset
    changes_only: bool

    def __call__(self, block: Block) -> str:
        """Return the rows of *block*: by run, day and series."""
        known, weighted = known_by_day(self.plan, block.changes, self.days, len(block.runs))
        evidence = weigh(self.plan, self.owed, self.dispersion, known, weighted)
        verdict = judge(evidence)
        figures = by_series(evidence.target[0, 0], known, verdict.pace_probability, verdict.forecast, verdict.chance95)
        return "".join(
            self._run(run, self._levels(of_series), [getattr(verdict, name)[year] for name in _FIGURES])
            for year, (run, of_series) in enumerate(zip(quoted(block.runs), figures, strict=True))
        )

    def _run(self, run: str, levels: Levels, figures: list[Floats]) -> str:
        """Return the rows of one run; *levels* and *figures* are by day and series."""
        days, series = [day.isoformat() for day in self.days], quoted([one.id for one in self.plan.judged])
        chosen = np.flatnonzero(_changed(levels) if self.changes_only else np.ones(levels.shape, dtype=np.bool_))
        where = ((run, days[index // len(series)], series[index % len(series)]) for index in chosen.tolist())
        p, *others = (column.ravel()[chosen].tolist() for column in figures)
        level = levels.ravel()[chosen].tolist()
        return "".join(_ROW % (*place, *row) for place, *row in zip(where, p, level, *others, strict=True))

    def _levels(self, figures: list[Figures]) -> Levels:
        """Return the level after each day: one row a day, one column a series."""
        courses = [
            course(self.days, one, PRESETS[self.preset][series.tier])
            for one, series in zip(figures, self.plan.judged, strict=True)
        ]
        return np.array([one.levels for one in courses], dtype=np.str_).T


def quoted(names: list[str]) -> list[str]:
    """Return *names* as they stand in CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\0")
    writer.writerows([name] for name in names)
    return text.getvalue().split("\0")[:-1]


def _changed(levels: Levels) -> NDArray[np.bool_]:
    before = np.vstack([np.full_like(levels[:1], Level.NONE), levels[:-1]])
    return np.asarray(levels != before, dtype=np.bool_)
