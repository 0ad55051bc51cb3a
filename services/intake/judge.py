"""Judge one event: the rules in their order, and the first fault decides."""

from datetime import datetime, timedelta
from typing import Any

from services.intake.domain.candidate import Candidate
from services.intake.domain.coherence import STATUSES, refuse_other_status
from services.intake.domain.envelope import Envelope, is_valid_name, open_envelope
from services.intake.domain.known import Known, refuse_foreign_office
from services.intake.domain.personal import is_personal, refuse_personal
from services.intake.domain.refused import Refused
from services.intake.door import SentEntry, State, read_state
from shared.clock import day_of
from shared.keys import Caller
from shared.tracing.carried import carried

_AHEAD = timedelta(hours=24)


class Judge:
    """Judges the events of one request, all as of the same instant."""

    def __init__(self, known: Known, caller: Caller, now: datetime) -> None:
        """Judge by what the plans know, who calls, and when."""
        self._known = known
        self._office = caller.office
        self._backfill = "backfill" in caller.rights
        self._now = now
        self._carried = carried()

    def candidate(self, event: dict[str, Any]) -> Candidate:
        """Return *event* ready to be kept. Raises :class:`Refused`.

        The order of the rules: personal identifiers, the envelope, the fields of the data, office, its feed, sector,
        status, dates, the future.
        """
        refuse_personal(event)
        envelope = open_envelope(event, backfill=self._backfill)
        state = read_state(envelope.type, envelope.data)
        self._check(envelope, state)
        return Candidate(
            source=envelope.source,
            id=envelope.id,
            type=envelope.type,
            time=envelope.time,
            recorded=envelope.recorded or self._now,
            data=state.__pydantic_serializer__.to_json(state).decode(),
            carried=self._carried,
        )

    def office_of(self, event: dict[str, Any]) -> str | None:
        """Return whose *event* it is, whatever is wrong with it: the caller's, or the office that it names."""
        if self._office is not None:
            return self._office
        data = event.get("data")
        office = data.get("office") if isinstance(data, dict) else None
        return office if isinstance(office, str) and office in self._known.offices else None

    def _check(self, envelope: Envelope, state: State) -> None:
        self._known.refuse_unknown_office(state.office)
        refuse_foreign_office(state.office, envelope.source, self._office)
        if isinstance(state, SentEntry):
            self._known.refuse_fed_by_files(state.office, state.start_date)
        self._known.refuse_unknown_sector(state.sector)
        refuse_other_status(envelope.type, state.status)
        if story := state.story:
            story.refuse_contradictions(day_of(envelope.time))
        self._refuse_future(envelope.time, "/time")
        if envelope.recorded:
            self._refuse_future(envelope.recorded, "/recordedtime")

    def _refuse_future(self, moment: datetime, pointer: str) -> None:
        if moment > self._now + _AHEAD:
            raise Refused("from-the-future", pointer, "At most 24 hours ahead of now.")


def showable_id(event: dict[str, Any]) -> str | None:
    """Return the id of a refused *event* as far as it may be repeated: valid, and nobody's number."""
    found = event.get("id")
    return found if is_valid_name(found) and not is_personal(found) else None


def known_type(event: dict[str, Any]) -> str | None:
    """Return the type of a refused *event* when it is one that exists."""
    found = event.get("type")
    return found if isinstance(found, str) and found in STATUSES else None
