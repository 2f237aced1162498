"""存储 Recorder: the append-only table in SQLite, through the library ``eventsourcing``.

Reading order: the table and its guards, connections, the recorder, the factory.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from eventsourcing.persistence import ApplicationRecorder, IntegrityError, InterfaceError
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eventsourcing.persistence import StoredEvent

    from ledger.address import Address

LOCK_TIMEOUT = 30
"""Seconds a writer waits for another writer."""

# AUTOINCREMENT: without it SQLite would use the id of a removed last row again.
TABLE = """CREATE TABLE stored_events (
rowid INTEGER PRIMARY KEY AUTOINCREMENT,
originator_id TEXT NOT NULL,
originator_version INTEGER NOT NULL,
topic TEXT NOT NULL,
state BLOB NOT NULL,
UNIQUE (originator_id, originator_version))"""

# INSERT OR REPLACE removes rows without asking the DELETE guard, so an insert is guarded too: an
# act comes right after the last of its matter, at a position nobody has.
GUARDS = {
    "no_update": """CREATE TRIGGER no_update BEFORE UPDATE ON stored_events
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an act is never changed'); END""",
    "no_delete": """CREATE TRIGGER no_delete BEFORE DELETE ON stored_events
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an act is never removed'); END""",
    "next_only": """CREATE TRIGGER next_only BEFORE INSERT ON stored_events
WHEN NEW.originator_version IS NOT 1 + (SELECT COALESCE(MAX(originator_version), 0)
FROM stored_events WHERE originator_id = NEW.originator_id)
OR EXISTS (SELECT 1 FROM stored_events WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an act comes next in its matter'); END""",
}
"""The triggers that keep the table append-only, by name."""

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
_VERSION = "SELECT COALESCE(MAX(originator_version), 0) FROM stored_events WHERE originator_id = ?"

Row = tuple[int, str, bytes]
"""Position, permanent name, bytes."""


class Pool(SQLiteConnectionPool):
    """Connections to one ledger.

    A writer uses a write-ahead log with ``synchronous=FULL``: a recorded act survives a power cut,
    at one flush per transaction, and readers never wait. A reader changes nothing, not even a mode.
    """

    def __init__(self, uri: str, *, read_only: bool) -> None:
        super().__init__(db_name=uri, lock_timeout=LOCK_TIMEOUT)
        self.read_only = read_only

    def _create_connection(self) -> SQLiteConnection:
        try:
            made = sqlite3.connect(
                self.db_name,
                uri=True,
                check_same_thread=False,
                isolation_level=None,
                timeout=LOCK_TIMEOUT,
            )
            if not self.read_only and not self.is_sqlite_memory_mode:
                made.execute("PRAGMA journal_mode=WAL").close()
                made.execute("PRAGMA synchronous=FULL").close()
        except sqlite3.Error as why:
            raise InterfaceError(why) from why
        made.row_factory = sqlite3.Row
        return SQLiteConnection(sqlite_conn=made, max_age=None)


class Datastore(SQLiteDatastore):
    """The library's datastore over our connections, with text ids of streams."""

    def __init__(self, uri: str, *, read_only: bool) -> None:
        super().__init__(uri, originator_id_type="text")
        self.pool = Pool(uri, read_only=read_only)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Cursor]:
        """Give a cursor that yields plain tuples, within one consistent reading."""
        with self.transaction(commit=False) as cursor:
            plain = cursor.sqlite_cursor
            plain.row_factory = None
            yield plain


class AppendOnlyRecorder(SQLiteApplicationRecorder):
    """Records acts at the next position, and reads them by page."""

    datastore: Datastore

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore)
        self.insert_events_statement = _INSERT

    def construct_create_table_statements(self) -> list[str]:
        """Return the table and its guards."""
        return [TABLE, *GUARDS.values()]

    def found(self, first: StoredEvent) -> None:
        """Make the table and record the first act, both or neither."""
        with self.datastore.transaction(commit=True) as cursor:
            self._create_table(cursor)
            self._insert_events(cursor, [first])

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        unchanged: Mapping[str, int] | None = None,
        **_: Any,
    ) -> None:
        """Insert acts; ``unchanged`` are the streams a decision has read, with their versions.

        The insert takes the write lock, so what is checked after it cannot change any more.
        Positions are not handed back: a ``Recording`` for each costs more than writing it.
        """
        c.executemany(
            self.insert_events_statement,
            [(e.originator_id, e.originator_version, e.topic, e.state) for e in stored_events],
        )
        if not unchanged:
            return
        written = {event.originator_id for event in stored_events}
        for stream, version in unchanged.items():
            if stream in written:
                continue  # its versions follow each other, or the insert would have failed
            c.execute(_VERSION, (stream,))
            if c.fetchone()[0] != version:
                raise IntegrityError(f"the stream {stream} has moved on")

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

    def one(self, statement: str, *values: Any) -> Any:
        """Return the first column of the first row of a query, or None."""
        with self.datastore.reading() as cursor:
            row = cursor.execute(statement, values).fetchone()
        return row[0] if row else None

    def position(self) -> int:
        """Return the last position, 0 for none."""
        return self.one("SELECT COALESCE(MAX(rowid), 0) FROM stored_events")  # type: ignore[no-any-return]

    def missing_guards(self) -> list[str]:
        """Return the names of the guards that are not there as they were made."""
        with self.datastore.reading() as cursor:
            there = dict(cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'"))
        return [name for name, sql in GUARDS.items() if there.get(name) != sql]

    def has_table(self) -> bool:
        """Say whether the file holds a table of acts."""
        return self.one("SELECT 1 FROM sqlite_master WHERE name = 'stored_events'") is not None


class Factory(SQLiteFactory):
    """Builds the recorder for one address; no setting of the environment can change it."""

    def __init__(self, where: Address, *, read_only: bool, immutable: bool) -> None:
        uri = where.uri(read_only=read_only, immutable=immutable)
        super().__init__({self.SQLITE_DBNAME: uri, self.CREATE_TABLE: "n"})
        self.datastore = Datastore(uri, read_only=read_only)

    def application_recorder(self) -> ApplicationRecorder:
        """Return our recorder."""
        return AppendOnlyRecorder(self.datastore)  # type: ignore[arg-type]
