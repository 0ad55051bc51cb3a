"""Where the services and their peers keep their tables: fresh databases of each kind."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class Databases(Protocol):
    """One kind of database."""

    name: str

    def fresh(self, folder: Path, owners: Sequence[str]) -> dict[str, str]:
        """Return the URL of an empty database for each of *owners*; files lie in *folder*."""
        ...


class Sqlite:
    """A file for each owner."""

    name = "SQLite"

    def fresh(self, folder: Path, owners: Sequence[str]) -> dict[str, str]:
        """Return files that do not exist yet."""
        return {owner: f"sqlite:///{folder / owner}.sqlite3" for owner in owners}
