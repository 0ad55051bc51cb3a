"""The brake: when everything looks bad, it is not the messages that are bad."""

from collections import deque
from collections.abc import Iterable

LOOK_BACK = 500
MOST_OF_THEM = LOOK_BACK // 20
IN_A_ROW = 20


class Brake:
    """Watches how many messages cannot be taken: more than 5 % of the last 500, or 20 in a row, are too many."""

    def __init__(self) -> None:
        """Begin with a clean record."""
        self._last: deque[bool] = deque(maxlen=LOOK_BACK)
        self._refused = 0
        self._row = 0
        self.on = False

    def after(self, refused: Iterable[bool]) -> bool:
        """Note for each message in turn whether it was refused; return whether the brake holds now."""
        for one in refused:
            if len(self._last) == LOOK_BACK:
                self._refused -= self._last[0]
            self._last.append(one)
            self._refused += one
            self._row = self._row + 1 if one else 0
            self.on = self.on or self._row >= IN_A_ROW or self._refused > MOST_OF_THEM
        return self.on

    def release(self) -> None:
        """Let messages through again; what was is forgotten."""
        self._last.clear()
        self._refused = 0
        self._row = 0
        self.on = False
