"""The process in which documents from the net are read: it may be killed at any moment, and holds no secrets.

It gets a document on its standard input and writes what it found to its standard output, one after the
other. Limits on memory and on the processor's time end it where a document is made to hurt; a hook refuses
whatever would open a file, a connection or another process.
"""

import json
import math
import os
import struct
import sys
import warnings
from collections.abc import Callable
from typing import BinaryIO

from jobs.feeds.document import read_document
from jobs.feeds.readings import DocumentRefusedError, pack_reading

PROCESSOR_SECONDS = 6
MEMORY_BYTES = 600_000_000
FORGOTTEN_AFTER = 500
"""So many documents, and the process ends: another one begins with fresh memory."""
HEADER = struct.Struct("!II")
"""Lengths of what is said about the document, and of the document."""
ANSWER = struct.Struct("!?I")
"""Whether the process ends now, and the length of what it found."""

_REFUSED_EVENTS = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.bind",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.listdir",
    "os.scandir",
    "urllib.Request",
    "ctypes.dlopen",
    "shutil.copyfile",
)


def main() -> None:
    """Read documents until there are no more, or enough."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    warnings.simplefilter("ignore")
    # What is imported only when it is first needed is needed now: no file is opened later.
    read_document(
        b"<rss version='2.0'><channel><title>&eacute;</title><item><title>a</title></channel></rss>"
    )
    read_document(b"<html><head><title>a</title></head></html>")
    allow_processor_time = _limit_resources()
    _close_doors()
    for number in range(1, FORGOTTEN_AFTER + 1):
        asked = _receive(source)
        if asked is None:
            return
        allow_processor_time()
        about, body = asked
        answer, is_exhausted = _answer(body, about)
        packed = json.dumps(answer).encode()
        ends = is_exhausted or number == FORGOTTEN_AFTER
        sink.write(ANSWER.pack(ends, len(packed)) + packed)
        sink.flush()
        if ends:
            return


def _answer(body: bytes, about: dict[str, str]) -> tuple[dict[str, object], bool]:
    try:
        known = bytes.fromhex(about.get("known", ""))
        return pack_reading(
            read_document(body, about.get("url"), about.get("content_type", ""), known)
        ), False
    except DocumentRefusedError as error:
        return {"error": str(error)}, False
    except (MemoryError, RecursionError):
        return {"error": "It takes too much memory to read."}, True
    except Exception:
        return {"error": "It cannot be read."}, False


def _receive(source: BinaryIO) -> tuple[dict[str, str], bytes] | None:
    head = source.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    about_length, body_length = HEADER.unpack(head)
    about = source.read(about_length)
    return json.loads(about), source.read(body_length)


def _limit_resources() -> Callable[[], None]:
    """Limit the memory and return what allows the time for one more document."""
    if sys.platform == "win32":
        return lambda: None
    import resource  # noqa: PLC0415 (not everywhere)

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            continue  # macOS knows no limit of addresses; the deadline holds there too

    def allow_processor_time() -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(used.ru_utime + used.ru_stime) + PROCESSOR_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))

    return allow_processor_time


def _close_doors() -> None:
    home = os.path.realpath(os.path.dirname(os.__file__))  # noqa: PTH120 (a hook must be quick)
    folders = tuple({home, *(os.path.realpath(folder) for folder in sys.path if folder)})

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode = arguments[0], arguments[1]
            is_code = (
                isinstance(path, str) and path.startswith(folders) and path.endswith((".py", ".pyc", ".so"))
            )
            if not is_code or (isinstance(mode, str) and mode not in ("r", "rb")):
                raise PermissionError("A document makes nobody open files.")
        elif event in _REFUSED_EVENTS:
            raise PermissionError("A document makes nobody do this.")

    sys.addaudithook(refuse)


if __name__ == "__main__":
    main()
