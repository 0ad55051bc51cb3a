"""Keys: seen once, kept as hashes, valid until they are not."""

import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from shared.keys import KeyRing, UnreadableKeys, create_key, revoke_key

NOW = datetime(2026, 10, 15, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_a_key_says_who_calls_and_what_for(file: Path) -> None:
    token = create_key(file, office="JC-WB", rights=["emit", "read"])

    caller = KeyRing(file, lambda: NOW).caller(token)

    assert caller
    assert caller.office == "JC-WB"
    assert set(caller.rights) == {"emit", "read"}


def test_the_secret_is_not_kept_and_the_file_is_the_users_own(file: Path) -> None:
    token = create_key(file, office=None, rights=["read"])

    assert token.rpartition("_")[2] not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("wrong", ["", "kurs_", "kurs_0000_x", "Bearer", "kurs_ä_ö"])
def test_what_is_no_key_is_nobody(file: Path, wrong: str) -> None:
    create_key(file, office=None, rights=["read"])

    assert KeyRing(file, lambda: NOW).caller(wrong) is None


def test_another_secret_of_a_known_key_is_nobody(file: Path) -> None:
    token = create_key(file, office=None, rights=["read"])

    assert KeyRing(file, lambda: NOW).caller(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


def test_a_key_is_valid_until_the_end_of_its_last_day(file: Path) -> None:
    token = create_key(file, office=None, rights=["read"], expires=date(2026, 10, 15))

    assert KeyRing(file, lambda: NOW).caller(token)
    assert KeyRing(file, lambda: NOW.replace(day=16)).caller(token) is None


def test_a_running_service_notices_new_and_revoked_keys(file: Path) -> None:
    ring = KeyRing(file, lambda: NOW)
    assert ring.caller("kurs_a_b") is None

    token = create_key(file, office=None, rights=["read"])
    caller = ring.caller(token)
    assert caller

    assert revoke_key(file, caller.key_id)
    assert ring.caller(token) is None
    assert not revoke_key(file, caller.key_id)


def test_a_broken_file_is_said_to_be_broken_and_not_overwritten(file: Path) -> None:
    file.write_text("{")

    with pytest.raises(UnreadableKeys):
        create_key(file, office=None, rights=["read"])
    assert file.read_text() == "{"
