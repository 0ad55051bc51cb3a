"""Printing to the terminal; ``:office:`` in a source is no emoji."""

from rich.console import Console, RenderableType


def show(what: RenderableType) -> None:
    """Print *what*, with rich's markup."""
    Console(emoji=False, highlight=False).print(what)
