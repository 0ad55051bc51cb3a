"""When a monthly file waits for somebody to confirm it."""

from typing import Literal, NamedTuple

from services.intake.domain.filed import Differences, Month

Reason = Literal["empty", "cancels-many", "earlier-month"]

_MOST = 10
"""Cancelling more than one in so many is more likely a half file than a month's news (outward contract)."""


class LastFile(NamedTuple):
    """The last accepted file of an office's year; *digest* stands for its bytes."""

    month: Month
    digest: str


def reasons_to_hold(
    month: Month, digest: str, lines: int, differences: Differences, last: LastFile | None
) -> list[Reason]:
    """Return why a file of so many *lines* should be confirmed; the last one once more is what was confirmed."""
    if last == (month, digest):
        return []
    reasons: dict[Reason, bool] = {
        "empty": not lines,
        "cancels-many": len(differences.of("gone")) * _MOST > differences.known,
        "earlier-month": last is not None and month < last.month,
    }
    return [reason for reason, holds in reasons.items() if holds]
