"""A bar that shows how far a long command is, where somebody watches."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def show_progress(
    total: int, doing: str = "Importing", unit: str = "rows"
) -> Generator[Callable[[int], None]]:
    """Give a function that is told how many more of `total` units are done."""
    if not sys.stderr.isatty():
        yield lambda _more: None
        return
    # Only where somebody watches.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Speed(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} {unit}/s" if task.speed else "")

    with Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        Speed(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(unit, total=total)
        yield lambda more: bar.advance(task, more)
