"""What an office may see."""

from shared.keys import Caller
from shared.web.problems import Problem


def own_office(office: str | None, caller: Caller) -> str | None:
    """Return the office that *caller* asks about: its own, or for the district any, or None for all."""
    if caller.office is None:
        return office
    if office not in {None, caller.office}:
        raise Problem(403, "foreign-office", "This is another office's", "An office sees its own only.")
    return caller.office
