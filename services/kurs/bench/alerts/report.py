"""The goals and all that stands beside them, as tables for people, as Markdown, and as JSON."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from rich.table import Table

from services.kurs.bench.alerts.comparison import RULES, comparison
from services.kurs.bench.alerts.further import FURTHER
from services.kurs.bench.alerts.goals import Goal, Unit, broken_by, results
from services.kurs.bench.alerts.mutations import AS_IT_IS, MUTATIONS
from services.kurs.bench.alerts.runs import Runs
from services.kurs.texts import Language, say


@dataclass(frozen=True, slots=True)
class Section:
    """A table: its title, its columns, its rows; the first column is text."""

    title: str
    columns: Sequence[str]
    rows: list[list[str]]

    def table(self) -> Table:
        """Return it for the terminal."""
        table = Table(title=self.title, title_justify="left")
        for index, column in enumerate(self.columns):
            table.add_column(column, justify="right" if index else "left")
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        """Return it as Markdown."""
        rule = ["---", *["--:"] * (len(self.columns) - 1)]
        lines = ["| " + " | ".join(row) + " |" for row in (self.columns, rule, *self.rows)]
        return f"## {self.title}\n\n" + "\n".join(lines) + "\n"


class Report:
    """What came out of all years; ``good`` when every goal is met and every mutation breaks one."""

    def __init__(self, runs: dict[str, Runs]) -> None:
        """Compare the figures of *runs*, by method and scenario, with the goals."""
        self._ours = runs[AS_IT_IS.key]
        self._results = results(self._ours)
        self._mutated = {mutation.key: runs[mutation.key] for mutation in MUTATIONS}
        self._broken = {key: broken_by(mutated, self._ours) for key, mutated in self._mutated.items()}

    @property
    def good(self) -> bool:
        """Every goal is met, and the check can fail."""
        return all(result.met for result in self._results) and all(self._broken.values())

    def as_json(self) -> dict[str, Any]:
        """Return all figures; shares from 0 to 1; null where something did not happen within the year."""
        goals = [
            {"goal": one.goal.key, "figure": _finite(one.figure), "limit": one.goal.limit, "met": one.met}
            for one in self._results
        ]
        compared = [
            {"rule": one.rule, "drop": one.scenario, "weeks": _finite(one.weeks), "before_october": one.before_october}
            for one in comparison(self._ours)
        ]
        return {
            "years": {scenario: run.years for scenario, run in self._ours.items()},
            "goals": goals,
            "mutations": {key: [goal.key for goal in broken] for key, broken in self._broken.items()},
            "comparison": compared,
            "further": {one.key: _finite(one.measure(self._ours)) for one in FURTHER},
        }

    def introduction(self, seed: int, language: Language) -> str:
        """Return a line that says how many years were played."""
        mutated = next(iter(self._mutated.values()))
        counts = {"on_plan": self._ours["on-plan"].years, "drops": self._ours["total-30"].years}
        return say("alerts-intro", language, **counts, mutated=mutated["on-plan"].years, seed=seed)

    def markdown(self, seed: int, language: Language) -> str:
        """Return everything as Markdown."""
        about = say("alerts-about", language, intro=self.introduction(seed, language))
        return "\n".join([about, *(one.markdown() for one in self.sections(language))]).rstrip()

    def sections(self, language: Language) -> Iterator[Section]:
        """Yield all tables."""
        yield self._goals(language)
        yield self._mutations(language)
        yield self._comparison(language)
        yield self._further(language)

    def _goals(self, language: Language) -> Section:
        rows = [
            [
                say(f"alerts-{one.goal.key}", language),
                written(one.figure, one.goal.unit, language),
                _limit(one.goal, language),
                one.goal.reference,
                "PASS" if one.met else "FAIL",
            ]
            for one in self._results
        ]
        return _section("goals", ("what", "figure", "limit", "reference", "verdict"), rows, language)

    def _mutations(self, language: Language) -> Section:
        rows = [
            [
                say(f"alerts-{key}", language),
                "; ".join(say(f"alerts-{goal.key}", language) for goal in broken) or "–",
                say("alerts-red" if broken else "alerts-blind", language),
            ]
            for key, broken in self._broken.items()
        ]
        return _section("mutations", ("what", "broken", "verdict"), rows, language)

    def _comparison(self, language: Language) -> Section:
        found = {(one.scenario, one.rule): one for one in comparison(self._ours)}
        rows = []
        for scenario in dict.fromkeys(scenario for scenario, _ in found):
            seen = [found[scenario, rule] for rule in RULES]
            cells = [
                f"{written(one.weeks, 'weeks', language)} ({_share(one.before_october, language)})" for one in seen
            ]
            rows.append([say(f"alerts-{scenario}", language), *cells])
        return _section("comparison", ("drop", *RULES), rows, language)

    def _further(self, language: Language) -> Section:
        rows = [
            [say(f"alerts-{one.key}", language), written(one.measure(self._ours), one.unit, language), one.reference]
            for one in FURTHER
        ]
        return _section("further", ("what", "figure", "reference"), rows, language)


def written(figure: float, unit: Unit, language: Language) -> str:
    """Return *figure* as people write it."""
    if math.isinf(figure):
        return say("alerts-not-in-the-year", language)
    if unit == "share":
        return _share(figure, language)
    return format_decimal(figure, format="0.#" if unit == "weeks" else "0.0##", locale=language)


def _limit(goal: Goal, language: Language) -> str:
    return f"{'≥' if goal.at_least else '≤'} {written(goal.limit, goal.unit, language)}"


def _share(share: float, language: Language) -> str:
    return f"{format_decimal(100 * share, format='0.#', locale=language)} %"


def _finite(figure: float) -> float | None:
    return None if math.isinf(figure) else round(figure, 4)


def _section(title: str, columns: Sequence[str], rows: list[list[str]], language: Language) -> Section:
    return Section(
        say(f"alerts-title-{title}", language), [say(f"alerts-column-{name}", language) for name in columns], rows
    )
