"""The secrets of an installation: a file each, made once, in a folder that only its owner can enter."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from services.kurs.redis_users import redis_users

SERVICES = ("intake", "monitoring", "planning")
_BYTES = 32

Chance = Callable[[int], str]
"""Returns a word of so many random bytes."""


def make_secrets(folder: Path, chance: Chance = secrets.token_urlsafe) -> list[Path]:
    """Write what the compose file's containers need into *folder*, and return the files; all of them together or none.

    Raises :class:`FileExistsError` when one of them is there already: a new password would lock out who knows the old.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = {folder / name: text for name, text in _contents(chance)}
    for file in files:
        if file.exists():
            raise FileExistsError(file)
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
        # The folder keeps others out. Containers get the file itself, and run as a user that is not its owner.
        file.chmod(0o644)
    return sorted(files)


def _contents(chance: Chance) -> Iterator[tuple[str, str]]:
    passwords = {service: chance(_BYTES) for service in SERVICES}
    yield "redis_users", redis_users(passwords)
    for service, password in passwords.items():
        yield f"redis_url_{service}", f"redis://{service}:{password}@redis:6379/0"
    postgres = chance(_BYTES)
    yield "postgres_password", postgres
    yield "database_url", f"postgresql://kurs:{postgres}@postgres:5432/kurs"
    yield "grafana_password", chance(_BYTES)
