"""The board as an office may see it: small cells of others hidden, and nothing from which they could be computed."""

from collections.abc import Mapping

from services.planning.answers import Board, Potential, SeriesOnBoard
from services.planning.domain.plan import is_crossed
from shared.privacy import SMALL, hide_small

_FIGURES = ("actual", "announced", "overdue")
_FOR_OTHERS_HIDDEN = {"actual": None, "deviation": None, "announced": None, "overdue": None, "months": None}
_TOTALS = ("entries", "employees")


def for_office(board: Board, office: str) -> Board:
    """Return *board* for *office*: its own figures in full, others' cells of sector x office not at all.

    The office knows its own part of every figure, so a figure is as telling as the part of the others in it. Sectors
    and offices add up to the total: each of the two lists gets a second hidden cell where one is small. What else a
    plan counts may lie within any series: it is hidden where its difference to another one is small. Months are given
    for the whole and for the office's own series only: months and sectors together would tell more.
    """
    hidden, months_shown = _hidden(board.series, office), _months_shown(board, office)
    series = [_for(series, office, hidden, months_shown=months_shown) for series in board.series]
    return board.model_copy(update={"series": series, "potential": _potential(board.potential, office)})


def _hidden(listed: list[SeriesOnBoard], office: str) -> set[tuple[str, str]]:
    """Return the cells (series, figure) that must not be shown."""
    every = {series.id: series for series in listed}
    sectors = [id_ for id_ in every if id_.startswith("sector/") and id_.count("/") == 1]
    offices = [id_ for id_ in every if id_.startswith("office/") and id_.count("/") == 1 and id_ != f"office/{office}"]
    known = {*_TOTALS, *sectors, *offices}
    others = [id_ for id_ in every if id_ not in known and not is_crossed(id_) and not _is_own(id_, office)]
    found: set[tuple[str, str]] = set()
    for figure in _FIGURES:
        figures = {id_: getattr(series, figure) or 0 for id_, series in every.items() if not is_crossed(id_)}
        found |= {(id_, figure) for id_ in others if _tells(id_, figures)}
        for ids in (sectors, offices, *([id_] for id_ in _TOTALS)):
            shown = hide_small({id_: _of_others(every, id_, figure, office) for id_ in ids if id_ in every})
            found |= {(id_, figure) for id_, n in shown.items() if n is None}
    return found


def _tells(id_: str, figures: Mapping[str, int]) -> bool:
    """Say whether a figure is small, or differs little from another one that it may be a part of, or the whole of."""
    own = figures[id_]
    return own in SMALL or any(abs(own - n) in SMALL for other, n in figures.items() if other != id_)


def _is_own(id_: str, office: str) -> bool:
    """Say whether a series counts entries of *office* only."""
    return f"/office/{office}/" in f"/{id_}/"


def _of_others(every: dict[str, SeriesOnBoard], id_: str, figure: str, office: str) -> int:
    """Return a figure without the part of *office*, as far as the board tells that part."""
    own = every.get(f"office/{office}" if id_ == "entries" else f"{id_}/office/{office}")
    return (getattr(every[id_], figure) or 0) - ((getattr(own, figure) or 0) if own else 0)


def _for(series: SeriesOnBoard, office: str, hidden: set[tuple[str, str]], *, months_shown: bool) -> SeriesOnBoard:
    if _is_own(series.id, office):
        return series
    if is_crossed(series.id):
        return series.model_copy(update=_FOR_OTHERS_HIDDEN)
    update: dict[str, None] = {figure: None for figure in _FIGURES if (series.id, figure) in hidden}
    if "actual" in update:
        update["deviation"] = None
    if series.id != "entries" or not months_shown:
        update["months"] = None
    return series.model_copy(update=update)


def _months_shown(board: Board, office: str) -> bool:
    """Say whether no month of the whole tells of one or two entries of the others."""
    every = {series.id: series.months or [] for series in board.series}
    pairs = zip(every["entries"], every[f"office/{office}"], strict=True)
    others = [
        ((whole.actual or 0) - (own.actual or 0), (whole.announced or 0) - (own.announced or 0)) for whole, own in pairs
    ]
    return not any(actual in SMALL or announced in SMALL for actual, announced in others)


def _potential(potential: Potential, office: str) -> Potential:
    def unless_small(figure: int | None, own: int | None = 0) -> int | None:
        return None if figure in SMALL or (figure or 0) - (own or 0) in SMALL else figure

    def hidden(cells: dict[str, int | None], own: frozenset[str] = frozenset()) -> dict[str, int | None]:
        return hide_small({key: n or 0 for key, n in cells.items()}, own)

    vouchers = potential.vouchers
    names = type(vouchers).model_fields
    return potential.model_copy(
        update={
            "customers_open": unless_small(potential.customers_open, potential.by_office.get(office)),
            "by_office": hidden(potential.by_office, frozenset({office})),
            "by_skill_level": hidden(potential.by_skill_level),
            "by_qualification": hidden(potential.by_qualification),
            "by_age_band": hidden(potential.by_age_band),
            "language_support": unless_small(potential.language_support),
            "vouchers": vouchers.model_copy(update={name: unless_small(getattr(vouchers, name)) for name in names}),
        }
    )
