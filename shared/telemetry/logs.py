"""Logs as JSON lines, or as text in a terminal: what happened and where, never what was in it.

A line of ours is named ``thing.what-happened`` and has the fields that ``docs/logs.md`` lists.
"""

import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from shared.telemetry.sparing import Sparing

_FRAMES = 6

log = structlog.get_logger()


class OncePerMinute(logging.Filter):
    """Lets a library say the same thing once a minute: while Redis is away it would say it several times a second."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        super().__init__()
        self._sparing = Sparing(at_first=1, every_s=60.0)

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether *record* may be told; its text without values is what counts as the same."""
        if isinstance(record.msg, dict):  # one of ours
            return True
        repeated = self._sparing.held_back((record.name, str(record.msg)))
        record.__dict__["repeated"] = repeated
        return repeated is not None


def configure_logs(service: str, level: int = logging.INFO) -> None:
    """Send the logs of this process, libraries' included, to standard error; all of them say that it is *service*."""
    shared: list[Processor] = [
        _Named(service),
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _name_errors_only,
    ]
    render: Processor = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[_Spared(), *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.addFilter(OncePerMinute())
    foreign = [structlog.stdlib.add_logger_name, _first_line, *shared]
    last = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _in_order, render]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=last, foreign_pre_chain=foreign))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _failed
    for noisy in ("alembic", "httpx2", "httpcore2", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


class _Spared:
    """Ours pass thirty times and then once a second: of each kind, from each office, about each stream."""

    def __init__(self) -> None:
        self._sparing = Sparing(at_first=30, every_s=1.0)

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        repeated = self._sparing.held_back((event["event"], event.get("office"), event.get("stream")))
        if repeated is None:
            raise structlog.DropEvent
        said = {name: value for name, value in event.items() if value is not None}
        return {**said, "repeated": repeated} if repeated else said


class _Named:
    def __init__(self, service: str) -> None:
        self._service = service

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event["service"] = self._service
        return event


def _first_line(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep of a library's text its first line: what follows shows objects, with whatever is in them."""
    event["event"] = str(event["event"]).strip().partition("\n")[0]
    if repeated := getattr(event["_record"], "repeated", 0):
        event["repeated"] = repeated
    return event


def _in_order(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {**{name: event.pop(name) for name in ("timestamp", "level", "service", "event")}, **event}


def _failed(kind: type[BaseException], error: BaseException, trace: Any) -> None:  # noqa: ANN401 - as sys.excepthook
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        log.critical("process.failed", exc_info=error)


def _name_errors_only(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
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
