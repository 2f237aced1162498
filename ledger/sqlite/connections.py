"""连接 Connections: how a ledger file is opened for writing and for reading.

Reading order: settings, waiting, transactions, the pool of connections, the datastore the library
asks for.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eventsourcing.persistence import InterfaceError
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_TIMEOUT = 30
"""Seconds a writer waits for another writer."""
PAUSE = 0.02
"""Seconds between two looks whether it is done."""

WRITING = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "cache_size=-65536",  # KiB: the index of ids is written all over, so it should fit
    "wal_autocheckpoint=10000",  # pages of 4 KiB
)
"""How a writer has SQLite work (https://www.sqlite.org/pragma.html)."""


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Execute a statement; wait for another writer, as SQLite does not to change the mode."""
    end = time.monotonic() + LOCK_TIMEOUT
    while True:
        try:
            connection.execute(statement).close()
        except sqlite3.OperationalError as why:
            if "locked" not in str(why) or time.monotonic() > end:
                raise
            time.sleep(PAUSE)
        else:
            return


class Transaction(SQLiteTransaction):
    """A transaction that takes the write lock when it begins, if it is to write.

    Otherwise what it reads first could have changed by the time it writes.
    """

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor


class Link(SQLiteConnection):
    """A connection with our transactions."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Give a cursor within one transaction."""
        with Transaction(self, commit=commit) as cursor, cursor:
            yield cursor


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
                for setting in WRITING:
                    _patiently(made, f"PRAGMA {setting}")
        except sqlite3.Error as why:
            raise InterfaceError(why) from why
        made.row_factory = sqlite3.Row
        return Link(sqlite_conn=made, max_age=None)


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
