"""Printing to the terminal; ``:office:`` in a source is no emoji."""

from rich.console import Console, RenderableType

_OF_A_FILE = 150
"""A file or a pipe has no width of its own: nothing needs to be left out there."""


def show(what: RenderableType, width: int | None = None) -> None:
    """Print *what*, with rich's markup, in lines of *width*; by default as the terminal has it."""
    Console(emoji=False, highlight=False, width=width).print(what)


def room() -> int:
    """Return how many characters fit into a line."""
    console = Console()
    return console.width if console.is_terminal else max(console.width, _OF_A_FILE)
