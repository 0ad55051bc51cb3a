"""FastStream's broker, set up to carry our JSON and nothing else."""

import logging
from typing import Any

from faststream.redis import RedisBroker
from faststream.redis.parser import MessageFormat
from faststream.redis.prometheus import RedisPrometheusMiddleware
from prometheus_client import CollectorRegistry
from typing_extensions import override

_all = logging.getLogger("faststream")
_all.handlers.clear()  # its own writes text, past what holds for all lines
_all.propagate = True
_log = logging.getLogger("faststream.redis")
_log.setLevel(logging.WARNING)  # it tells of every batch and every task

CONNECT_WITHIN_S = 2.0
ANSWER_WITHIN_S = 10.0
"""Redis answers a read within its second of waiting; a connection silent for longer is given up, not trusted."""


class PlainJson(MessageFormat):
    """A message is the event's JSON, without FastStream's envelope.

    Anybody can read it, header values with umlauts cannot corrupt it, and no ``reply_to`` can make a consumer publish.
    """

    @classmethod
    @override
    async def encode(cls, *, message: Any, **_: Any) -> bytes:
        return bytes(message)

    @classmethod
    @override
    def parse(cls, data: bytes) -> tuple[bytes, dict[str, Any]]:
        return data, {}


def create_broker(redis_url: str, registry: CollectorRegistry) -> RedisBroker:
    """Wire a broker; nothing connects before it starts.

    Handlers are called as they are (``apply_types=False``): the framework's own validation would put refused values
    into its errors and so into the log.
    """
    return RedisBroker(
        redis_url,
        message_format=PlainJson,
        apply_types=False,
        graceful_timeout=8.0,
        logger=_log,
        log_level=logging.DEBUG,
        socket_connect_timeout=CONNECT_WITHIN_S,
        socket_timeout=ANSWER_WITHIN_S,
        middlewares=[RedisPrometheusMiddleware(registry=registry)],
    )
