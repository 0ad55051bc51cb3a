"""What people do with alerts: acknowledge, snooze, note, reopen."""

from datetime import date, datetime

from services.monitoring.alerts.cases import Case, cases_of, do
from services.monitoring.domain.deeds import Fault, What, Wish, faults
from services.monitoring.domain.handling import State
from services.monitoring.ports import Memory, Records
from shared.clock import day_of


class UnknownAlert(Exception):
    """There is no alert of that id."""


class AlertIsResolved(Exception):
    """The alert is resolved: a note can be written to it, and nothing else be done with it."""


class AlertIsOpen(Exception):
    """The alert is neither acknowledged nor snoozed: there is nothing to reopen."""


class UnfitWish(Exception):
    """What is wished does not fit; ``faults`` says everything that is wrong."""

    def __init__(self, wrong: tuple[Fault, ...]) -> None:
        """Say that *wrong* is wrong."""
        super().__init__(", ".join(wrong))
        self.faults = wrong


def acknowledge(  # noqa: PLR0913, PLR0917 - the fields of a form
    memory: Memory, alert_id: str, who: str, note: str, until: date | None, now: datetime
) -> None:
    """Keep the alert silent through *until* (None: until it is resolved) unless it rises.

    Raises :class:`UnknownAlert`, :class:`AlertIsResolved`, :class:`UnfitWish`; so do the others.
    """
    _do(memory, alert_id, Wish(What.ACKNOWLEDGE, _text(who), _text(note), until), now)


def snooze(  # noqa: PLR0913, PLR0917 - the fields of a form
    memory: Memory, alert_id: str, who: str, reason: str, until: date | None, now: datetime
) -> None:
    """Put the alert away through *until*, for a *reason*, unless it rises."""
    _do(memory, alert_id, Wish(What.SNOOZE, _text(who), _text(reason), until), now)


def note(memory: Memory, alert_id: str, who: str, note: str, now: datetime) -> None:
    """Write a *note* to the alert, be it resolved or not."""
    _do(memory, alert_id, Wish(What.NOTE, _text(who), _text(note)), now)


def reopen(memory: Memory, alert_id: str, who: str, note: str, now: datetime) -> None:
    """End an acknowledgement or a snooze; raises :class:`AlertIsOpen` too."""
    _do(memory, alert_id, Wish(What.REOPEN, _text(who), _text(note)), now)


def find_case(records: Records, alert_id: str) -> Case:
    """Return the alert of that id, of whatever plan, with what was done with it. Raises :class:`UnknownAlert`."""
    for plan in records.plans():
        for case in cases_of(records, plan):
            if alert_id in {case.alert.id, case.known_as}:
                return case
    raise UnknownAlert


def _do(memory: Memory, alert_id: str, wish: Wish, now: datetime) -> None:
    memory.hold(find_case(memory, alert_id).plan.id)
    case = find_case(memory, alert_id)
    if wrong := faults(wish, day_of(now)):
        raise UnfitWish(wrong)
    if _is_done(case, wish, day_of(now)):
        return
    if wish.what is not What.NOTE:
        _refuse_what_makes_no_sense(case, wish, day_of(now))
    do(case, wish, memory, now)


def _is_done(case: Case, wish: Wish, today: date) -> bool:
    """Say whether *wish* only repeats what was done: a note at any time, else what was done last."""
    if wish.what is What.NOTE:
        return any(deed.fulfils(wish, today) for deed in case.deeds)
    last = next((deed for deed in reversed(case.deeds) if deed.what is not What.NOTE), None)
    return last is not None and last.fulfils(wish, today)


def _refuse_what_makes_no_sense(case: Case, wish: Wish, today: date) -> None:
    handling = case.handling(today)
    if handling.state is State.RESOLVED:
        raise AlertIsResolved
    if wish.what is What.REOPEN and handling.state is State.OPEN and not handling.ran_out:
        raise AlertIsOpen


def _text(given: str) -> str:
    """Return what somebody typed, as it is kept: forms send lines that end as in Windows."""
    return given.replace("\r\n", "\n").strip()
