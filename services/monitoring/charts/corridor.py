"""A year's course: plan with its corridor, what is reported, what has probably begun, and the fan of the forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.monitoring.charts.scales import Scale, area, day_number, path, ticks


@dataclass(frozen=True, slots=True)
class Point:
    """A cumulative figure at the end of a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Span:
    """A range of cumulative figures at the end of a day, with its middle."""

    day: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Year:
    """What is drawn; lists may be empty. ``target`` is the year's, None where nothing is owed.

    ``marks`` are written above the plot, ``starts`` are days that stand out below it.
    """

    year: int
    day: date
    target: int | None
    planned: Sequence[Span]
    reported: Sequence[Point]
    begun: Sequence[Point]
    fan: Sequence[Span]
    marks: Sequence[Mark] = ()
    starts: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """A drawing's extent and the room around its plot."""

    width: int
    height: int
    left: int
    right: int
    top: int = 22
    bottom: int = 26


WIDE = Size(960, 380, 44, 74)
NARROW = Size(360, 300, 34, 8)


@dataclass(frozen=True, slots=True)
class Corridor:
    """The drawing: paths, and the places of what is written beside them."""

    size: Size
    band: str
    planned: str
    reported: str
    begun: str
    fan: str
    middle: str
    levels: list[tuple[float, int]]
    months: list[tuple[float, float, int]]
    today: float
    target: float | None
    end_of_reported: tuple[float, float] | None
    end_of_middle: tuple[float, float] | None
    marks: list[tuple[float, str]]
    starts: list[float]


def draw(year: Year, size: Size) -> Corridor:
    """Return the drawing of *year* in *size*."""
    first, last = date(year.year, 1, 1), date(year.year, 12, 31)
    x = Scale(day_number(first), day_number(last), size.left, size.width - size.right)
    levels = ticks(_highest(year))
    y = Scale(0, levels[-1], size.height - size.bottom, size.top)
    starts = [x(day_number(date(year.year, month, 1))) for month in range(1, 13)] + [x(day_number(last))]
    return Corridor(
        size=size,
        band=_between(year.planned, x, y),
        planned=_middle(year.planned, x, y),
        reported=path(_places(year.reported, x, y)),
        begun=path(_places(year.begun, x, y)),
        fan=_between(year.fan, x, y),
        middle=_middle(year.fan, x, y),
        levels=[(y(level), level) for level in levels],
        months=[(starts[month], (starts[month] + starts[month + 1]) / 2, month + 1) for month in range(12)],
        today=x(day_number(min(year.day, last))),
        target=None if year.target is None else y(year.target),
        end_of_reported=_end(_places(year.reported, x, y)),
        end_of_middle=_end(_places([Point(one.day, one.middle) for one in year.fan], x, y)),
        marks=[(x(day_number(mark.day)), mark.text) for mark in year.marks],
        starts=[x(day_number(day)) for day in year.starts],
    )


def _highest(year: Year) -> float:
    spans = [span.high for span in (*year.planned, *year.fan)]
    return max([*spans, *(point.value for point in (*year.reported, *year.begun)), year.target or 0, 1])


def _places(points: Sequence[Point], x: Scale, y: Scale) -> list[tuple[float, float]]:
    return [(x(day_number(point.day)), y(point.value)) for point in points]


def _end(places: list[tuple[float, float]]) -> tuple[float, float] | None:
    return places[-1] if places else None


def _middle(spans: Sequence[Span], x: Scale, y: Scale) -> str:
    return path(_places([Point(span.day, span.middle) for span in spans], x, y))


def _between(spans: Sequence[Span], x: Scale, y: Scale) -> str:
    lower = [Point(span.day, span.low) for span in spans]
    upper = [Point(span.day, span.high) for span in spans]
    return area(_places(lower, x, y), _places(upper, x, y))
