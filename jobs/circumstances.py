"""What a line of the log is about, in numbers: the workspace, the row of the queue. Never who or what."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_circumstances: ContextVar[Mapping[str, str | int]] = ContextVar("circumstances")
_NONE: Mapping[str, str | int] = {}


@contextmanager
def concerning(**facts: str | int) -> Generator[None]:
    """Let every line that is logged inside carry these facts, and forget what was added inside."""
    before = _circumstances.set({**read_circumstances(), **facts})
    try:
        yield
    finally:
        _circumstances.reset(before)


def note_circumstance(name: str, value: str | int) -> None:
    """Add a fact that has only now become known, until the `concerning` around it ends."""
    _circumstances.set({**read_circumstances(), name: value})


def read_circumstances() -> Mapping[str, str | int]:
    return _circumstances.get(_NONE)
