"""What has changed in months that were closed before."""

from collections.abc import Iterable, Iterator

from services.monitoring.reports.figures import Correction, Figures, MonthFigures
from services.monitoring.reports.months import month_in


def corrected(earlier: Figures, months: Iterable[MonthFigures]) -> Iterator[Correction]:
    """Yield where *months* differ from the closed report *earlier*, up to its month; reported late or corrected.

    A closed report's own figures never change: what arrives after it is told here, once.
    """
    then = {(one.series, one.month): one.actual for one in earlier.months}
    closed = month_in(earlier.month).number
    for one in months:
        before = then.get((one.series, one.month))
        if one.month <= closed and before is not None and one.actual is not None and one.actual != before:
            yield Correction(one.series, one.month, before, one.actual)
