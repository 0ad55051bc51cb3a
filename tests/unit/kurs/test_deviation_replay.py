"""`kurs deviation replay`: the product's own evaluation, from plain files to a CSV."""

import io
import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kurs.deviation.entries import Entries
from services.kurs.deviation.plan import read_plan
from services.kurs.deviation.replay import judge_of, read_entries, write_rows, written
from services.kurs.failure import Failure
from services.monitoring.domain.alerts import Preset
from services.monitoring.domain.dispersion import dispersion_of
from services.monitoring.domain.evidence import Cell
from services.monitoring.domain.plan import Plan
from services.monitoring.domain.replay import Stretch, play
from tests.support.replays import entries_of_e8, entry, lines, plan_file, rows, write
from tests.unit.monitoring.examples import a_plan, a_series
from tests.unit.monitoring.test_deviation import plan_of_e8

SIX_DIGITS = 5e-7
DAY = date(2026, 2, 13)


def replayed(folder: Path, plan: dict[str, Any], entries: str, *, changes: bool = False, **how: Any) -> str:
    options = write(folder, plan, entries)
    out = io.StringIO()
    judge = judge_of(options[3], how.get("preset", Preset.STANDARD), changes_only=changes)
    write_rows(read_entries(options[1]), judge, out, lambda _: None)
    return out.getvalue()


def two_series() -> Plan:
    return a_plan(a_series("entries"), a_series("sector/a, b", target=253, tier=2))


def some_runs(number: int, *, pace: float = 1.0) -> list[dict[str, Any]]:
    """Return the entries of *number* runs in which each planned one begins with probability *pace*."""
    random, found = Random(8), list[dict[str, Any]]()  # noqa: S311 - not for secrets
    for run in range(number):
        for start in two_series().series[0].daily:
            for _ in range(2):
                if random.random() < pace:
                    reported = date.fromordinal(start.toordinal() + random.randint(0, 30))
                    cancelled = date.fromordinal(reported.toordinal() + 9) if random.random() < 0.1 else None
                    series = ["entries", "sector/a, b"] if random.random() < 0.5 else ["entries"]
                    days = (start.isoformat(), reported.isoformat(), cancelled.isoformat() if cancelled else None)
                    found.append(entry(len(found), *days, run=f"run {run}", series=series))
    return found


def test_the_worked_example_comes_out_to_six_digits(tmp_path: Path) -> None:
    found = rows(replayed(tmp_path, plan_file(plan_of_e8(), 2.0), lines(entries_of_e8())))["e8", DAY, "entries"]

    assert float(found["p"]) == pytest.approx(0.060468, abs=SIX_DIGITS)
    assert float(found["forecast"]) == pytest.approx(4 + 6.159774, abs=SIX_DIGITS)
    assert float(found["chance"]) == pytest.approx(0.020942, abs=SIX_DIGITS)
    assert (found["lo80"], found["hi80"], found["level"]) == ("5", "16", "none")


def test_there_is_a_row_a_run_working_day_and_series(tmp_path: Path) -> None:
    plan = two_series()
    found = rows(replayed(tmp_path, plan_file(plan, 3.0), lines(some_runs(2))))

    days = list(plan.working_days.between(plan.first_day, plan.last_day))
    assert len(days) == 253
    assert list(found) == [(f"run {run}", day, one.id) for run in range(2) for day in days for one in plan.series]


def test_what_comes_out_is_what_the_product_says(tmp_path: Path) -> None:
    plan, entries = a_plan(a_series("entries")), [one | {"run": 1} for one in some_runs(1, pace=0.6)]
    dispersion = dispersion_of(plan, plan.judged).item()
    cells = [
        Cell(("entries",), date.fromisoformat(one["start"]), date.fromisoformat(day), sign)
        for one in entries
        for day, sign in ((one["reported"], 1), (one["cancelled"], -1))
        if day
    ]
    days = list(plan.working_days.between(plan.first_day, plan.last_day))
    product = play([Stretch(plan, days)], cells, {}).evaluations

    found = rows(replayed(tmp_path, plan_file(plan, dispersion), lines(entries)))

    assert {one.level.value for one in product} == {"none", "watch", "warning", "critical"}
    for one, row in zip(product, found.values(), strict=True):
        assert (row["level"], row["lo80"], row["hi80"]) == (one.level.value, str(one.low), str(one.high))
        figures = (one.pace_probability, one.forecast, one.chance, one.chance95)
        assert [float(row[name]) for name in ("p", "forecast", "chance", "chance95")] == pytest.approx(figures)


def test_only_changes_are_the_days_on_which_a_level_changes(tmp_path: Path) -> None:
    plan, entries = plan_file(two_series(), 3.0), lines(some_runs(2, pace=0.6))
    everything = rows(replayed(tmp_path, plan, entries))
    before: dict[tuple[str, str], str] = {}
    expected = []
    for (run, day, series), row in everything.items():
        if before.get((run, series), "none") != row["level"]:
            expected.append((run, day, series))
        before[run, series] = row["level"]

    assert list(rows(replayed(tmp_path, plan, entries, changes=True))) == expected
    assert len(expected) > 4


def test_a_sensitive_preset_warns_earlier_than_a_quiet_one(tmp_path: Path) -> None:
    plan, entries = plan_file(two_series(), 3.0), lines(some_runs(1, pace=0.6))

    def first_warning(preset: Preset) -> date:
        found = rows(replayed(tmp_path, plan, entries, preset=preset))
        return min(day for (_, day, _), row in found.items() if row["level"] in {"warning", "critical"})

    assert first_warning(Preset.SENSITIVE) < first_warning(Preset.STANDARD) < first_warning(Preset.QUIET)


@given(st.randoms(use_true_random=False))
def test_neither_the_order_of_the_lines_nor_other_runs_change_anything(random: Random) -> None:
    together = [*entries_of_e8(), *(one | {"run": 2} for one in entries_of_e8()[:3])]
    random.shuffle(together)
    entries, alone = Entries(), Entries()
    entries.read(lines(together).encode().splitlines())
    alone.read(lines(entries_of_e8()).encode().splitlines())
    plan = plan_of_e8()

    (block,) = entries.blocks(plan, 10)
    (expected,) = alone.blocks(plan, 10)

    mine = block.changes.year == block.runs.index("e8")
    columns = ("start", "known", "entries")
    found, wanted = (
        sorted(zip(*rows, strict=True))
        for rows in (
            [getattr(block.changes, name)[mine].tolist() for name in columns],
            [getattr(expected.changes, name).tolist() for name in columns],
        )
    )
    assert found == wanted


def test_what_is_cancelled_before_it_is_reported_never_counts(tmp_path: Path) -> None:
    never = entry(7, "2026-01-05", "2026-01-20", "2026-01-08")
    plan = plan_file(plan_of_e8(), 2.0)

    assert replayed(tmp_path, plan, lines([*entries_of_e8(), never])) == replayed(
        tmp_path, plan, lines(entries_of_e8())
    )


def test_all_faulty_lines_are_told_at_once_by_number_and_without_their_values(tmp_path: Path) -> None:
    good = entry(1, "2026-01-05", "2026-01-09")
    faulty = [{**good, "start": "05.01.2026"}, {name: good[name] for name in good if name != "cancelled"}, good]
    text = lines([good]) + "\n" + "no json\n" + lines(faulty)

    with pytest.raises(Failure) as failure:
        replayed(tmp_path, plan_file(plan_of_e8(), 2.0), text)

    said = failure.value.text("en")
    assert said.startswith("Faulty lines: 4;")
    assert "\n3: Invalid JSON" in said
    assert "\n4: start: " in said
    assert "\n5: cancelled: Field required" in said
    assert "\n6: id: the run has an entry of this id already" in said
    assert "05.01.2026" not in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"completeness": []}, "completeness: "),
        ({"series": {}}, "series: "),
        ({"series": {"a": {"target": -1, "daily": {}, "dispersion": 0, "tier": 3}}}, "series/a/target: "),
        ({"series": {"a": {"target": 5, "daily": {}, "dispersion": 1, "tier": 1}}}, "not those of one year"),
        ({"series": {"a": {"target": 5, "daily": {"5.1.2026": 1}, "dispersion": 1, "tier": 1}}}, "series/a/daily"),
        ({"series": {"a": {"target": 0, "daily": {"2026-01-05": 1}, "dispersion": 1, "tier": 1}}}, "has a target"),
    ],
)
def test_a_plan_that_cannot_be_used_is_refused_with_the_reason(change: dict[str, Any], said: str) -> None:
    file = plan_file(plan_of_e8(), 2.0) | change

    with pytest.raises(Failure) as failure:
        read_plan(json.dumps(file).encode())

    assert said in failure.value.text("en")


def test_a_series_without_target_may_be_named_and_is_not_judged(tmp_path: Path) -> None:
    plan = a_plan(*plan_of_e8().series, a_series("sector/other", target=None, daily={}), completeness=(1.0,))
    found = rows(replayed(tmp_path, plan_file(plan, 2.0), lines([entry(1, "2026-01-05", "2026-01-09")])))

    assert {series for _, _, series in found} == {"entries"}


def test_series_that_only_the_entries_know_are_named() -> None:
    entries = Entries()
    entries.read(lines([entry(1, "2026-01-05", "2026-01-09", series=["entries", "typo"])]).encode().splitlines())

    assert entries.unknown(plan_of_e8()) == {"typo"}


def test_no_entries_are_no_runs(tmp_path: Path) -> None:
    assert rows(replayed(tmp_path, plan_file(plan_of_e8(), 2.0), "\n")) == {}


def test_a_file_appears_only_when_all_of_it_is_there(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"

    def be_interrupted() -> None:
        with written(str(out)) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        be_interrupted()
    assert not list(tmp_path.iterdir())
