"""The board in the terminal: the largest gap first, colour and word for a level, and nothing but text in a title."""

import re
from typing import Any

import pytest

from services.kurs.board_levels import Level
from services.kurs.board_view import board_table, month_table
from services.kurs.output import show

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def a_series(name: str, target: int | None = 60, actual: int = 30, expected: float = 40.0, **more: Any) -> Any:
    owed = {"expected": None, "deviation": None} if target is None else {"expected": expected}
    told = {"id": name, "title": name.title(), "target": target, "actual": actual, "deviation": actual - expected}
    return told | {"announced": 3, "overdue": 0} | owed | more


def a_board(*series: Any) -> dict[str, Any]:
    return {"plan": {"id": "plan-2026"}, "on": "2026-07-31", "provisional_from": "2026-07-10", "series": list(series)}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return what pretends that there is a terminal with colours."""
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "100"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return monkeypatch


def test_wholes_come_first_and_then_the_largest_gap(capsys: pytest.CaptureFixture[str]) -> None:
    small, large = a_series("sector/small", actual=39), a_series("sector/large", actual=10)
    board = a_board(small, large, a_series("sector/other", target=None), a_series("office/a"), a_series("entries"))

    show(board_table(board, "en", 150), 150)

    shown = capsys.readouterr().out
    places = [shown.index(name) for name in ("Entries", "Sector/Large", "Sector/Small", "Sector/Other", "Office/A")]
    assert places == sorted(places)
    assert "\x1b" not in shown
    assert "━" in shown


def test_only_the_sectors_or_the_offices_are_shown_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    board = a_board(a_series("entries"), a_series("sector/health"), a_series("office/a"))

    show(board_table(board, "en", 150, by="office"), 150)

    shown = capsys.readouterr().out
    assert "Office/A" in shown
    assert "Health" not in shown


def test_months_say_which_of_them_still_grow(capsys: pytest.CaptureFixture[str]) -> None:
    months = [
        {"month": month, "target": 60, "expected": 60.0, "actual": 50, "provisional": month > 6} for month in (6, 7)
    ]

    show(month_table(a_board(a_series("entries", months=months)), "en", 150), 150)

    shown = capsys.readouterr().out
    assert "July *" in shown
    assert "June *" not in shown


def test_levels_have_a_word_and_a_colour(terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    levels = {"sector/health": Level("critical", at_risk=True)}
    table = board_table(a_board(a_series("sector/health")), "en", 150, levels)

    show(table, 150)
    coloured = capsys.readouterr().out
    terminal.setenv("NO_COLOR", "1")
    show(table, 150)
    plain = capsys.readouterr().out

    assert "Critical, Target at risk" in _COLOUR.sub("", coloured)
    assert re.search(r"\x1b\[[0-9;]*31m", coloured)
    assert not re.search(r"\x1b\[[0-9;]*3[1-6]m", plain)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("[red]rot[/] [link=https://x]", "[red]rot[/] [link=https://x]"),
        ("\x1b[31mrot\x1b]0;x", "\N{REPLACEMENT CHARACTER}[31mrot\N{REPLACEMENT CHARACTER}]0;x"),
        ("=cmd() <script> *bold* $x$", "=cmd() <script> *bold* $x$"),
    ],
)
def test_a_hostile_title_stays_text(
    terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], title: str, shown: str
) -> None:
    assert terminal
    show(board_table(a_board(a_series("sector/health", title=title)), "en", 150), 150)

    assert shown in _COLOUR.sub("", capsys.readouterr().out)
