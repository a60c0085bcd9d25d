"""Processes a benchmark starts, waits for, and ends by their own ids; nothing else is touched."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent
REPOSITORY = FOLDER.parents[1]


def describe_machine() -> str:
    """Say how busy the machine is: figures from a shared one are to be read with it."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


class OwnProcess:
    """A process in a group of its own, so that what it starts goes with it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.command = command
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={
                **os.environ,  # noqa: TID251 (passed on as it is)
                "PYTHONPATH": str(REPOSITORY),
                **(environment or {}),
            },
            cwd=FOLDER,
            start_new_session=True,
        )
        self.id = self._process.pid

    def wait_for_line(self, pattern: str, seconds: float = 20) -> re.Match[str]:
        """Return the match of the first line that fits; what comes later is read and forgotten."""
        assert self._process.stdout is not None
        overdue = threading.Timer(seconds, self.kill)
        overdue.start()
        lines: list[str] = []
        try:
            for line in self._process.stdout:
                lines.append(line)
                if found := re.search(pattern, line):
                    threading.Thread(target=self._process.stdout.read, daemon=True).start()
                    return found
        finally:
            overdue.cancel()
        raise RuntimeError(f"{' '.join(self.command)} did not become ready:\n{''.join(lines)}")

    def stop(self) -> None:
        """Ask it to finish, and insist after ten seconds."""
        if self._process.poll() is None:
            os.killpg(self.id, signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self._process.poll() is None:
            os.killpg(self.id, signal.SIGKILL)
            self._process.wait(10)


def python(*words: str) -> list[str]:
    """Return the command that runs a script beside this one, or a module, in the same environment."""
    return [sys.executable, *words]
