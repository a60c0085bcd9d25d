"""The log: one line for people or one JSON object a line for machines, and never what a person typed.

Lines of ours are written so that they may be shown. The words of anybody else's lines are left out: Slack's
libraries quote bodies, addresses and tokens, also in errors.
"""

import asyncio
import json
import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from jobs.circumstances import read_circumstances
from jobs.failures import log_failure

OURS = "drumbeat"
FORMATS = ("text", "json")


def is_level(text: str) -> bool:
    """Return whether a log can tell so much: `debug`, `info`, `warning` and what Python knows beside them."""
    return text.upper() in logging.getLevelNamesMapping()


def set_up_log(level: str, style: str = "text") -> None:
    """Log to stderr, and send what nobody catches the same way."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if style == "json" else PlainLines())
    handler.addFilter(is_fit_to_print)
    root = logging.getLogger()
    for each in list(root.handlers):
        root.removeHandler(each)
    root.addHandler(handler)
    root.setLevel(logging.getLevelNamesMapping().get(level.upper(), logging.INFO))
    sys.excepthook = _log_end
    threading.excepthook = _log_end_of_thread
    sys.unraisablehook = _log_unraisable
    logging.captureWarnings(capture=True)
    # A broken pipe must not make logging print the line it could not write, with a stack trace.
    logging.raiseExceptions = False


def is_fit_to_print(record: logging.LogRecord) -> bool:
    """Return whether a line may be shown: Slack's own libraries are heard only about errors.

    Asked of each line, because Bolt gives its loggers the level of the root whatever theirs was.
    """
    if record.name.startswith("aiohttp.server"):
        return False  # it tells of every malformed request, and there is no end of those
    return is_ours(record) or record.levelno >= logging.ERROR


def is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


class PlainLines(logging.Formatter):
    """For people: time, level, where, what."""

    def format(self, record: logging.LogRecord) -> str:
        facts = "".join(f" {name}={value}" for name, value in read_circumstances().items())
        error = _read_error(record)
        words = describe_line(record)
        if error is not None and not is_ours(record):
            words += f" ({type(error).__name__})"
        elif error is not None:
            words += f": {type(error).__name__}\n{_format_place(error)}"
        when = _read_time(record).strftime("%Y-%m-%d %H:%M:%S")
        return f"{when} {record.levelname} {record.name}: {words}{facts and f' [{facts.strip()}]'}"


class JsonLines(logging.Formatter):
    """For machines: one object a line."""

    def format(self, record: logging.LogRecord) -> str:
        error = _read_error(record)
        kind = getattr(record, "kind_of_error", None) or (type(error).__name__ if error else None)
        line: dict[str, Any] = {
            "time": _read_time(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": describe_line(record),
            **read_circumstances(),
        }
        if kind is not None:
            line["exception"] = kind
        return json.dumps(line, ensure_ascii=False, default=str)


def describe_line(record: logging.LogRecord) -> str:
    """Return the words of one of our lines; of anybody else's only where in the code it was logged."""
    if is_ours(record):
        return record.getMessage()
    return f"an error at {record.module}:{record.lineno}, whose words are left out"


def log_uncaught(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log what no task of an event loop has caught: asyncio itself would print the task and what it holds."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        log_failure("a task", error)


def _log_end(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    log_failure("Drumbeat itself", error)


def _log_end_of_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
        log_failure("a thread", arguments.exc_value)


def _log_unraisable(arguments: "sys.UnraisableHookArgs") -> None:
    if arguments.exc_value is not None:
        log_failure("cleaning up", arguments.exc_value)


def _read_error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def _read_time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _format_place(error: BaseException) -> str:
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()
