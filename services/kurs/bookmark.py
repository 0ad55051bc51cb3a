"""How far a file was sent, kept for the next run of the same command."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from services.kurs.sending import Sent


class Bookmark:
    """Remembers how far a file was sent, so that the same command goes on after an interruption."""

    def __init__(self, folder: Path, file: Path, *what: str) -> None:
        """Keep the mark for *file* in *folder*; *what* else makes it another errand (address, --until)."""
        name = hashlib.blake2b("\0".join([str(file.absolute()), *what]).encode(), digest_size=10).hexdigest()
        self._mark = folder / f"{name}.json"
        self._file = file

    def load(self) -> Sent:
        """Return how far an interrupted run came, from nothing when the file is another one by now."""
        try:
            mark = json.loads(self._mark.read_bytes())
            sent = Sent(**mark["sent"])
        except (OSError, ValueError, KeyError, TypeError):
            return Sent()
        return sent if mark["before"] == self._before(sent.offset) else Sent()

    def keep(self, sent: Sent) -> None:
        """Remember *sent*."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        draft = self._mark.with_suffix(".new")
        draft.write_text(json.dumps({"sent": asdict(sent), "before": self._before(sent.offset)}))
        draft.replace(self._mark)

    def drop(self) -> None:
        """Forget: the file was sent to its end."""
        self._mark.unlink(missing_ok=True)

    def _before(self, offset: int) -> str:
        """Return a hash of the last bytes before *offset*: a file that was replaced does not match."""
        with self._file.open("rb") as stream:
            stream.seek(max(0, offset - 4096))
            return hashlib.blake2b(stream.read(min(offset, 4096)), digest_size=16).hexdigest()
