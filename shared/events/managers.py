"""Who is told what: travels with the plan."""

from typing import Literal

from shared.events.base import Event


class Person(Event):
    """Somebody who is told about series of the plan, or (``operations``) about what keeps others from being told.

    ``name`` is unique in a plan. Told by ``mail``, by ``webhook``, or both. ``series`` are ids in which ``*`` stands
    for anything; ``offices`` and ``sectors`` are codes. ``from_level`` is the lowest level told. ``digest`` collects
    mails for a day or a week. ``report`` asks for the report of every month.
    """

    name: str
    mail: str | None = None
    webhook: str | None = None
    language: Literal["de", "en"] = "de"
    series: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    from_level: Literal["watch", "warning", "critical"] = "warning"
    digest: Literal["none", "daily", "weekly"] = "none"
    report: Literal["none", "monthly"] = "none"
    operations: bool = False


class Escalation(Event):
    """An alert that nobody has acknowledged after so many working days is told to the person ``to``."""

    after_working_days: int
    to: str


class Managers(Event):
    """The people of a plan."""

    people: tuple[Person, ...] = ()
    escalation: Escalation | None = None
