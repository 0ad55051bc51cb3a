"""Logs as JSON lines, or as text in a terminal: what happened and where, never what was in it."""

import logging
import sys
import time
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, Processor

_FRAMES = 6
_QUIET_S = 60.0


class OncePerMinute(logging.Filter):
    """Lets a library say the same thing once a minute: while Redis is away it would say it several times a second."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether *record* may be told; its text without values is what counts as the same."""
        again = self._said.get(str(record.msg), 0.0) > time.monotonic() - _QUIET_S
        if not again:
            self._said[str(record.msg)] = time.monotonic()
        return not again


def configure_logs(service: str, level: int = logging.INFO) -> None:
    """Send the logs of this process, libraries' included, to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _name_errors_only,
    ]
    render: Processor = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    handler = logging.StreamHandler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(render, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for noisy in ("alembic", "httpx2", "httpcore2", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _name_errors_only(_: Any, __: str, event: EventDict) -> EventDict:  # noqa: ANN401 - structlog's logger
    """Replace an exception by its class and the places it passed: its message may quote what was sent."""
    if info := event.pop("exc_info", None):
        error = _error_of(info)
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
            event["error"] = type(error).__name__
            event["at"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
    return event


def _error_of(info: ExcInfo | BaseException | bool) -> BaseException | None:  # noqa: FBT001 - logging's own form
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1]
    return sys.exc_info()[1]
