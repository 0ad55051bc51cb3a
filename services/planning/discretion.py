"""The board as an office may see it: small cells of others hidden, and nothing from which they could be computed."""

from services.planning.answers import Board, Potential, SeriesOnBoard
from services.planning.domain.privacy import SMALL, hide_small

_FIGURES = ("actual", "announced", "overdue")
_FOR_OTHERS_HIDDEN = {"actual": None, "deviation": None, "announced": None, "overdue": None, "months": None}
_WITH_MONTHS = frozenset({"entries", "employees"})


def for_office(board: Board, office: str) -> Board:
    """Return *board* for *office*: its own figures in full, others' cells of sector x office not at all.

    Sectors and offices add up to the total, so each of the two lists gets a second hidden cell where one is small.
    Months are given for the whole and for the office's own series only: months and sectors together would tell more.
    """
    hidden = _hidden(board.series, office)
    series = [_for(series, office, hidden) for series in board.series]
    return board.model_copy(update={"series": series, "potential": _potential(board.potential, office)})


def _hidden(series: list[SeriesOnBoard], office: str) -> set[tuple[str, str]]:
    """Return the cells (series, figure) of the lists of sectors and of offices that must not be shown."""
    found = {(one.id, figure) for one in series for figure in _FIGURES if getattr(one, figure) in SMALL}
    for prefix, own in (("sector/", frozenset[str]()), ("office/", frozenset({f"office/{office}"}))):
        listed = [one for one in series if one.id.startswith(prefix) and "/office/" not in one.id]
        for figure in _FIGURES:
            shown = hide_small({one.id: getattr(one, figure) for one in listed}, own)
            found |= {(id_, figure) for id_, n in shown.items() if n is None}
    return found


def _for(series: SeriesOnBoard, office: str, hidden: set[tuple[str, str]]) -> SeriesOnBoard:
    if series.id.endswith(f"office/{office}"):
        return series
    if "/office/" in series.id:
        return series.model_copy(update=_FOR_OTHERS_HIDDEN)
    update: dict[str, None] = {figure: None for figure in _FIGURES if (series.id, figure) in hidden}
    if "actual" in update:
        update["deviation"] = None
    if series.id not in _WITH_MONTHS or _small_month(series):
        update["months"] = None
    return series.model_copy(update=update)


def _small_month(series: SeriesOnBoard) -> bool:
    return any(month.actual in SMALL or month.announced in SMALL for month in series.months or ())


def _potential(potential: Potential, office: str) -> Potential:
    def unless_small(figure: int | None) -> int | None:
        return None if figure in SMALL else figure

    def hidden(cells: dict[str, int | None], own: frozenset[str] = frozenset()) -> dict[str, int | None]:
        return hide_small({key: n or 0 for key, n in cells.items()}, own)

    vouchers = potential.vouchers
    names = type(vouchers).model_fields
    return potential.model_copy(
        update={
            "by_office": hidden(potential.by_office, frozenset({office})),
            "by_skill_level": hidden(potential.by_skill_level),
            "by_qualification": hidden(potential.by_qualification),
            "by_age_band": hidden(potential.by_age_band),
            "language_support": unless_small(potential.language_support),
            "vouchers": vouchers.model_copy(update={name: unless_small(getattr(vouchers, name)) for name in names}),
        }
    )
