"""The restore drill: a copy made while events arrive, a lost machine, and the same board as if nothing had been."""

import json
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.reference import sample_events, truth
from tests.support.running import Running
from tests.support.truth import assert_as_truth

TODAY = "2027-08-20"


def test_a_lost_machine_comes_back_from_a_copy_made_while_events_arrived(tmp_path: Path) -> None:
    events = sample_events()
    copy = tmp_path / "copy.tar.gz"
    with closing(Running(tmp_path / "first", TODAY)) as first:
        first.folder.mkdir()
        first.start()
        first.send(events[:2_000])
        kept = first.popen("backup", str(copy), "--json")
        first.send(events[2_000:3_000])
        told, _ = kept.communicate(timeout=60)
        assert kept.returncode == 0, told
        key = first.key()

    with closing(Running(tmp_path / "second", TODAY)) as second:
        second.folder.mkdir()
        restored = second.kurs("restore", str(copy))
        assert restored.returncode == 0, restored.stderr
        second.start()
        assert second.key() == key
        second.rest()
        # Whoever has no answer for an event sends it again; what was in the copy is known already.
        second.send(events[1_500:])
        second.rest()
        for day, expected in truth()["as_known_at_end"].items():
            assert_as_truth(second.get("planning", "/v1/board", on=day, by="month"), expected)


@pytest.fixture
def settled(tmp_path: Path) -> Running:
    running = Running(tmp_path, TODAY)
    (tmp_path / "data" / "keys").mkdir(parents=True)
    (tmp_path / "data" / "keys" / "district.key").write_text("kurs_x.y")
    return running


def test_a_backup_is_readable_by_its_owner_only_and_overwrites_nothing(settled: Running, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar.gz"

    assert settled.kurs("backup", str(copy)).returncode == 0
    again = settled.kurs("backup", str(copy))

    assert copy.stat().st_mode & 0o077 == 0
    assert (again.returncode, again.stderr.strip()) == (
        1,
        f"{copy} exists already and is not overwritten. Choose another name.",
    )
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".kurs-")] == []


def test_nothing_is_restored_over_what_is_there(settled: Running, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar.gz"
    settled.kurs("backup", str(copy))

    refused = settled.kurs("restore", str(copy))

    assert refused.returncode == 1
    assert "is not empty" in refused.stderr


@pytest.mark.parametrize("damage", ["cut", "changed", "other", "missing"])
def test_a_damaged_backup_changes_nothing(settled: Running, tmp_path: Path, damage: str) -> None:
    copy, target = tmp_path / "copy.tar.gz", tmp_path / "new"
    settled.kurs("backup", str(copy))
    match damage:
        case "cut":
            copy.write_bytes(copy.read_bytes()[:200])
        case "changed":
            with tarfile.open(copy) as archive:
                archive.extractall(tmp_path / "open", filter="data")
            (tmp_path / "open" / "keys" / "district.key").write_text("kurs_somebody.else")
            with tarfile.open(copy, "w:gz") as archive:
                archive.add(tmp_path / "open", "")
        case "other":
            copy.write_text("no archive")
        case "missing":
            copy.unlink()

    refused = settled.kurs("restore", str(copy), "--data-dir", str(target))

    assert refused.returncode == 1
    assert "no intact backup" in refused.stderr
    assert not target.exists()


def test_what_was_kept_is_told_to_machines(settled: Running, tmp_path: Path) -> None:
    told = json.loads(settled.kurs("backup", str(tmp_path / "copy.tar.gz"), "--json").stdout)

    assert set(told["files"]) == {"keys/district.key"}


def test_postgresql_has_tools_of_its_own(settled: Running, tmp_path: Path) -> None:
    settled.environment["KURS_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/x"

    refused = settled.kurs("backup", str(tmp_path / "copy.tar.gz"))

    assert refused.returncode == 1
    assert "pg_dump" in refused.stderr
