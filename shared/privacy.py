"""Small cells: a figure of 1 or 2 could point at a person. One rule for boards, pages, alerts and metrics."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

SMALL = frozenset({1, 2})
K = TypeVar("K", bound=Hashable)


def hide_small(cells: Mapping[K, int], shown_anyway: frozenset[K] = frozenset()) -> dict[K, int | None]:
    """Return *cells* with the small ones hidden, and as many others that no hidden one follows from the known sum.

    A hidden cell alone is the sum minus the rest; so a second one, the smallest that is left, is hidden with it, and
    more until the hidden ones add up to at least 3. Cells *shown_anyway* are the reader's own.
    """
    hidden = {key for key, n in cells.items() if n in SMALL and key not in shown_anyway}
    candidates = sorted(
        (key for key in cells if key not in hidden and key not in shown_anyway and cells[key]),
        key=lambda key: (cells[key], str(key)),
    )
    for key in candidates:
        if not hidden or (len(hidden) > 1 and sum(cells[h] for h in hidden) > max(SMALL)):
            break
        hidden.add(key)
    return {key: None if key in hidden else n for key, n in cells.items()}
