"""The places at which services may be let die."""

PLACES = (
    "intake.before-journal",
    "intake.in-journal",
    "intake.after-commit",
    "intake.before-publishing",
    "intake.published-not-noted",
    "intake.published-and-noted",
    "planning.read",
    "planning.in-transaction",
    "planning.before-commit",
    "planning.after-commit",
    "planning.before-publishing",
    "planning.published-not-noted",
    "planning.published-and-noted",
    "planning.settled-not-announced",
    "monitoring.read",
    "monitoring.before-commit",
    "monitoring.after-commit",
)
"""Passed whenever events are under way."""

TOLD = ("monitoring.before-publishing", "monitoring.published-not-noted", "monitoring.published-and-noted")
"""Passed when an alert changes, or when Redis has forgotten the alerts."""

EVALUATED = "monitoring.evaluated-not-committed"
"""Passed when nothing has arrived for a second, at the latest after some fifteen."""

QUARANTINED = "planning.quarantined-not-acknowledged"
"""Passed when there is something to quarantine."""


def places_of(service: str) -> list[str]:
    """Return the places of a service that are passed again and again."""
    return [place for place in (*PLACES, EVALUATED, QUARANTINED) if place.startswith(f"{service}.")]
