"""进度 Progress: a bar on stderr that moves along with a reading of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.progress import Progress

from taizhang import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.reading import Placed

STEP: Final = 5_000
"""Acts between two movements of the bar."""


def followed(placed: Iterable[Placed], last: int, what: str) -> Iterator[Placed]:
    """Yield acts with their positions, and show how many of so many have been read.

    Args:
        placed: acts with their positions, in any order.
        last: how many there are at most.
        what: what is being done, in both languages.

    """
    with Progress(console=tables.console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=last)
        for number, one in enumerate(placed, start=1):
            if number % STEP == 0:
                bar.update(task, completed=number)
            yield one
