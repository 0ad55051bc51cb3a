"""From figures to the board's answer, for the one who asks."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from services.planning.answers import (
    ActOnLetter,
    Board,
    DeadLetterListed,
    DeadLetterShown,
    MonthOfSeries,
    PlanName,
    Potential,
    SeriesOnBoard,
    Vouchers,
)
from services.planning.board.board import View
from services.planning.board.outline import Outline, outlines
from services.planning.domain.pace import MONTHS
from services.planning.domain.potential import Held
from services.planning.domain.reporting import DEFAULT, Curve
from services.planning.domain.tally import Tally
from services.planning.storage.audit import Act
from shared.clock import from_micros


def present_board(  # noqa: PLR0913 - names, not positions
    view: View,
    tally: Tally,
    held: Counter[Held],
    *,
    months: bool,
    language: str,
    curve: Curve = DEFAULT,
) -> Board:
    """Return the whole board of *view*; *curve* tells how completely the newest days are reported."""
    unsettled = curve.provisional_from(view.known_day)
    provisional = [(view.plan.year, month) >= (unsettled.year, unsettled.month) for month in MONTHS]
    return Board(
        plan=PlanName(id=view.plan.id, version=view.plan.version),
        on=view.on,
        known=view.known,
        provisional_from=unsettled,
        series=[
            _series(tally, outline, language, _months(tally, outline, provisional) if months else None)
            for outline in outlines(view.plan, view.on)
        ],
        potential=_potential(view, held),
    )


def _series(tally: Tally, outline: Outline, language: str, months: list[MonthOfSeries] | None) -> SeriesOnBoard:
    series, owed = outline.series, outline.expected
    actual = tally.total(series.id, "counted", begun=True)
    return SeriesOnBoard(
        id=series.id,
        title=series.title_in(language),
        target=outline.target,
        expected=owed,
        actual=actual,
        deviation=None if owed is None else round(actual - owed, 6),
        announced=tally.total(series.id, "planned", begun=False),
        overdue=tally.total(series.id, "planned", begun=True),
        source=series.source,
        assumption=series.assumption,
        months=months,
    )


def _months(tally: Tally, outline: Outline, provisional: list[bool]) -> list[MonthOfSeries]:
    actual = tally.by_month(outline.series.id, "counted", begun=True)
    announced = tally.by_month(outline.series.id, "planned", begun=False)
    return [
        MonthOfSeries(
            month=month,
            target=target,
            expected=owed,
            actual=actual[month - 1],
            announced=announced[month - 1],
            provisional=provisional[month - 1],
        )
        for month, (target, owed) in zip(MONTHS, outline.months, strict=True)
    ]


def _potential(view: View, held: Counter[Held]) -> Potential:
    figures: Counter[str] = Counter()
    by_office = dict.fromkeys(view.plan.offices, 0)
    expiring = 0
    for cell, n in held.items():
        for figure in cell.figures:
            figures[figure] += n
        if "customers_open" in cell.figures:
            by_office[cell.office] += n
        if "vouchers/issued" in cell.figures and cell.expiring:
            expiring += n
    return Potential(
        customers_open=figures["customers_open"],
        by_office=dict(by_office),
        by_skill_level=_dimension(figures, "skill_level", ("helper", "skilled", "specialist", "expert")),
        by_qualification=_dimension(figures, "qualification", ("none", "lapsed", "vocational", "academic")),
        by_age_band=_dimension(figures, "age_band", ("u25", "25-34", "35-54", "55plus")),
        language_support=figures["language_support"],
        vouchers=Vouchers(
            open=figures["vouchers/issued"], expiring_30d=expiring, redeemed=figures["vouchers/redeemed"]
        ),
    )


def _dimension(figures: Counter[str], name: str, values: tuple[str, ...]) -> dict[str, int | None]:
    return {value: figures[f"{name}/{value}"] for value in values}


def present_letter(row: Any) -> DeadLetterListed:  # noqa: ANN401 - a row
    """Return a message of the quarantine without what it said."""
    return DeadLetterListed(**_of_letter(row))


def present_shown(row: Any, payload: bytes | None, acts: Sequence[Act]) -> DeadLetterShown:  # noqa: ANN401 - a row
    """Return a message of the quarantine with what it said."""
    said = None if payload is None else payload.decode(errors="backslashreplace")
    told = [ActOnLetter(at=from_micros(act.at), key_id=act.key_id, act=act.act) for act in acts]
    return DeadLetterShown(**_of_letter(row), payload=said, acts=told)


def _of_letter(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row
    moments = {name: from_micros(getattr(row, name)) for name in ("first_seen", "last_seen")}
    return {name: getattr(row, name) for name in DeadLetterListed.model_fields} | moments
