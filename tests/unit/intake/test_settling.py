"""What the journal makes of candidates: new, known, or an id used for something else."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.candidate import Candidate, Outcome, settle
from shared.events import EntryAccepted, EntryState
from tests.support.offered import an_entry

MOMENT = datetime(2026, 3, 2, 8, 0, 0, 5, tzinfo=UTC)


def a_candidate(event_id: str = "1", data: str = "{}", source: str = "urn:office:jc-abi") -> Candidate:
    return Candidate(source, event_id, "entry.started", MOMENT, MOMENT, data)


def test_the_same_id_with_the_same_data_is_a_duplicate_also_within_one_request() -> None:
    settlement = settle([a_candidate(), a_candidate()], {}, last=7)

    assert settlement.outcomes == [Outcome.ACCEPTED, Outcome.DUPLICATE]
    assert [kept.sequence for kept in settlement.new] == [8]


def test_the_same_id_with_other_data_is_refused_also_within_one_request() -> None:
    settlement = settle([a_candidate(), a_candidate(data='{"other":1}'), a_candidate()], {}, last=0)

    assert settlement.outcomes == [Outcome.ACCEPTED, Outcome.ID_REUSED, Outcome.DUPLICATE]


def test_two_sources_may_use_the_same_id() -> None:
    settlement = settle([a_candidate(), a_candidate(source="urn:office:jc-wb")], {}, last=0)

    assert settlement.outcomes == [Outcome.ACCEPTED, Outcome.ACCEPTED]


candidates = st.lists(st.builds(a_candidate, st.sampled_from("abcd"), st.sampled_from(["{}", "[]"])), max_size=30)


@given(candidates, st.integers(0, 1000))
def test_sequences_have_no_gaps(offered: Sequence[Candidate], last: int) -> None:
    settlement = settle(offered, {}, last)

    assert [kept.sequence for kept in settlement.new] == list(range(last + 1, last + 1 + len(settlement.new)))
    assert len({kept.candidate.identity for kept in settlement.new}) == len(settlement.new)


@given(candidates)
def test_sending_everything_again_changes_nothing(offered: Sequence[Candidate]) -> None:
    first = settle(offered, {}, 0)
    known = {kept.candidate.identity: kept.candidate.fingerprint for kept in first.new}

    again = settle(offered, known, len(first.new))

    assert not again.new
    assert again.outcomes.count(Outcome.ID_REUSED) == first.outcomes.count(Outcome.ID_REUSED)


@given(st.text(min_size=1, max_size=200))
def test_the_message_is_an_accepted_event_whatever_the_id(event_id: str) -> None:
    state = EntryState.model_validate(an_entry()["data"])
    candidate = a_candidate(event_id, state.model_dump_json())

    event = EntryAccepted.model_validate_json(candidate.message(3))

    assert (event.id, event.sequence, event.time, event.recordedtime) == (event_id, 3, MOMENT, MOMENT)
    assert event.data == state
    assert candidate.message(3) == event.model_dump_json()
