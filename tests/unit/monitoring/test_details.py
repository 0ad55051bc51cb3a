"""What stands behind a gap, in words."""

from dataclasses import replace

import pytest

from services.monitoring.alerts.details import COLUMNS, Details
from services.monitoring.domain.makeup import MakeUp
from services.monitoring.domain.parts import Part
from services.monitoring.domain.pipeline import NOTHING_ANNOUNCED, Pipeline
from services.monitoring.domain.reasons import Reasons
from services.monitoring.words.formats import Language
from tests.unit.monitoring.examples import a_plan, a_series, e2

LONG = "Informatik sowie IT-Sicherheit (insb. KI, Social Media) und noch einiges andere dazu"
PLAN = a_plan(a_series(), *(a_series(f"sector/{code}", title={"de": f"Branche {code}"}) for code in "abcdefgh"))


def makeup(*gaps: int) -> MakeUp:
    parts = (Part(f"sector/{code}", 10, gap) for code, gap in zip("abcdefgh", gaps, strict=False))
    return MakeUp("sector", targets=True, parts=tuple(parts))


def listed(one: MakeUp, language: Language = "de") -> list[str]:
    return Details(PLAN, language).list_(one)


def test_a_list_is_aligned_and_adds_up() -> None:
    assert listed(makeup(-53, -4, 0)) == [
        "Abweichung nach Branchen:",
        "  −53  Branche a",
        "   −4  Branche b",
        "    0  Branche c",
        "  −57  zusammen",
    ]


def test_a_long_list_is_six_lines_and_the_rest() -> None:
    assert len(listed(makeup(*range(-7, 0)))) == 1 + 7 + 1
    eight = listed(makeup(*range(-8, 0)))

    assert eight[-3:] == ["   −3  Branche f", "   −3  2 weitere", "  −36  zusammen"]
    assert listed(makeup(*range(-8, 0)), "en")[-2] == "   −3  2 more"


def test_what_was_merged_before_is_in_the_rest() -> None:
    seven = makeup(*range(-6, 0))
    small = Part(None, 9, -2, parts=3, merged=True)

    assert listed(replace(seven, parts=(*seven.parts, small)))[-2] == "   −2  3 weitere"


def test_parts_without_a_name_say_what_they_are() -> None:
    unsplit = MakeUp("office", targets=True, parts=(Part("sector/a", 5, -3), Part(None, 9, 4)))
    unnamed = MakeUp("office", targets=False, parts=(Part("sector/a", 5), Part(None, 9)))

    assert listed(unsplit)[2:] == ["  +4  ohne eigenes Ziel", "  +1  zusammen"]
    assert listed(unnamed)[2:] == ["   9  nicht zugeordnet", "  14  zusammen"]


def test_a_long_title_goes_on_below_itself() -> None:
    plan = a_plan(a_series("sector/a", title={"de": LONG}))
    row = Details(plan, "de").list_(makeup(-53))[1]

    assert [line[:7] for line in row.splitlines()] == ["  −53  ", " " * 7]
    assert max(map(len, row.splitlines())) <= COLUMNS


@pytest.mark.parametrize(
    ("pipeline", "said"),
    [
        (
            Pipeline(41, 12, 3),
            (
                "Angekündigt sind 41 Eintritte bis Jahresende, 12 davon in den nächsten 4 Wochen (nötig: 68); 3 sind "
                "überfällig. Bis zum Ziel fehlen 449: 408 davon sind noch nicht angekündigt."
            ),
        ),
        (
            Pipeline(500, 120),
            (
                "Angekündigt sind 500 Eintritte bis Jahresende, 120 davon in den nächsten 4 Wochen (nötig: 68). Das "
                "reicht für die 449, die bis zum Ziel fehlen, wenn alle beginnen."
            ),
        ),
        (
            Pipeline(2, 2, 1),
            (
                "Angekündigt sind weniger als 3 Eintritte bis Jahresende; weniger als 3 sind überfällig. Bis zum Ziel "
                "fehlen 449."
            ),
        ),
        (
            Pipeline(12, 10),
            (
                "Angekündigt sind 12 Eintritte bis Jahresende. Bis zum Ziel fehlen 449: 437 davon sind noch nicht "
                "angekündigt."
            ),
        ),
        (NOTHING_ANNOUNCED, "Bis Jahresende ist kein Eintritt angekündigt. Bis zum Ziel fehlen 449."),
    ],
)
def test_what_is_announced_and_whether_it_is_enough(pipeline: Pipeline, said: str) -> None:
    assert Details(PLAN, "de").pipeline(e2(), pipeline) == said


def test_the_same_is_said_in_english() -> None:
    assert Details(PLAN, "en").pipeline(e2(), Pipeline(41, 12, 3)) == (
        "41 entries are announced until the year's end, 12 of them within the next 4 weeks (needed: 68); 3 are overdue."
        " 449 are missing to the target: 408 of them are not announced yet."
    )


def test_after_the_year_nothing_is_said_of_what_is_announced() -> None:
    over = replace(e2(), day=PLAN.last_day)

    assert Details(PLAN, "de").paragraphs(over, Reasons((), Pipeline(2))) == []


def test_a_reached_target_needs_nothing_more() -> None:
    reached = replace(e2(), known=900)

    assert Details(PLAN, "de").pipeline(reached, Pipeline(41, 12)) == (
        "Angekündigt sind 41 Eintritte bis Jahresende, 12 davon in den nächsten 4 Wochen."
    )


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (
            Reasons((makeup(-9, -53, 5),), Pipeline(41, 12, 19)),
            (
                "Zuerst: die 19 überfälligen Eintritte klären (ihr Beginn ist verstrichen und nicht gemeldet); dann "
                "Branche b ansehen, dort fehlt am meisten (−53)."
            ),
        ),
        (
            Reasons((makeup(4, 5),), Pipeline(overdue=2)),
            "Zuerst: weitere Eintritte vereinbaren, angekündigt ist zu wenig.",
        ),
        (Reasons((), Pipeline(500)), ""),
    ],
)
def test_what_to_do_first_is_said(reasons: Reasons, said: str) -> None:
    assert Details(PLAN, "de").first(e2(), reasons) == said
