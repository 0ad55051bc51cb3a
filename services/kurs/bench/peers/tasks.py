"""The events as a peer's tasks."""

from collections.abc import Iterator

from services.kurs.bench.events import accepted, events


def tasks(number: int) -> Iterator[tuple[str, str]]:
    """Yield kind and body of *number* events."""
    for sequence, event in enumerate(events(number), 1):
        yield event.kind, accepted(event, sequence).decode()
