"""A command that cannot go on says why and the way out, and ends with 1."""

from services.kurs.texts import Language, say


class Failure(Exception):
    """Ends the command with a text of :mod:`services.kurs.texts`."""

    def __init__(self, key: str, **values: object) -> None:
        """Say the text *key* with *values*."""
        super().__init__(key)
        self._key = key
        self._values = values

    def text(self, language: Language) -> str:
        """Return what to tell the user."""
        return say(self._key, language, **self._values)
