"""行 Rows: what is asked of the table of acts, in whichever database it is.

Reading order: a row, what a decision has seen, the questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager

    from eventsourcing.persistence import StoredEvent

    from ledger.tree_rows import TreeRows
    from ledger.views import Views

Row = tuple[int, str, bytes]
"""Position, permanent name, bytes."""


@attrs.define
class Seen:
    """What a decision has seen: the version of every stream, how many matters of every kind."""

    streams: dict[str, int] = attrs.field(factory=dict)
    kinds: dict[str, int] = attrs.field(factory=dict)


class Rows(Protocol):
    """The acts of one ledger as rows. Positions run from 1 in the order of commit, with no gap."""

    def found(self, first: StoredEvent) -> None:
        """Make the tables and record the first act, both or neither."""

    def page(self, after: int, until: int, limit: int) -> list[Row]:
        """Return the next acts after a position, at most ``limit``, by position."""

    def pick(self, positions: Iterable[int]) -> dict[int, Row]:
        """Return the acts at some positions."""

    def occurrences(self, after: int, until: int, limit: int) -> list[tuple[int, str]]:
        """Return the next positions and when each act happened, as ISO 8601 text."""

    def matters(self, kind: str) -> list[str]:
        """Return the business numbers of every matter of a kind, in order of record."""

    def has_stream(self, stream: str) -> bool:
        """Say whether a stream holds any act."""

    def position(self) -> int:
        """Return the last position, 0 for none."""

    def count(self) -> int:
        """Return how many acts there are."""

    def has_table(self) -> bool:
        """Say whether there is a table of acts."""

    def missing_guards(self) -> list[str]:
        """Return the names of the guards that are not there as they were made."""

    def tree(self, *, writing: bool = False) -> AbstractContextManager[TreeRows]:
        """Give the tree within one transaction; for ``writing`` it is made and has caught up."""

    def views(self, label: str) -> Views:
        """Return the stored views beside the acts."""

    def grant(self, roles: Mapping[str, str]) -> None:
        """Give roles what a writer, a projector or a reader may do (``LedgerError`` if not)."""
