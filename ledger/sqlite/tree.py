"""树 Tree: the tables of the tree and of the checkpoints in SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.sqlite.schema import CHECKPOINTS, TREE, TREE_GUARDS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ledger.tree_rows import PlacedRow, Run

_EXISTS = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'merkle_runs'"
_SIZE = "SELECT first_leaf + leaves FROM merkle_runs ORDER BY first_leaf DESC LIMIT 1"
_POSITION = "SELECT MAX(rowid) FROM stored_events"
_PLACE = "SELECT rowid FROM stored_events WHERE originator_id = ? AND originator_version = ?"
_ACTS = (
    "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events "
    "WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?"
)
_RUNS = (
    "SELECT first_leaf, leaves, hashes FROM merkle_runs WHERE first_leaf IN ("
    "SELECT (SELECT MAX(first_leaf) FROM merkle_runs WHERE first_leaf <= value) "
    "FROM json_each(?))"
)
_RUNS_FROM = (
    "SELECT first_leaf, leaves, hashes FROM merkle_runs "
    "WHERE first_leaf >= ? ORDER BY first_leaf LIMIT ?"
)
_ADD = "INSERT INTO merkle_runs (first_leaf, leaves, hashes) VALUES (?,?,?)"
_CHECK = "PRAGMA integrity_check(3)"
_CHECKPOINTS = "SELECT note FROM checkpoints ORDER BY number"
_KEEP = "INSERT INTO checkpoints (size, note) VALUES (?,?)"


class SQLiteTree:
    """The tree of a ledger within one transaction; its cursor gives plain tuples."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def exists(self) -> bool:
        """Say whether the tables of the tree are there."""
        return bool(self._one(_EXISTS))

    def make(self) -> None:
        """Make the tables of the tree, with their guards."""
        for statement in (TREE, CHECKPOINTS, *TREE_GUARDS.values()):
            self._cursor.execute(statement)

    def size(self) -> int:
        """Return how many leaves the tree has."""
        return self._one(_SIZE) or 0

    def position(self) -> int:
        """Return the last position of the acts, 0 for none."""
        return self._one(_POSITION) or 0

    def place(self, stream: str, version: int) -> int | None:
        """Return the position of an act, None where there is none."""
        found: int | None = self._one(_PLACE, stream, version)
        return found

    def acts(self, after: int, until: int, limit: int) -> list[PlacedRow]:
        """Return the next stored acts after a position, at most ``limit``, by position."""
        return self._cursor.execute(_ACTS, (after, until, limit)).fetchall()

    def runs(self, leaves: Sequence[int]) -> list[Run]:
        """Return the runs that some leaves are in."""
        wanted = f"[{','.join(map(str, leaves))}]"
        return self._cursor.execute(_RUNS, (wanted,)).fetchall()

    def runs_from(self, first: int, limit: int) -> list[Run]:
        """Return the next runs from a leaf on, at most ``limit``."""
        return self._cursor.execute(_RUNS_FROM, (first, limit)).fetchall()

    def add(self, runs: Sequence[Run]) -> None:
        """Add the next runs."""
        self._cursor.executemany(_ADD, runs)

    def damage(self) -> list[str]:
        """Return what SQLite finds out of order: a page, or an index that lacks an act."""
        found = [line for (line,) in self._cursor.execute(_CHECK)]
        return [] if found == ["ok"] else found

    def checkpoints(self) -> list[str]:
        """Return every checkpoint that was signed, as signed, in that order."""
        return [note for (note,) in self._cursor.execute(_CHECKPOINTS)]

    def keep(self, size: int, note: str) -> None:
        """Keep a signed checkpoint."""
        self._cursor.execute(_KEEP, (size, note))

    def _one(self, statement: str, *values: Any) -> Any:
        rows = self._cursor.execute(statement, values).fetchall()
        return rows[0][0] if rows else None
