"""存储的视图 Views: the tables of stored projections, and how a page of them is written.

A view is disposable: it can be made again from the acts. What is kept of each is the position it
stands at, the edition of the program it was folded by, and the day it is as of; a page of changes
and its mark are one transaction, so that a page is there once or not at all. Reading order: the
shapes, marks and changes, what is asked of a database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol

import attrs

from ledger.errors import ConflictError

# --- the shapes ---

TEXT: Final = "text"
NUMBER: Final = "number"
FLAG: Final = "flag"
DAY: Final = "day"
INSTANT: Final = "instant"


@attrs.frozen
class ViewTable:
    """One stored view.

    Attributes:
        name: the table's.
        columns: type by name, in order; the first is the key. Empty text, never NULL, is "none" of
            a text; the others are NULL for none.

    """

    name: str
    columns: Mapping[str, str]

    @property
    def key(self) -> str:
        """The column that tells rows apart."""
        return next(iter(self.columns))


_OF_FINDING: Final = {
    **dict.fromkeys(("id", "norm", "article", "matter", "bearer", "organ", "leader"), TEXT),
    **dict.fromkeys(("opened", "due", "discharged"), INSTANT),
    "verdict": TEXT,
    "late_working_days": NUMBER,
    **dict.fromkeys(("evidence", "rulebook", "calendar", "key", "because"), TEXT),
    "n": NUMBER,
}
_OF_REGISTER: Final = {
    **dict.fromkeys(("id", "kind", "matter", "title", "status_zh", "status_en"), TEXT),
    **dict.fromkeys(("organ", "leader"), TEXT),
    "opened": INSTANT,
    "last_act": TEXT,
    "last_at": INSTANT,
    "open": FLAG,
    "closed_at": INSTANT,
    "acts": NUMBER,
}
_OF_DUE: Final = {
    **dict.fromkeys(("id", "light"), TEXT),
    "working_days_left": NUMBER,
    "due": DAY,
    **dict.fromkeys(("norm", "matter", "bearer", "organ", "leader"), TEXT),
    "opened": INSTANT,
    "key": TEXT,
    "n": NUMBER,
}

REGISTER: Final = ViewTable("view_register", _OF_REGISTER)
FINDINGS: Final = ViewTable("view_findings", _OF_FINDING)
DUE: Final = ViewTable("view_due", _OF_DUE)
TABLES: Final = (REGISTER, FINDINGS, DUE)
MARKS: Final = "view_marks"
"""The table of marks: one row per view."""

# --- marks and changes ---

Cells = tuple[Any, ...]
"""The values of one row, in the order of the table's columns."""


@attrs.frozen
class Mark:
    """到达位置: where a view stands.

    Attributes:
        position: the last act that was folded in.
        edition: of the program that folded; another edition begins anew.
        as_of: the last local day that counts.

    """

    position: int
    edition: str
    as_of: dt.date


@attrs.frozen
class Change:
    """What one page changes in one view: keys of rows to remove, and rows to add after that."""

    removed: Sequence[str]
    added: Sequence[Cells]


@attrs.frozen
class Page:
    """The changes of one page by the name of the table; ``anew``: remove every row first."""

    changes: Mapping[str, Change]
    anew: bool = False


Read = Callable[[ViewTable], Iterator[Cells]]
"""Yields every row of a view, in no order."""

# --- what is asked of a database ---


class Views(Protocol):
    """The stored views of one ledger, in whichever database it is."""

    def exist(self) -> bool:
        """Say whether the tables are there, in today's shape."""

    def make(self) -> None:
        """Make the tables, empty, in today's shape."""

    def mark(self) -> Mark | None:
        """Return where the views stand, None where they were never folded."""

    def commit(self, page: Page, mark: Mark, before: Mark | None) -> None:
        """Write a page and its mark in one transaction, if the views still stand at ``before``.

        Raises:
            ConflictError: another worker was there first; nothing was written.

        """

    def reading(self) -> AbstractContextManager[tuple[Mark | None, Read]]:
        """Give the mark and how to read the rows that belong to it, as of one instant."""

    def sizes(self) -> dict[str, int]:
        """Return how many rows each view has, by the name of its table."""


def overtaken(name: str) -> ConflictError:
    """Return the error of a worker that finds its views somewhere else."""
    return ConflictError(
        f"Another worker has brought the views 视图 of {name} up to date meanwhile: nothing was "
        "written twice. Run one `taizhang project` at a time."
    )
