"""Who is told of what, over which channel, and when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.monitoring.domain.alerts import Kind, Severity
from services.monitoring.domain.audience import Channel, Person, When, addressed, due, to_operations, told_of_silence
from services.monitoring.domain.retries import next_attempt
from shared.clock import BERLIN
from tests.support.telling import change

MAIL, HOOK = "a@example.org", "https://hooks.example.org/"
moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def person(**changed: Any) -> Person:
    values: dict[str, Any] = {
        "name": "Leitung",
        "addresses": ((Channel.MAIL, MAIL),),
        "language": "de",
        "series": ("*",),
        "from_level": "warning",
        "digest": "none",
        "operations": False,
    }
    return Person(**values | changed)


@pytest.mark.parametrize(
    ("patterns", "series", "told"),
    [
        (("*",), "sector/health", True),
        (("entries",), "entries", True),
        (("entries",), "employees", False),
        (("sector/*",), "sector/health", True),
        (("sector/*",), "entries", False),
        (("sector/health", "entries"), "entries", True),
        ((), "entries", False),
    ],
)
def test_somebody_is_told_of_the_series_they_look_after(patterns: tuple[str, ...], series: str, *, told: bool) -> None:
    assert bool(list(addressed(change(series=series), [person(series=patterns)]))) is told


@pytest.mark.parametrize(
    ("from_level", "severity", "told"),
    [
        ("watch", Severity.WARNING, True),
        ("warning", Severity.WARNING, True),
        ("critical", Severity.WARNING, False),
        ("critical", Severity.TARGET_AT_RISK, False),
        ("critical", Severity.CRITICAL, True),
    ],
)
def test_somebody_is_told_from_their_level_on(from_level: str, severity: Severity, *, told: bool) -> None:
    assert bool(list(addressed(change(severity=severity), [person(from_level=from_level)]))) is told


@pytest.mark.parametrize(
    ("digest", "series", "severity", "when"),
    [
        ("none", "entries", Severity.WARNING, When.AT_ONCE),
        ("daily", "entries", Severity.WARNING, When.DAILY),
        ("weekly", "entries", Severity.WARNING, When.WEEKLY),
        ("weekly", "entries", Severity.CRITICAL, When.AT_ONCE),
        ("none", "entries", Severity.TARGET_AT_RISK, When.AT_ONCE),
        ("none", "sector/it", Severity.TARGET_AT_RISK, When.WEEKLY),
        ("daily", "sector/it", Severity.TARGET_AT_RISK, When.DAILY),
    ],
)
def test_what_is_critical_is_told_at_once_and_the_rest_as_wished(
    digest: str, series: str, severity: Severity, when: When
) -> None:
    kind = Kind.TARGET_AT_RISK if severity is Severity.TARGET_AT_RISK else Kind.PACE
    [told] = addressed(change(series=series, severity=severity, kind=kind), [person(digest=digest)])

    assert told.when is when


def test_a_machine_is_told_at_once_while_a_mail_waits() -> None:
    both = person(addresses=((Channel.MAIL, MAIL), (Channel.WEBHOOK, HOOK)), digest="daily")

    assert [(one.channel, one.when) for one in addressed(change(), [both])] == [
        (Channel.MAIL, When.DAILY),
        (Channel.WEBHOOK, When.AT_ONCE),
    ]


def test_the_same_telling_has_the_same_id_and_another_one_another() -> None:
    both = person(addresses=((Channel.MAIL, MAIL), (Channel.WEBHOOK, HOOK)))
    told = [*addressed(change(), [both]), *addressed(change(series="employees"), [both])]

    assert len({one.id for one in told}) == 4
    assert [one.id for one in addressed(change(), [both])] == [one.id for one in told[:2]]


def test_only_operations_hears_of_operations() -> None:
    people = [person(), person(name="Betrieb", series=(), operations=True)]

    assert [one.person for one in to_operations("storm", "plan", people)] == ["Betrieb"]
    assert [one.person for one in addressed(change(), people)] == ["Leitung"]


@given(moments, st.sampled_from([When.DAILY, When.WEEKLY]))
def test_what_is_collected_is_told_the_next_morning_in_berlin(now: datetime, when: When) -> None:
    told = due(when, now)

    assert timedelta() < told - now <= timedelta(days=7 if when is When.WEEKLY else 1, hours=1)
    assert (told.astimezone(BERLIN).hour, told.astimezone(BERLIN).minute) == (7, 0)
    assert when is When.DAILY or told.astimezone(BERLIN).weekday() == 0


@given(moments)
def test_what_is_told_at_once_is_due_now(now: datetime) -> None:
    assert due(When.AT_ONCE, now) == now


@given(moments, st.integers(1, 30), st.floats(0, 1, exclude_max=True))
def test_attempts_lie_further_and_further_apart_and_end(now: datetime, failed: int, chance: float) -> None:
    again = next_attempt(failed, now, lambda: chance)
    earliest = next_attempt(failed, now, lambda: 0.0)

    assert (again is None) == (earliest is None) == (failed > 7)
    if again and earliest:
        assert timedelta(seconds=5) <= earliest - now <= again - now <= 1.2 * (earliest - now)
        following = next_attempt(failed + 1, now, lambda: 0.0)
        assert following is None or following >= earliest


def test_all_attempts_together_take_a_day_and_a_few_hours() -> None:
    now = start = datetime(2026, 6, 29, tzinfo=UTC)
    for failed in range(1, 8):
        now = next_attempt(failed, now, lambda: 0.0) or now

    assert now - start == timedelta(hours=27, minutes=35, seconds=5)


def test_a_silent_office_is_told_at_once_to_operations_and_to_who_looks_after_it() -> None:
    silent = change(series="office/JC-A", kind=Kind.FEED_SILENT, severity=Severity.FEED_SILENT)
    people = [
        person(name="Betrieb", series=(), operations=True),
        person(name="Dienststelle", series=("office/JC-A",), digest="weekly"),
        person(name="alle", series=("office/*",)),
        person(name="andere", series=("office/JC-B", "entries")),
    ]
    told = list(told_of_silence(silent, people))

    assert [one.person for one in told] == ["Betrieb", "Dienststelle", "alle"]
    assert {one.when for one in told} == {When.AT_ONCE}
