"""Ports for servers that come later, or go and come again."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hold_port() -> Iterator[int]:
    """A port for a server that comes later or again: it is nobody else's while this lasts.

    Whoever asks for "any" port, here or in a process beside, gets none that is bound. A server may still
    listen on it, as both say SO_REUSEADDR, and a bound socket that does not listen is in nobody's way.
    """
    with socket.socket() as placeholder:
        placeholder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        placeholder.bind(("127.0.0.1", 0))
        yield placeholder.getsockname()[1]
