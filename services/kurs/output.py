"""Printing to the terminal; ``:office:`` in a source is no emoji."""

import re

from rich.console import Console, RenderableType
from rich.segment import Segment, Segments

_OF_A_FILE = 150
"""A file or a pipe has no width of its own: nothing needs to be left out there."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""A title or a note that holds such would command the terminal: colours, the window's title, the clipboard."""


def show(what: RenderableType, width: int | None = None) -> None:
    """Print *what*, with rich's markup, in lines of *width*; by default as the terminal has it."""
    console = Console(emoji=False, highlight=False, width=width)
    printed = console.render(console.render_str(what) if isinstance(what, str) else what)
    console.print(
        Segments(Segment(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), style) for text, style, _ in printed)
    )


def room() -> int:
    """Return how many characters fit into a line."""
    console = Console()
    return console.width if console.is_terminal else max(console.width, _OF_A_FILE)
