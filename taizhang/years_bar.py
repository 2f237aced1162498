"""进度 Years bar: how many years are played, how many it takes, and how long that will be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from taizhang import tables

if TYPE_CHECKING:
    from rich.console import Console


class YearsBar:
    """进度条: a bar to be told of years, as ``progress`` of ``tz.replicate`` and ``tz.compare``.

    Use it in a ``with`` statement. It shows itself on a terminal (on stderr) and in a notebook, and
    says what is left by what is known so far: with ``until``, the total moves with each look.

    Args:
        title: what stands before it.
        console: where it is shown; by default stderr.

    """

    def __init__(self, title: str = "年 years", console: Console | None = None) -> None:
        screen = console or tables.console(stderr=True)
        shown = screen.is_terminal or screen.is_jupyter
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("剩余 left"),
            TimeRemainingColumn(),
            console=screen,
            disable=not shown,
        )
        self._task = self._bar.add_task(title, total=None)

    def __call__(self, done: int, total: int) -> None:
        """Show that so many years of so many are done."""
        self._bar.update(self._task, completed=done, total=max(done, total))

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
