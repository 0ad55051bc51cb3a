"""What looks like a person's number is found, wherever it stands and however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.personal import _harmless_at_a_glance, is_personal, pointer_to, refuse_personal
from services.intake.domain.refused import Refused
from tests.support.offered import Json, an_entry

NUMBERS = [
    "042D123456",
    "12345//1234567",
    "12345BG1234567",
    "65170839J008",
    "DE02120300000000202051",
    "erika@example.org",
    "Kontakt: erika.mustermann@post.example.org, mobil",
]
NUMBER_AS_NAME: Json = {"042D123456": "a value"}
NAME_AS_NAME: Json = {"Erika Mustermann": "042D123456"}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_personal_identifier_is_recognised(number: str) -> None:
    assert is_personal(number)


@pytest.mark.parametrize("number", NUMBERS[:5])
def test_blanks_and_small_letters_do_not_hide_it(number: str) -> None:
    assert is_personal(f"  {' '.join(number)}\n".lower())


@pytest.mark.parametrize(
    "number",
    ["０４２D１２３４５６", "042D\u200b123456", "042D\u00a0123456", "erika＠example.org"],  # noqa: RUF001 - the disguise is the case
)
def test_other_alphabets_and_invisible_letters_do_not_hide_it(number: str) -> None:
    assert is_personal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "047/8132/2026",
        "T-2026-01000403",
        "c_5cbca817c589a24a167b8e3d",
        "2026-03-02",
        "34202",
        "x042D123456",
        "a @ b",
    ],
)
def test_what_only_resembles_one_may_pass(text: str) -> None:
    assert not is_personal(text)


@pytest.mark.parametrize(
    ("event", "pointer"),
    [
        (an_entry(customer="042D123456"), "/data/customer"),
        (an_entry(note={"deeper": ["fine", "042D123456"]}), "/data/note/deeper/1"),
        (an_entry(**NUMBER_AS_NAME), "/data"),
        (an_entry(**NAME_AS_NAME), "/data"),
        (an_entry(envelope={"subject": "042D123456"}), "/subject"),
        (an_entry(envelope={"source": "042D123456"}), "/source"),
        (an_entry(envelope={"id": "042D123456"}), "/id"),
        ({"data": "042D123456"}, "/data"),
    ],
)
def test_it_is_found_in_every_place_that_is_kept_or_shown(event: Json, pointer: str) -> None:
    with pytest.raises(Refused) as refusal:
        refuse_personal(event)

    assert (refusal.value.name, refusal.value.pointer) == ("personal-identifier", pointer)


def test_attributes_that_are_dropped_are_not_looked_at() -> None:
    refuse_personal(an_entry(envelope={"traceparent": "042D123456"}))


texts = st.one_of(st.sampled_from([*NUMBERS, "", "SGB3", "047/8132/2026", "plain text"]), st.text(max_size=12))
values = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), texts), st.lists, max_leaves=3)


@given(st.dictionaries(texts, values, max_size=4), texts, texts, st.one_of(st.none(), texts))
def test_the_quick_look_never_overlooks_what_the_thorough_one_finds(
    data: Json, event_id: str, source: str, subject: str | None
) -> None:
    event = {"id": event_id, "source": source, "subject": subject, "data": data}
    if _harmless_at_a_glance(event):
        everything = [event_id, source, subject or "", *data, *(v for v in data.values() if isinstance(v, str))]
        assert not any(is_personal(text) for text in everything)


def test_a_pointer_never_repeats_a_name_that_could_be_somebodys() -> None:
    assert pointer_to(("data", "customer_name")) == "/data/customer_name"
    assert pointer_to(("data", "Erika Mustermann", "street")) == "/data"
    assert pointer_to(("data", "de02120300000000202051")) == "/data"
