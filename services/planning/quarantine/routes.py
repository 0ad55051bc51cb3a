"""The quarantine over HTTP: for the district's managers, and every look inside is noted."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request

from services.planning.answers import DeadLetterListed, DeadLetterShown
from services.planning.board.presentation import present_letter, present_shown
from services.planning.parts import Parts
from services.planning.quarantine.desk import Desk, NoSuchLetter, OtherEvent, PayloadGone, StillUnreadable
from services.planning.storage import dead_letters
from services.planning.storage.dead_letters import State
from shared.keys import Caller
from shared.web.access import district_with
from shared.web.body import read_body
from shared.web.problems import Problem

T = TypeVar("T")
Hash = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="The SHA-256 of the message.")]
DryRun = Annotated[bool, Query(description="Judge it and publish nothing.")]


Manager = Annotated[
    Caller, Depends(district_with("manage", "The quarantine is the district's", "It holds what all offices sent."))
]


def add_desk(router: APIRouter, parts: Parts) -> None:
    """Add the routes of the quarantine."""
    _add_looking(router, parts)
    _add_deciding(router, parts)


def _desk(parts: Parts, caller: Caller) -> Desk:
    return Desk(parts.seal, caller.key_id, parts.wall())


def _add_looking(router: APIRouter, parts: Parts) -> None:
    @router.get("/dead-letters", tags=["quarantine"])
    async def dead_letter_list(
        _: Manager,
        state: State | None = None,
        after: Annotated[str, Query(description="Go on after this hash.")] = "",
        limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
    ) -> list[DeadLetterListed]:
        """List the messages that could not be taken, without what they said."""
        rows = await parts.database.read(dead_letters.listed, state, after, limit)
        return [present_letter(row) for row in rows]

    @router.get("/dead-letters/{content_sha256}", tags=["quarantine"])
    async def dead_letter(content_sha256: Hash, caller: Manager) -> DeadLetterShown:
        """Return a message with what it said, and what was done to it; the look is noted."""
        return present_shown(*await _act(parts, _desk(parts, caller).show, content_sha256))


def _add_deciding(router: APIRouter, parts: Parts) -> None:
    @router.post("/dead-letters/resume", tags=["quarantine"])
    async def resume(caller: Manager) -> dict[str, bool]:
        """Release the brake: what waits is read again."""
        was_on = parts.brake.on
        await parts.database.write(_desk(parts, caller).note, "resume", "brake")
        parts.brake.release()
        parts.go_on.set()
        return {"was_on": was_on}

    @router.post("/dead-letters/{content_sha256}/replay", tags=["quarantine"])
    async def replay(content_sha256: Hash, caller: Manager, dry_run: DryRun = False) -> dict[str, str]:  # noqa: FBT002 - a query parameter has a name
        """Publish a message once more as it is; what was counted already is not counted again."""
        await _act(parts, _desk(parts, caller).replay, content_sha256, dry_run=dry_run)
        return {"state": "waiting" if dry_run else "replayed"}

    @router.post("/dead-letters/{content_sha256}/repair", tags=["quarantine"])
    async def repair(
        content_sha256: Hash,
        caller: Manager,
        request: Request,
        dry_run: DryRun = False,  # noqa: FBT002 - as above
    ) -> dict[str, str]:
        """Publish the body, a corrected message of the same event, in place of a message."""
        repaired = await read_body(request)
        await _act(parts, _desk(parts, caller).repair, content_sha256, repaired, dry_run=dry_run)
        return {"state": "waiting" if dry_run else "repaired"}

    @router.post("/dead-letters/{content_sha256}/discard", tags=["quarantine"])
    async def discard(content_sha256: Hash, caller: Manager) -> dict[str, str]:
        """Decide that a message is not wanted."""
        await _act(parts, _desk(parts, caller).discard, content_sha256)
        return {"state": "discarded"}


async def _act(parts: Parts, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:  # noqa: ANN401 - the desk's own
    try:
        done = await parts.database.write(work, *args, **kwargs)
    except NoSuchLetter:
        raise Problem(404, "not-found", "There is no such message", "GET /v1/dead-letters lists all of them.") from None
    except PayloadGone:
        raise Problem(410, "payload-gone", "Its content is not kept any more", "Ask the office to send it.") from None
    except StillUnreadable as fault:
        detail = f"It would be set aside again ({fault}): repair it."
        raise Problem(422, "still-unreadable", "The message is no event", detail) from None
    except OtherEvent:
        detail = "sequence, id and source must be those of the message that is repaired."
        raise Problem(422, "other-event", "This is another event", detail) from None
    parts.committed()
    return done
