"""The board as an office may see it: small cells of others hidden, and nothing from which they could be computed."""

from services.planning.answers import Board, Potential, SeriesOnBoard
from services.planning.domain.privacy import SMALL, hide_small

_HIDDEN = {"actual": None, "deviation": None, "announced": None, "overdue": None, "months": None}
_OPEN_MONTHS = frozenset({"entries", "employees"})


def for_office(board: Board, office: str) -> Board:
    """Return *board* for *office*: its own figures in full, others' cells of sector x office not at all.

    Sectors and offices add up to the total, so each of the two lists gets a second hidden cell where one is small.
    Months are given for the whole and for the office's own series only: months and sectors together would tell more.
    """
    shown = _shown(board, office)
    return board.model_copy(
        update={
            "series": [_for(series, office, shown=shown.get(series.id, True)) for series in board.series],
            "potential": _potential(board.potential, office),
        }
    )


def _shown(board: Board, office: str) -> dict[str, bool]:
    """Return for each series with small cells whether it may be shown."""
    result: dict[str, bool] = {}
    for prefix, own in (("sector/", frozenset[str]()), ("office/", frozenset({f"office/{office}"}))):
        for figure in ("actual", "announced", "overdue"):
            cells = {s.id: getattr(s, figure) for s in board.series if s.id.startswith(prefix) and s.id.count("/") == 1}
            for id_, n in hide_small(cells, own).items():
                result[id_] = result.get(id_, True) and n is not None
    return result


def _for(series: SeriesOnBoard, office: str, *, shown: bool) -> SeriesOnBoard:
    if series.id.endswith(f"office/{office}"):
        return series
    if not shown or "/office/" in series.id or series.actual in SMALL:
        return series.model_copy(update=_HIDDEN)
    keep = series.id in _OPEN_MONTHS and not any(month.actual in SMALL for month in series.months or ())
    return series if keep else series.model_copy(update={"months": None})


def _potential(potential: Potential, office: str) -> Potential:
    def rounded(figure: int | None) -> int | None:
        return None if figure in SMALL else figure

    def hidden(cells: dict[str, int | None], own: frozenset[str] = frozenset()) -> dict[str, int | None]:
        return hide_small({key: n or 0 for key, n in cells.items()}, own)

    vouchers = potential.vouchers
    return potential.model_copy(
        update={
            "by_office": hidden(potential.by_office, frozenset({office})),
            "by_skill_level": hidden(potential.by_skill_level),
            "by_qualification": hidden(potential.by_qualification),
            "by_age_band": hidden(potential.by_age_band),
            "language_support": rounded(potential.language_support),
            "vouchers": vouchers.model_copy(
                update={name: rounded(getattr(vouchers, name)) for name in type(vouchers).model_fields}
            ),
        }
    )
