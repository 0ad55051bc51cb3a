"""A stream that repeats, reorders, and forgets acknowledgements: worse than any real one."""

from random import Random


class FakeStream:
    """Holds the numbers of messages, and who has acknowledged them; it delivers whatever it likes."""

    def __init__(self) -> None:
        """Begin empty."""
        self._unread: list[int] = []
        self._pending: list[int] = []

    def publish(self, number: int) -> None:
        """Add a message, maybe once more."""
        self._unread.append(number)

    def deliver(self, at_most: int, dice: Random) -> list[int]:
        """Hand out some messages in any order, and some that are still unacknowledged."""
        waiting = self._unread + self._pending
        dice.shuffle(waiting)
        batch, self._unread = waiting[:at_most], [number for number in waiting[at_most:] if number in self._unread]
        self._pending = list({*self._pending, *batch})
        return batch

    def acknowledge(self, batch: list[int]) -> None:
        """Forget what was read; what was published again meanwhile comes again."""
        self._pending = [number for number in self._pending if number not in batch]

    def flush(self) -> None:
        """Lose everything."""
        self._unread, self._pending = [], []

    @property
    def is_empty(self) -> bool:
        """Say whether everything was delivered and acknowledged."""
        return not (self._unread or self._pending)
