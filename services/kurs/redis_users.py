"""Redis' users: one for each service, with just the streams and commands that it uses, made from the map of streams."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from shared.bus.loss import marker_of
from shared.streams import consumed_by, produced_by

_ALWAYS = ("auth", "hello", "ping", "client|setinfo", "client|setname", "client|maint_notifications", "config|get")
_PRODUCING = ("eval", "xadd", "xtrim", "xinfo", "xpending", "exists", "set")
_CONSUMING = ("eval", "xgroup|create", "xreadgroup", "xack", "xclaim", "xautoclaim", "xpending", "xinfo", "xrange")

HEALTH = "health"
"""Who may ask whether the server lives, and nothing else."""


def redis_users(passwords: Mapping[str, str]) -> str:
    """Return the file of users (ACL) for the services in *passwords*; the default user may do nothing.

    No right can keep a service from writing nonsense to its own streams: the passwords never leave the services.
    """
    lines = ["user default off resetpass resetkeys -@all", f"user {HEALTH} on nopass resetkeys -@all +ping"]
    lines += [_user(service, password) for service, password in sorted(passwords.items())]
    return "\n".join([*lines, ""])


def _user(service: str, password: str) -> str:
    secret = f"#{sha256(password.encode()).hexdigest()}"
    keys = [f"~{key}" for key in _keys(service)]
    commands = [f"+{command}" for command in sorted({*_ALWAYS, *_PRODUCING, *_CONSUMING})]
    return " ".join(["user", service, "on", secret, "resetkeys", *keys, "resetchannels", "-@all", *commands])


def _keys(service: str) -> Iterator[str]:
    yield marker_of(service)
    for stream in dict.fromkeys((*produced_by(service), *consumed_by(service))):
        yield stream.name
