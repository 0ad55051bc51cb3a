"""A copy of everything the embedded run keeps, made while it runs, and the way back.

Redis is left out: it is transport, and what it should carry is published again from the databases when it comes empty.
"""

import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

from services.kurs.failure import Failure
from shared.settings import Settings

_IN_ORDER = ("monitoring", "planning", "intake")
"""Who keeps what others sent comes first: whatever it has, the one copied after it has too, and can send again."""

_LEFT_OUT = frozenset({"redis", "logs", "outbox", "lock"})
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: by which version it was made, when, and the SHA-256 of each file."""

    version: str
    made_at: str
    files: dict[str, str]


def back_up(settings: Settings, target: Path, now: datetime) -> Manifest:
    """Write a backup to *target* (.tar.gz), readable by its owner only. Raises :class:`Failure`."""
    if any(not settings.database(service).startswith("sqlite") for service in _IN_ORDER):
        raise Failure("backup-not-embedded")
    if not settings.data_dir.is_dir():
        raise Failure("backup-nothing", folder=settings.data_dir)
    if target.exists():
        raise Failure("backup-exists", file=target)
    with _beside(target) as work:
        files = {file.relative_to(work).as_posix(): _digest(file) for file in _copied(settings.data_dir, work)}
        manifest = Manifest(version("kurshalter"), now.isoformat(), files)
        (work / _MANIFEST).write_text(json.dumps(vars_of(manifest), indent=1))
        packed = work.parent / "packed"
        with os.fdopen(os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w:gz") as archive:
                for name in (_MANIFEST, *files):
                    archive.add(work / name, name)
            stream.flush()
            os.fsync(stream.fileno())
        packed.rename(target)
    return manifest


def vars_of(manifest: Manifest) -> dict[str, object]:
    """Return *manifest* as it is written down."""
    return {"version": manifest.version, "made_at": manifest.made_at, "files": manifest.files}


def _copied(folder: Path, work: Path) -> Iterator[Path]:
    """Copy what is to be kept into *work* and yield the copies."""
    for service in _IN_ORDER:
        source = folder / f"{service}.sqlite3"
        if source.exists():
            yield _database(source, work / source.name)
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and name.parts[0] not in _LEFT_OUT and ".sqlite3" not in file.name:
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            yield Path(shutil.copy2(file, work / name))


def _database(source: Path, copy: Path) -> Path:
    """Copy a database while others write: in one step, so that it is one state of it."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
    return copy


def restore(source: Path, folder: Path) -> Manifest:
    """Put a backup into *folder*, which must be empty or missing: all of it or nothing. Raises :class:`Failure`."""
    if folder.exists() and any(folder.iterdir()):
        raise Failure("restore-not-empty", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _beside(folder) as work:
        try:
            manifest = _unpacked(source, work)
        except (OSError, tarfile.TarError, ValueError, KeyError, TypeError, EOFError):
            raise Failure("restore-unreadable", file=source) from None
        (work / _MANIFEST).unlink()
        work.chmod(0o700)
        if folder.exists():
            folder.rmdir()
        work.rename(folder)
    return manifest


def _unpacked(source: Path, work: Path) -> Manifest:
    with tarfile.open(source) as archive:
        archive.extractall(work, filter="data")
    manifest = Manifest(**json.loads((work / _MANIFEST).read_text()))
    found = {file.relative_to(work).as_posix() for file in work.rglob("*") if file.is_file()} - {_MANIFEST}
    if found != set(manifest.files) or any(_digest(work / name) != kept for name, kept in manifest.files.items()):
        raise ValueError("it is not what was backed up")
    return manifest


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Yield a folder of our own on the disk of *place*; what is left of it is removed."""
    with tempfile.TemporaryDirectory(dir=place.absolute().parent, prefix=".kurs-", ignore_cleanup_errors=True) as own:
        work = Path(own) / "work"
        work.mkdir(mode=0o700)
        yield work


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
