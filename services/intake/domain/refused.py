"""Why an event is refused."""

from types import MappingProxyType

TITLES = MappingProxyType(
    {
        "malformed": "This is not a JSON object",
        "personal-identifier": "This looks like a personal identifier",
        "missing-field": "A field is missing",
        "unsupported-specversion": "This version of CloudEvents is not supported",
        "unknown-type": "This type of event is unknown",
        "unknown-field": "A field is unknown",
        "invalid-value": "A value is not allowed",
        "invalid-date": "This is not a date or time as expected",
        "unknown-office": "This office is in no published plan",
        "foreign-office": "This event is of another office",
        "fed-by-files": "This office's entries come as monthly files",
        "unknown-sector": "This sector is in no published plan",
        "status-mismatch": "Status and type disagree",
        "inconsistent-dates": "The dates contradict each other",
        "from-the-future": "This lies in the future",
        "id-reused": "This id already belongs to another event",
    }
)
"""Every rule by the name of its problem type, with the title that people read."""

OF_FILES = MappingProxyType(
    {
        "id-twice": "This id stands on two lines",
        "out-of-scope": "The entry began outside of the file's months",
    }
)
"""The rules that only lines of monthly files can break."""


class Refused(Exception):
    """An event breaks a rule: which one, where, and the way out. Never holds a value that was sent."""

    def __init__(self, name: str, pointer: str, detail: str) -> None:
        """Name the rule (of :data:`TITLES` or :data:`OF_FILES`), the place as a JSON pointer, and what is right."""
        super().__init__(name)
        self.name = name
        self.pointer = pointer
        self.detail = detail

    @property
    def title(self) -> str:
        """What people read first."""
        return TITLES.get(self.name) or OF_FILES[self.name]
