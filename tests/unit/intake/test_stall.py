"""When planning has read everything and reports nothing, what is not settled is published again."""

import pytest
from structlog.testing import capture_logs

from services.intake.domain.fate import Marks
from services.intake.stall import PATIENCE_S, StallWatch


class Journal:
    """Marks that a test moves by hand."""

    def __init__(self, published: int, settled: int) -> None:
        """Begin with these marks."""
        self.published = published
        self.settled = settled
        self.fallen_back = 0

    async def marks(self) -> Marks:
        return Marks(self.published, self.published, self.settled)

    async def publish_unsettled_again(self) -> None:
        self.fallen_back += 1


class Scene:
    """A watch over a journal, with a clock and readers that a test moves by hand."""

    def __init__(self, published: int = 9, settled: int = 5) -> None:
        """Begin at rest."""
        self.journal = Journal(published, settled)
        self.now = 0.0
        self.all_read = True
        self.woken = 0
        self._watch = StallWatch(self.journal, self._nothing_left, self._wake, lambda: self.now)

    async def _nothing_left(self) -> bool:
        return self.all_read

    def _wake(self) -> None:
        self.woken += 1

    async def look_after(self, seconds: float) -> int:
        """Look again *seconds* later and return how often the mark has fallen back until then."""
        self.now += seconds
        await self._watch.look()
        assert self.woken == self.journal.fallen_back
        return self.journal.fallen_back


async def test_what_stays_unsettled_for_a_minute_although_all_is_read_is_published_again() -> None:
    scene = Scene()

    assert await scene.look_after(0) == 0
    assert await scene.look_after(PATIENCE_S - 1) == 0
    assert await scene.look_after(1) == 1


async def test_it_is_told_once_however_long_it_lasts() -> None:
    scene = Scene()

    with capture_logs() as logs:
        for _ in range(4):
            await scene.look_after(PATIENCE_S)

    assert scene.journal.fallen_back == 3
    assert [line["event"] for line in logs] == ["journal.stalled"]


async def test_as_long_as_something_is_read_it_waits() -> None:
    scene = Scene()
    scene.all_read = False
    await scene.look_after(0)

    assert await scene.look_after(10 * PATIENCE_S) == 0
    scene.all_read = True
    assert await scene.look_after(0) == 1


@pytest.mark.parametrize("published", [5, 4])
async def test_nothing_is_missing_when_all_that_was_published_is_settled(published: int) -> None:
    scene = Scene(published=published)
    await scene.look_after(0)

    assert await scene.look_after(10 * PATIENCE_S) == 0
    scene.journal.published = 6
    assert await scene.look_after(PATIENCE_S - 1) == 0


async def test_every_step_forward_gives_it_another_minute() -> None:
    scene = Scene()
    await scene.look_after(0)
    scene.journal.settled += 1

    assert await scene.look_after(PATIENCE_S) == 0
    assert await scene.look_after(PATIENCE_S - 1) == 0
