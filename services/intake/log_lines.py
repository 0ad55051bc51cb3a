"""What the log says of a request: how many events, from whom; a single one by its name."""

from collections import Counter as Tally
from collections.abc import Sequence

import structlog

from services.intake.domain.candidate import Candidate, Outcome
from services.intake.domain.refused import Refused
from shared.keys import Caller
from shared.telemetry.naming import logged_as

log = structlog.get_logger()


def log_taken(candidates: Sequence[Candidate], outcomes: Sequence[Outcome], caller: Caller) -> None:
    """Tell what was accepted, and what had been before."""
    accepted, duplicates = outcomes.count(Outcome.ACCEPTED), outcomes.count(Outcome.DUPLICATE)
    if accepted or duplicates:
        log.info(
            "events.accepted",
            office=caller.office,
            key=caller.key_id,
            event_id=_name_of(candidates),
            accepted=accepted,
            duplicates=duplicates,
        )


def log_refused(refused: Sequence[Refused], caller: Caller) -> None:
    """Tell by which rules events were refused; not which: what was refused may be named after a person."""
    if refused:
        rules = Tally(why.name for why in refused)
        log.info("events.refused", office=caller.office, key=caller.key_id, rules=dict(rules))


def _name_of(candidates: Sequence[Candidate]) -> str | None:
    return logged_as(candidates[0].source, candidates[0].id) if len(candidates) == 1 else None
