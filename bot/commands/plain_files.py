"""Reading a file that somebody has named, whatever it turns out to be."""

import os
import stat
from pathlib import Path


class UnreadableFileError(ValueError):
    """The sentence says why."""


def read_plain_file(path: str | Path, most: int) -> bytes:
    """Return the beginning of a file, one byte more than `most` at the longest, so that too long is seen.

    A pipe is not waited for, and a device not read. Raises UnreadableFileError.
    """
    try:
        # Without waiting: a pipe that nobody writes into would be opened for ever.
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise UnreadableFileError(_explain_unreadable(error)) from None
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise UnreadableFileError("It is not a file.")
        with os.fdopen(opened, "rb", closefd=False) as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise UnreadableFileError(_explain_unreadable(error)) from None
    finally:
        os.close(opened)


def _explain_unreadable(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file."
    reason = error.strerror if isinstance(error, OSError) else None
    return f"The file cannot be read: {reason or 'that is no path'}."
