"""How a message says to which requests it goes back: as its last member, in W3C's form (Trace Context)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

MOST = 50
"""So many traces a message may name: what is counted together may go back to thousands of requests."""

_CONTEXT = r'"00-[0-9a-f]{32}-[0-9a-f]{16}-01"'
# The name is that of CloudEvents' extension. Text within an event cannot look like this: its quotes are escaped.
_AT_THE_END = re.compile(rf',"traceparents?":(?:\[?{_CONTEXT}(?:,{_CONTEXT})*\]?)\}}$'.encode())
_LONGEST = 20 + MOST * 58

_members: ContextVar[str] = ContextVar("members", default="")


def carried() -> str:
    """Return what a message that is made now has to end with: nothing, unless what is done now is traced."""
    return _members.get()


def with_carried(body: bytes) -> bytes:
    """Return the JSON object *body* with what it has to carry."""
    members = _members.get()
    return body[:-1] + members.encode() + b"}" if members else body


@contextmanager
def carrying(contexts: Sequence[str]) -> Iterator[None]:
    """Let every message that is made within carry *contexts*, the first of them if they are too many."""
    token = _members.set(_as_members(contexts[:MOST]))
    try:
        yield
    finally:
        _members.reset(token)


def contexts_in(bodies: Iterable[bytes]) -> list[str]:
    """Return the trace contexts that *bodies* carry, each once."""
    found: dict[str, None] = {}
    for body in bodies:
        if named := _AT_THE_END.search(body, max(0, len(body) - _LONGEST)):
            found.update(dict.fromkeys(re.findall(r"00-[0-9a-f-]+", named[0].decode())))
    return list(found)


def _as_members(contexts: Sequence[str]) -> str:
    if len(contexts) == 1:
        return f',"traceparent":"{contexts[0]}"'
    listed = ",".join(f'"{context}"' for context in contexts)
    return f',"traceparents":[{listed}]' if contexts else ""
