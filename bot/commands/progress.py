"""A bar that shows how far a long command is, where somebody watches."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def show_progress(
    total: int, doing: str = "Importing", unit: str = "rows"
) -> Generator[Callable[[int], None]]:
    """Give a function that is told how many more of `total` units are done."""
    done = 0
    with show_share(doing, unit) as tell:
        tell(0, total)

        def advance(more: int) -> None:
            nonlocal done
            done += more
            tell(done, total)

        yield advance


@contextmanager
def show_share(doing: str, unit: str) -> Generator[Callable[[int, int], None]]:
    """Give a function that is told how many of how many units are done; the bar comes with the first word."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
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
        task = bar.add_task(unit, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)
