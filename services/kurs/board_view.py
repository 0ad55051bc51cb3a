"""A board as a table in the terminal: figures, a bar, and a level in word and colour."""

from collections.abc import Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from services.kurs.board_levels import Level
from services.kurs.figures import day, month_name, number
from services.kurs.texts import Language, say

_BARS = ((120, 24), (100, 20), (0, 10))
"""How long the bars are, by the width from which on."""

_FOR_COMING = 120
"""The width from which on it is shown what is announced."""

_TITLE = 20
_WHOLES = ("entries", "employees")
_COLOURS = {"none": "dim", "watch": "cyan", "warning": "yellow", "critical": "bold red"}

_COMING = ("announced", "overdue")

Series = dict[str, Any]


def board_table(
    answer: dict[str, Any],
    language: Language,
    width: int,
    levels: Mapping[str, Level] | None = None,
    by: str | None = None,
) -> Table:
    """Return the series of a board but the cells of sector x office: all of them, or those *by* sector or office.

    What does not fit into *width* is left out: what is announced; and bars are shorter.
    """
    table, coming = _table(answer, language), _COMING if width >= _FOR_COMING else ()
    for name in coming:
        table.add_column(say(name, language), justify="right", no_wrap=True)
    if levels:
        table.add_column(say("level", language))
    shown = _in_order(answer["series"], by)
    widest = max((_length(series) for series in shown if series["id"] not in _WHOLES), default=0)
    for series in shown:
        scale = _length(series) if series["id"] in _WHOLES else widest
        cells = [*_figures(series, scale, language, width), *(number(series[name], language) for name in coming)]
        table.add_row(*cells, *([_level(levels.get(series["id"]), language)] if levels else []))
    return table


def month_table(answer: dict[str, Any], language: Language, width: int) -> Table:
    """Return the months of the total in lines of *width*."""
    table = _table(answer, language, "month")
    [months] = [series["months"] for series in answer["series"] if series["id"] == _WHOLES[0]]
    widest = max((_length(month) for month in months or []), default=0)
    for month in months or []:
        known = month["expected"] is not None and month["actual"] is not None
        deviation = month["actual"] - month["expected"] if known else None
        title = month_name(month["month"], language) + (" *" if month["provisional"] else "")
        table.add_row(*_figures(month | {"title": title, "deviation": deviation}, widest, language, width))
    table.caption = f"* {_provisional(answer, language)}"
    return table


def _table(answer: dict[str, Any], language: Language, first: str = "series") -> Table:
    title = say("board-title", language, plan=answer["plan"]["id"], on=day(answer["on"], language))
    title = f"{title} ({_provisional(answer, language)})"
    table = Table(title=title, title_justify="left", caption_justify="left", box=None, pad_edge=False)
    table.add_column(say(first, language), min_width=_TITLE, overflow="fold")
    for name in ("target", "expected", "actual", "deviation"):
        table.add_column(say(name, language), justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    return table


def _provisional(answer: dict[str, Any], language: Language) -> str:
    return say("provisional", language, day=day(answer["provisional_from"], language))


def _in_order(listed: list[Series], by: str | None) -> list[Series]:
    """Return the wholes, the sectors, the offices and what the plan adds, each with the largest gap first."""
    kinds = {"sector": 1, "office": 2}

    def kind(series: Series) -> int:
        return 0 if series["id"] in _WHOLES else kinds.get(series["id"].partition("/")[0], 3)

    shown = [series for series in listed if not ("sector/" in series["id"] and "/office/" in series["id"])]
    chosen = shown if by is None else [series for series in shown if kind(series) in {0, kinds[by]}]
    return sorted(
        chosen, key=lambda one: (kind(one), one["deviation"] is None, (one["deviation"] or 0) * bool(kind(one)))
    )


def _length(series: Series) -> float:
    return max(series["target"] or 0, series["actual"] or 0)


def _figures(series: Series, scale: float, language: Language, width: int) -> list[str | Text]:
    deviation = series["deviation"]
    colour = "" if not deviation else "red" if deviation < 0 else "green"
    return [
        Text(series["title"]),
        number(series["target"], language),
        number(series["expected"], language),
        Text(number(series["actual"], language), style="bold"),
        Text(number(deviation, language, signed=bool(deviation)), style=colour),
        _bar(series, scale, next(length for least, length in _BARS if width >= least)),
    ]


def _bar(series: Series, scale: float, length: int) -> Text:
    """Return what is counted as a thick line, what is still owed as a thin one, and what is expected as a stroke."""
    if not scale:
        return Text("")
    shares = ((series[name] or 0) / scale for name in ("actual", "target", "expected"))
    actual, target, expected = (round(share * length) for share in shares)
    bar = Text("━" * actual, style="bold")
    bar.append("─" * max(target - actual, 0), style="dim not bold")
    if series["expected"]:
        bar.append(" " * (expected - len(bar)))
        at = max(expected - 1, 0)
        bar = Text.assemble(bar[:at], ("┃", "yellow"), bar[at + 1 :])
    return bar


def _level(level: Level | None, language: Language) -> Text:
    if level is None:
        return Text("")
    words = [] if level.name == "none" and level.at_risk else [say(f"level-{level.name}", language)]
    words += [say("flag", language)] if level.at_risk else []
    style = "yellow" if level.at_risk and level.name in {"none", "watch"} else _COLOURS[level.name]
    return Text(", ".join(words), style=style)
