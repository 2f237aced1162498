"""存储 Recorder: the append-only table in SQLite, through the library ``eventsourcing``.

Reading order: what is asked of the table, the recorder, the factory.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from eventsourcing.persistence import ApplicationRecorder, IntegrityError
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteFactory

from ledger.errors import LedgerError
from ledger.rows import Row, Seen
from ledger.sqlite.connections import Datastore
from ledger.sqlite.schema import CHECKPOINTS, FIRST_ACTS, GUARDS, TABLE, TREE, TREE_GUARDS
from ledger.sqlite.tree import SQLiteTree
from ledger.sqlite.views import CREATED, SQLiteViews
from ledger.tree_rows import catch_up, grow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eventsourcing.persistence import StoredEvent

    from ledger.tree_rows import TreeRows

_INSERT = (
    "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
)
_PAGE = (
    "SELECT rowid, topic, state FROM stored_events WHERE rowid > ? AND rowid <= ? "
    "ORDER BY rowid LIMIT ?"
)
_PICK = (
    "SELECT rowid, topic, state FROM stored_events WHERE rowid IN (SELECT value FROM json_each(?))"
)
_OCCURRED = (
    "SELECT rowid, json_extract(CAST(state AS TEXT), '$.occurred_at') FROM stored_events "
    "WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?"
)
_OF_KIND = (  # "/" comes right after "."
    "FROM stored_events WHERE originator_version = 1 AND topic > ? || '.' AND topic < ? || '/'"
)
_MATTERS = f"SELECT json_extract(CAST(state AS TEXT), '$.matter') {_OF_KIND} ORDER BY rowid"
_MATTER_COUNT = f"SELECT COUNT(*) {_OF_KIND}"
_STREAM = "SELECT 1 FROM stored_events WHERE originator_id = ? LIMIT 1"
_VERSION = "SELECT COALESCE(MAX(originator_version), 0) FROM stored_events WHERE originator_id = ?"


class AppendOnlyRecorder(SQLiteApplicationRecorder):
    """Records acts at the next position, and reads them by page."""

    datastore: Datastore

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore)
        self.insert_events_statement = _INSERT

    def construct_create_table_statements(self) -> list[str]:
        """Return the tables, their index and their guards, and the tables of the views."""
        tree = [TREE, CHECKPOINTS, *TREE_GUARDS.values()]
        return [TABLE, FIRST_ACTS, *GUARDS.values(), *tree, *CREATED.values()]

    def found(self, first: StoredEvent) -> None:
        """Make the tables and record the first act, both or neither."""
        with self.datastore.transaction(commit=True) as cursor:
            self._create_table(cursor)
            self._insert_events(cursor, [first])

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        unchanged: Seen | None = None,
        **_: Any,
    ) -> None:
        """Insert acts and let the tree grow, if what their decision has seen is ``unchanged``.

        Positions are not handed back: a ``Recording`` for each costs more than writing it.
        """
        if unchanged is not None:
            self._check(c, unchanged)
        tree = _tree(c)
        catch_up(tree)
        acts = [
            (str(e.originator_id), e.originator_version, e.topic, e.state) for e in stored_events
        ]
        c.executemany(self.insert_events_statement, acts)
        grow(tree, acts, tree.position())

    def _check(self, cursor: SQLiteCursor, seen: Seen) -> None:
        """Refuse what was decided on something else than is there now."""
        for stream, version in seen.streams.items():
            cursor.execute(_VERSION, (stream,))
            if cursor.fetchone()[0] != version:
                raise IntegrityError(f"the stream {stream} has moved on")
        for kind, count in seen.kinds.items():
            cursor.execute(_MATTER_COUNT, (kind, kind))
            if cursor.fetchone()[0] != count:
                raise IntegrityError(f"there are other matters of the kind {kind}")

    @contextmanager
    def tree(self, *, writing: bool = False) -> Iterator[TreeRows]:
        """Give the tree within one transaction; for ``writing`` it is made and has caught up."""
        with self.datastore.transaction(commit=writing) as cursor:
            tree = _tree(cursor)
            if writing:
                catch_up(tree)
            yield tree

    def page(self, after: int, until: int, limit: int) -> list[Row]:
        """Return the next acts after a position, at most ``limit``, by position."""
        with self.datastore.reading() as cursor:
            return cursor.execute(_PAGE, (after, until, limit)).fetchall()

    def pick(self, positions: Iterable[int]) -> dict[int, Row]:
        """Return the acts at some positions."""
        wanted = f"[{','.join(map(str, positions))}]"
        with self.datastore.reading() as cursor:
            return {row[0]: row for row in cursor.execute(_PICK, (wanted,))}

    def occurrences(self, after: int, until: int, limit: int) -> list[tuple[int, str]]:
        """Return the next positions and when each act happened, as ISO 8601 text."""
        with self.datastore.reading() as cursor:
            return cursor.execute(_OCCURRED, (after, until, limit)).fetchall()

    def matters(self, kind: str) -> list[str]:
        """Return the business numbers of every matter of a kind, in order of record."""
        with self.datastore.reading() as cursor:
            return [number for (number,) in cursor.execute(_MATTERS, (kind, kind))]

    def has_stream(self, stream: str) -> bool:
        """Say whether a stream holds any act."""
        return self.one(_STREAM, stream) is not None

    def one(self, statement: str, *values: Any) -> Any:
        """Return the first column of the first row of a query, or None."""
        with self.datastore.reading() as cursor:
            row = cursor.execute(statement, values).fetchone()
        return row[0] if row else None

    def position(self) -> int:
        """Return the last position, 0 for none."""
        return self.one("SELECT COALESCE(MAX(rowid), 0) FROM stored_events")  # type: ignore[no-any-return]

    def count(self) -> int:
        """Return how many acts there are."""
        return self.one("SELECT COUNT(*) FROM stored_events")  # type: ignore[no-any-return]

    def missing_guards(self) -> list[str]:
        """Return the names of the guards that are not there as they were made."""
        with self.datastore.reading() as cursor:
            there = dict(cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'"))
            guards = GUARDS | (TREE_GUARDS if SQLiteTree(cursor).exists() else {})
        return [name for name, sql in guards.items() if there.get(name) != sql]

    def views(self, label: str) -> SQLiteViews:
        """Return the stored views beside the acts."""
        return SQLiteViews(self.datastore, label)

    def grant(self, roles: Mapping[str, str]) -> None:
        """Refuse: a file has no roles.

        Raises:
            LedgerError: always.

        """
        raise LedgerError(
            f"A file has no roles 角色 ({', '.join(roles.values())}): give people rights to the "
            "file and its folder, or keep the ledger in PostgreSQL."
        )

    def has_table(self) -> bool:
        """Say whether the file holds a table of acts."""
        return self.one("SELECT 1 FROM sqlite_master WHERE name = 'stored_events'") is not None


def _tree(cursor: SQLiteCursor) -> SQLiteTree:
    plain = cursor.sqlite_cursor.connection.cursor()
    plain.row_factory = None
    return SQLiteTree(plain)


class Factory(SQLiteFactory):
    """Builds the recorder for one address; no setting of the environment can change it."""

    def __init__(self, uri: str, *, read_only: bool) -> None:
        super().__init__({self.SQLITE_DBNAME: uri, self.CREATE_TABLE: "n"})
        self.datastore = Datastore(uri, read_only=read_only)

    def application_recorder(self) -> ApplicationRecorder:
        """Return our recorder."""
        return AppendOnlyRecorder(self.datastore)  # type: ignore[arg-type]
