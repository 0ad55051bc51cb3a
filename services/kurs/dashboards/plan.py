"""The dashboard "Plan": targets, corridor, sectors, offices, alerts."""

from typing import Any

from services.kurs.dashboards.panels import Link, Panel, Query, Row, Steps, Variable, dashboard

_ADDRESS = "http://127.0.0.1:8083/"
PAGE = Link("Managers' page", _ADDRESS)
PAGE_OF_PLAN = Link("Managers' page", f"{_ADDRESS}?plan=${{plan}}")
RUNBOOKS = Link("Runbooks", "/public/runbooks/README.md")
"""Grafana serves the folder beside its own files: see the compose file."""

_TOTAL = '{plan="$plan",series="entries"}'
_EMPLOYEES = '{plan="$plan",series="employees"}'
_SECTORS = '{plan="$plan",series=~"sector/[^/]+"}'
_OFFICES = '{plan="$plan",series=~"office/($office)"}'
_EACH = "{{series}}"
_UNLIKELY: Steps = ((None, "bad"), (0.05, "watch"), (0.2, "good"))


def plan_dashboard() -> dict[str, Any]:
    """Return how the plan stands."""
    variables = (
        Variable("plan", "Plan", "label_values(kurs_entries_target, plan)"),
        Variable("office", "Office", "label_values(kurs_feed_last_event_timestamp_seconds, office)", several=True),
    )
    return dashboard("kurshalter-plan", "Kurshalter: Plan", _rows(), variables, (PAGE_OF_PLAN, RUNBOOKS))


def _rows() -> tuple[Row, ...]:
    return (
        Row("The whole", (*_tiles("Total", _TOTAL), *_tiles("Employees", _EMPLOYEES))),
        Row("Corridor", (_corridor("Total", _TOTAL), _corridor("Employees", _EMPLOYEES))),
        Row("Sectors", (_against_plan(_SECTORS), _pace(_SECTORS), _chance(_SECTORS))),
        Row("Offices", (_offices(), _heard(), _silent())),
        Row("Alerts", (_alerts(), _evaluated())),
    )


def _tiles(name: str, of: str) -> tuple[Panel, ...]:
    def tile(title: str, expr: str, text: str, **shown: Any) -> Panel:  # noqa: ANN401 - a panel's own fields
        return Panel(f"{name}: {title}", "stat", (Query(expr),), text, width=3, height=4, **shown)

    deviation = f"kurs_entries_actual{of} - kurs_entries_expected{of}"
    return (
        tile("actual", f"kurs_entries_actual{of}", "Entries that began by the last completed day, as known now."),
        tile(
            "deviation",
            deviation,
            "Actual minus expected; negative is behind plan.",
            steps=((None, "bad"), (0, "good")),
        ),
        tile("forecast", f'kurs_entries_forecast{of[:-1]},quantile="0.5"}}', "Median of the year's end."),
        tile("chance", f"kurs_target_probability{of}", "Chance to reach the target.", unit="percentunit"),
    )


def _corridor(name: str, of: str) -> Panel:
    queries = (
        Query(f"kurs_entries_actual{of}", "actual"),
        Query(f"kurs_entries_expected{of}", "expected"),
        Query(f"kurs_entries_target{of}", "target"),
        Query(f"kurs_entries_forecast{of}", "year's end {{quantile}}"),
    )
    text = "Actual and expected by the last completed day, and where the year is expected to end (80 %)."
    return Panel(f"{name}: corridor", "timeseries", queries, text, width=12, height=9)


def _against_plan(of: str) -> Panel:
    query = Query(f"sort(kurs_entries_actual{of} / (kurs_entries_expected{of} > 0))", _EACH)
    text = "Actual in proportion to what is expected by now; small counts say little. Cells of 1 or 2 are not shown."
    return Panel("Actual / expected", "bargauge", (query,), text, unit="percentunit", height=11)


def _pace(of: str) -> Panel:
    query = Query(f"sort(kurs_pace_probability{of})", _EACH)
    text = "Probability that the pace is at least the plan's: below 1 % a sector is warned about."
    steps: Steps = ((None, "bad"), (0.01, "watch"), (0.05, "good"))
    return Panel("Pace is on plan", "bargauge", (query,), text, unit="percentunit", height=11, steps=steps)


def _chance(of: str) -> Panel:
    query = Query(f"sort(kurs_target_probability{of})", _EACH)
    text = "Chance to reach the target of the year."
    return Panel("Target is reached", "bargauge", (query,), text, unit="percentunit", height=11, steps=_UNLIKELY)


def _offices() -> Panel:
    text = "Entries of the offices by the last completed day."
    return Panel("Actual by office", "timeseries", (Query(f"kurs_entries_actual{_OFFICES}", _EACH),), text)


def _heard() -> Panel:
    query = Query('time() - kurs_feed_last_event_timestamp_seconds{office=~"$office"}', "{{office}}")
    return Panel("Last heard", "bargauge", (query,), "Time since the newest event of an office became known.", unit="s")


def _silent() -> Panel:
    query = Query('kurs_feed_silent{office=~"$office"}', "{{office}}")
    text = "1: nothing arrives although the plan expects reports. The office is not behind, it is not heard."
    return Panel("Silent feeds", "stat", (query,), text, steps=((None, "good"), (1, "bad")))


def _alerts() -> Panel:
    query = Query('kurs_alerts_open{plan="$plan"}', "{{severity}}")
    return Panel("Open alerts", "timeseries", (query,), "Alerts that stand, by severity; the page says why.", width=16)


def _evaluated() -> Panel:
    query = Query('time() - kurs_evaluated_timestamp_seconds{plan="$plan"}')
    text = "Time since all completed working days were seen evaluated."
    return Panel("Evaluated", "stat", (query,), text, unit="s", steps=((None, "good"), (3600, "bad")))
