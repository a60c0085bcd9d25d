"""Processes that read documents, kept warm, and killed where one takes too long over a document."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from jobs.feeds.deadlines import DeadlineWatch
from jobs.feeds.readings import DocumentRefusedError, Reading, unpack_reading

DEADLINE_SECONDS = 12.0
START_SECONDS = 30.0
"""A process that begins has feedparser to import, on whatever else the machine has to do."""
MOST_BODY_BYTES = 4 * 1024 * 1024
_LENGTH_BYTES = 4
AT_ONCE_SECONDS = 0.2
"""A process that fails so soon had died before; the document is not to blame."""
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
        self._watch = DeadlineWatch()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(
        self, body: bytes, url: str | None = None, content_type: str = "", known_entries: bytes = b""
    ) -> Reading:
        """Return what a document holds, without the entries whose hashes are known.

        Raises DocumentRefusedError, also where reading it was stopped.
        """
        if len(body) > MOST_BODY_BYTES:
            raise DocumentRefusedError(f"It is larger than {MOST_BODY_BYTES // 1024 // 1024} MB.")
        about = {"url": url, "content_type": content_type, "known": known_entries.hex()}
        answer = None
        for _ in range(2):
            begun = time.monotonic()
            with self._borrow() as reader:
                had_worked = not reader.fresh
                answer = reader.ask(body, about, self._watch, self._deadline)
            if answer is not None or not had_worked or time.monotonic() - begun > AT_ONCE_SECONDS:
                break
        if answer is None:
            raise DocumentRefusedError(_STOPPED)
        return unpack_reading(json.loads(answer))

    def close(self) -> None:
        """End the processes that wait; one that is reading ends once it has answered, or at its deadline."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.end()
        self._watch.end()

    @contextmanager
    def _borrow(self) -> Generator["_Reader"]:
        with self._free:
            with self._lock:
                reader = self._idle.pop() if self._idle else None
            if reader is not None and not reader.lives:
                reader.end()
                reader = None
            reader = reader or _Reader()
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
        self.fresh = True
        """It was never asked."""
        self.ends = False
        """It is asked no more: it ends by itself."""
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
        return not self.ends and self._process.poll() is None

    def ask(
        self, body: bytes, about: dict[str, str | None], watch: DeadlineWatch, deadline: float
    ) -> bytes | None:
        """Return the answer, or None where the process had to be ended."""
        if self.fresh:
            deadline += START_SECONDS
            self.fresh = False
        try:
            with watch.limit(self._process, deadline):
                answer = self._exchange(body, json.dumps(about).encode())
        except OSError:
            answer = None
        self.ends = self.ends or answer is None
        return answer

    def _exchange(self, body: bytes, about: bytes) -> bytes | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        lengths = len(about).to_bytes(_LENGTH_BYTES, "big") + len(body).to_bytes(_LENGTH_BYTES, "big")
        self._process.stdin.write(lengths + about)
        self._process.stdin.write(body)
        self._process.stdin.flush()
        head = self._process.stdout.read(1 + _LENGTH_BYTES)
        length = int.from_bytes(head[1:], "big")
        if len(head) <= _LENGTH_BYTES or length > _MOST_ANSWER_BYTES:
            return None
        answer = self._process.stdout.read(length)
        self.ends = head[0] != 0
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
