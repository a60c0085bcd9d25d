"""Files that are either the old ones or complete new ones, whatever happens while they are written."""

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def open_atomically(path: Path) -> Generator[TextIO]:
    """Open a CSV file for writing; it takes its place only when all is written."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        # With a byte order mark, without which Excel takes "Café" for "CafÃ©".
        with open(descriptor, "w", encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123 (a descriptor)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode_of(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode_of(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        # What a plain open() would have given; mkstemp shuts everybody else out.
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
