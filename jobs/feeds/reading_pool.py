"""Processes that read documents, kept warm, and killed where one takes too long over a document."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from jobs.feeds.readings import DocumentRefusedError, Reading, unpack_reading

DEADLINE_SECONDS = 12.0
START_SECONDS = 30.0
"""A process that begins has feedparser to import, on whatever else the machine has to do."""
MOST_BODY_BYTES = 4 * 1024 * 1024
_HEADER_BYTES = 4
_MOST_ANSWER_BYTES = 32 * 1024 * 1024
_STOPPED = "Reading it takes too long or too much memory."


class ReadingPool:
    """Reads documents in a few processes of its own; threads may share it.

    Nothing starts before the first document. `close` ends the processes.
    """

    def __init__(self, size: int = 2, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        self.size = size
        self._deadline = deadline_seconds
        self._free = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._idle: list[_Reader] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, body: bytes, url: str | None = None, content_type: str = "") -> Reading:
        """Return what a document holds. Raises DocumentRefusedError, also where reading it was stopped."""
        if len(body) > MOST_BODY_BYTES:
            raise DocumentRefusedError(f"It is larger than {MOST_BODY_BYTES // 1024 // 1024} MB.")
        with self._borrow() as reader:
            answer = reader.ask(body, {"url": url, "content_type": content_type}, self._deadline)
        if answer is None:
            raise DocumentRefusedError(_STOPPED)
        return unpack_reading(json.loads(answer))

    def close(self) -> None:
        """End the processes; a document that is being read is given up."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.end()

    @contextmanager
    def _borrow(self) -> Generator["_Reader"]:
        with self._free:
            with self._lock:
                reader = self._idle.pop() if self._idle else None
            if reader is None or not reader.lives:
                reader = _Reader()
            try:
                yield reader
            except BaseException:
                reader.end()
                raise
            with self._lock:
                keep = reader.lives and not self._closed
                if keep:
                    self._idle.append(reader)
            if not keep:
                reader.end()


class _Reader:
    """One process. It is asked by one thread at a time."""

    def __init__(self) -> None:
        self._fresh = True
        # None of the settings, among which are tokens; and no keyboard interrupt from the terminal.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jobs.feeds.reader_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(each for each in [_home(), *sys.path] if each)}
            if os.name == "posix"
            else None,
            cwd=_home(),
            start_new_session=True,
        )

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, body: bytes, about: dict[str, str | None], deadline: float) -> bytes | None:
        """Return the answer, or None where the process had to be ended."""
        if self._fresh:
            deadline += START_SECONDS
            self._fresh = False
        watch = threading.Timer(deadline, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            return self._exchange(body, json.dumps(about).encode())
        except OSError:
            return None
        finally:
            watch.cancel()

    def _exchange(self, body: bytes, about: bytes) -> bytes | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        lengths = len(about).to_bytes(_HEADER_BYTES, "big") + len(body).to_bytes(_HEADER_BYTES, "big")
        self._process.stdin.write(lengths + about)
        self._process.stdin.write(body)
        self._process.stdin.flush()
        head = self._process.stdout.read(_HEADER_BYTES)
        length = int.from_bytes(head, "big")
        if len(head) < _HEADER_BYTES or length > _MOST_ANSWER_BYTES:
            self.end()
            return None
        answer = self._process.stdout.read(length)
        return answer if len(answer) == length else None

    def end(self) -> None:
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was still to be written has nobody left to read it
                    stream.close()
        self._process.wait()


def _home() -> str:
    return str(Path(__file__).resolve().parents[2])
