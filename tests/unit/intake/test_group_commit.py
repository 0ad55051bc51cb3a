"""Requests that wait for the journal share its commits."""

import asyncio
from collections.abc import Sequence

import pytest

from services.intake.domain.candidate import Candidate, Outcome, settle
from services.intake.group_commit import GroupCommit
from services.intake.ports import JournalAway
from tests.unit.intake.test_settling import a_candidate


class SlowJournal:
    """A journal in memory whose commits wait until they are let through."""

    def __init__(self) -> None:
        """Begin empty."""
        self.commits: list[list[str]] = []
        self.begun = asyncio.Event()
        self.gate = asyncio.Event()
        self.away = False
        self._known: dict[str, str] = {}

    async def keep(self, candidates: Sequence[Candidate]) -> Sequence[Outcome]:
        self.commits.append([candidate.id for candidate in candidates])
        self.begun.set()
        await self.gate.wait()
        if self.away:
            raise JournalAway
        return settle(candidates, self._known, len(self._known)).outcomes


async def test_requests_that_arrive_during_a_commit_share_the_next_one() -> None:
    journal, news = SlowJournal(), []
    desk = GroupCommit(journal, lambda: news.append(len(journal.commits)))

    first = asyncio.create_task(desk.keep([a_candidate("1")]))
    await journal.begun.wait()
    others = [asyncio.create_task(desk.keep([a_candidate(name), a_candidate("1")])) for name in "234"]
    await asyncio.sleep(0)
    journal.gate.set()

    assert await first == [Outcome.ACCEPTED]
    assert await asyncio.gather(*others) == [[Outcome.ACCEPTED, Outcome.DUPLICATE]] * 3
    assert journal.commits == [["1"], ["2", "1", "3", "1", "4", "1"]]
    assert news == [1, 2]


async def test_when_a_commit_fails_all_who_shared_it_are_told_and_the_next_one_works() -> None:
    journal = SlowJournal()
    desk = GroupCommit(journal, lambda: None)
    journal.gate.set()

    journal.away = True
    answers = await asyncio.gather(*(desk.keep([a_candidate(name)]) for name in "12"), return_exceptions=True)
    assert [type(answer) for answer in answers] == [JournalAway, JournalAway]

    journal.away = False
    assert await desk.keep([a_candidate("1")]) == [Outcome.ACCEPTED]


async def test_who_gave_up_before_the_commit_began_is_not_kept() -> None:
    journal = SlowJournal()
    desk = GroupCommit(journal, lambda: None)
    first = asyncio.create_task(desk.keep([a_candidate("1")]))
    await journal.begun.wait()
    impatient = asyncio.create_task(desk.keep([a_candidate("2")]))
    await asyncio.sleep(0)

    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    journal.gate.set()
    await first

    assert await desk.keep([a_candidate("2")]) == [Outcome.ACCEPTED]
    assert journal.commits == [["1"], ["2"]]
