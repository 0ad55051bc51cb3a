"""Any order and any repetition of revisions ends as a plain fold says."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.planning.domain.counting import Moves, move
from services.planning.domain.revisions import Arrival, History
from shared.clock import day_of, from_micros

HOUR = 3_600_000_000
YEAR_2026 = 1_767_225_600_000_000

arrivals = st.builds(
    Arrival,
    revision=st.integers(1, 4),
    known=st.integers(0, 200).map(lambda hours: YEAR_2026 + hours * HOUR),
    event_id=st.uuids().map(str),
    sequence=st.just(1),
    data=st.sampled_from(["a", "b", "c"]),
)
lives = st.lists(arrivals, max_size=8, unique_by=lambda arrival: arrival.event_id)


def history_of(events: Iterable[Arrival]) -> History:
    history = History()
    for event in events:
        history.take(event)
    return history


def plain_fold(events: list[Arrival], known: int) -> str | None:
    """Return the highest revision known by then; of one revision the arrival with the smaller (known, id)."""
    standing: dict[int, Arrival] = {}
    for event in events:
        present = standing.get(event.revision)
        if present is None or (event.known, event.event_id) < (present.known, present.event_id):
            standing[event.revision] = event
    seen = [revision for revision, event in standing.items() if event.known <= known]
    return standing[max(seen)].data if seen else None


@given(life=lives, data=st.data())
def test_order_and_repetition_do_not_matter(life: list[Arrival], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(life + life[:3]))

    one, other = history_of(life), history_of(shuffled)

    assert one.standing == other.standing
    assert set(one.others) == set(other.others)
    assert set(one.conflicts()) == set(other.conflicts())


@given(life=lives, day=st.integers(0, 10))
def test_the_movements_known_by_a_day_add_up_to_where_the_entry_stood_at_its_end(life: list[Arrival], day: int) -> None:
    moved: Moves[str] = {}
    move(history_of(life).standing.values(), lambda data: [data], moved)
    last = date(2026, 1, 1 + day)
    counted = Counter[str]()
    for (cell, known), n in moved.items():
        if known <= last:
            counted[cell] += n

    in_time = [arrival for arrival in life if day_of(from_micros(arrival.known)) <= last]
    expected = plain_fold(in_time, YEAR_2026 + 1000 * HOUR) if in_time else None

    assert +counted == Counter([expected] if expected else [])
    assert not -counted
