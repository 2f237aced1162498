"""树 Tree: the tables of the tree and of the checkpoints in PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg.rows import tuple_row

from ledger.postgres.tree_schema import tree_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Cursor

    from ledger.tree_rows import PlacedRow, Run

_SIZE = "SELECT first_leaf + leaves FROM merkle_runs ORDER BY first_leaf DESC LIMIT 1"
_POSITION = "SELECT max(notification_id) FROM stored_events"
_PLACE = (
    "SELECT notification_id FROM stored_events WHERE originator_id = %s AND originator_version = %s"
)
_ACTS = (
    "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events "
    "WHERE notification_id > %s AND notification_id <= %s ORDER BY notification_id LIMIT %s"
)
_RUNS = (
    "SELECT first_leaf, leaves, hashes FROM merkle_runs WHERE first_leaf IN ("
    "SELECT (SELECT max(e.first_leaf) FROM merkle_runs AS e WHERE e.first_leaf <= leaf) "
    "FROM unnest(%s::bigint[]) AS leaf)"
)
_RUNS_FROM = (
    "SELECT first_leaf, leaves, hashes FROM merkle_runs "
    "WHERE first_leaf >= %s ORDER BY first_leaf LIMIT %s"
)
_ADD = "INSERT INTO merkle_runs (first_leaf, leaves, hashes) VALUES (%s, %s, %s)"
_CHECKPOINTS = "SELECT note FROM checkpoints ORDER BY number"
_KEEP = (
    "INSERT INTO checkpoints (number, size, note) "
    "SELECT 1 + COALESCE(max(number), 0), %s, %s FROM checkpoints"
)


class PostgresTree:
    """The tree of a ledger within one transaction of a cursor."""

    def __init__(self, cursor: Cursor[Any], schema: str) -> None:
        self._schema = schema
        self._cursor = cursor.connection.cursor(binary=True, row_factory=tuple_row)

    def exists(self) -> bool:
        """Say whether the tables of the tree are there."""
        return self._one("SELECT to_regclass(%s)", f'"{self._schema}".merkle_runs') is not None

    def make(self) -> None:
        """Make the tables of the tree, with their guards."""
        for statement in tree_statements(self._schema):
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
        return self._cursor.execute(_RUNS, (list(leaves),)).fetchall()

    def runs_from(self, first: int, limit: int) -> list[Run]:
        """Return the next runs from a leaf on, at most ``limit``."""
        return self._cursor.execute(_RUNS_FROM, (first, limit)).fetchall()

    def add(self, runs: Sequence[Run]) -> None:
        """Add the next runs."""
        self._cursor.executemany(_ADD, runs)

    def damage(self) -> list[str]:
        """Return nothing: PostgreSQL's own check (amcheck) is its administrator's to run."""
        return []

    def checkpoints(self) -> list[str]:
        """Return every checkpoint that was signed, as signed, in that order."""
        return [note for (note,) in self._cursor.execute(_CHECKPOINTS)]

    def keep(self, size: int, note: str) -> None:
        """Keep a signed checkpoint."""
        self._cursor.execute(_KEEP, (size, note))

    def _one(self, statement: str, *values: Any) -> Any:
        row = self._cursor.execute(statement, values).fetchone()
        return row[0] if row else None
