"""视图 Views: the stored views in SQLite, in the file of the ledger itself.

Instants and days are ISO 8601 text. Reading order: the tables, the views, cells.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from ledger.views import DAY, FLAG, INSTANT, MARKS, NUMBER, TABLES, TEXT, Mark, overtaken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ledger.sqlite.connections import Datastore
    from ledger.views import Cells, Page, Read, ViewTable

# --- the tables ---

_TYPES: Final = {
    TEXT: "TEXT NOT NULL", NUMBER: "INTEGER", FLAG: "INTEGER", DAY: "TEXT", INSTANT: "TEXT",
}  # fmt: skip
_MARKS: Final = (
    f"CREATE TABLE {MARKS} (view TEXT PRIMARY KEY, position INTEGER NOT NULL, "
    "edition TEXT NOT NULL, as_of TEXT NOT NULL)"
)


def _created(table: ViewTable) -> str:
    columns = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in table.columns.items())
    return f'CREATE TABLE {table.name} ({columns}, PRIMARY KEY ("{table.key}")) WITHOUT ROWID'


CREATED: Final = {MARKS: _MARKS, **{table.name: _created(table) for table in TABLES}}
"""What makes each table, by name."""

# --- the views ---


class SQLiteViews:
    """The stored views of one file."""

    def __init__(self, datastore: Datastore, label: str) -> None:
        self._datastore = datastore
        self._label = label

    def exist(self) -> bool:
        """Say whether the tables are there, in today's shape."""
        with self._datastore.reading() as cursor:
            there = dict(cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='table'"))
        return all(there.get(name) == sql for name, sql in CREATED.items())

    def make(self) -> None:
        """Make the tables, empty, in today's shape."""
        with self._datastore.transaction(commit=True) as cursor:
            for name, sql in CREATED.items():
                cursor.execute(f"DROP TABLE IF EXISTS {name}")
                cursor.execute(sql)

    def mark(self) -> Mark | None:
        """Return where the views stand, None where they were never folded."""
        with self._datastore.reading() as cursor:
            return _mark(cursor)

    def commit(self, page: Page, mark: Mark, before: Mark | None) -> None:
        """Write a page and its mark in one transaction, if the views still stand at ``before``.

        Raises:
            ConflictError: another worker was there first; nothing was written.

        """
        with self._datastore.transaction(commit=True) as cursor:
            plain = cursor.sqlite_cursor
            plain.row_factory = None
            if _mark(plain) != before:
                raise overtaken(self._label)
            for table in TABLES:
                _write(plain, table, page)
            rows = [(table.name, mark.position, mark.edition, str(mark.as_of)) for table in TABLES]
            plain.executemany(f"REPLACE INTO {MARKS} VALUES (?,?,?,?)", rows)

    def sizes(self) -> dict[str, int]:
        """Return how many rows each view has, by the name of its table."""
        names = [table.name for table in TABLES]
        counts = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM {name}" for name in names)
        with self._datastore.reading() as cursor:
            return dict(cursor.execute(counts).fetchall())

    @contextmanager
    def reading(self) -> Iterator[tuple[Mark | None, Read]]:
        """Give the mark and how to read the rows that belong to it, as of one instant."""
        with self._datastore.reading() as cursor:
            yield _mark(cursor), lambda table: _rows(cursor, table)


def _rows(cursor: Any, table: ViewTable) -> Iterator[Cells]:
    readers = [_READ.get(kind) for kind in table.columns.values()]
    for row in cursor.execute(f"SELECT * FROM {table.name}"):
        yield tuple(
            read(cell) if read and cell is not None else cell
            for read, cell in zip(readers, row, strict=True)
        )


def _mark(cursor: Any) -> Mark | None:
    row = cursor.execute(f"SELECT position, edition, as_of FROM {MARKS}").fetchone()
    return Mark(row[0], row[1], dt.date.fromisoformat(row[2])) if row else None


def _write(cursor: Any, table: ViewTable, page: Page) -> None:
    change = page.changes[table.name]
    if page.anew:
        cursor.execute(f"DELETE FROM {table.name}")
    remove = f'DELETE FROM {table.name} WHERE "{table.key}" = ?'
    cursor.executemany(remove, [(key,) for key in change.removed])
    places = ",".join("?" * len(table.columns))
    rows = (tuple(map(_cell, row)) for row in change.added)
    cursor.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)


# --- cells ---

_READ: Final[dict[str, Callable[[Any], Any]]] = {
    FLAG: bool, DAY: dt.date.fromisoformat, INSTANT: dt.datetime.fromisoformat,
}  # fmt: skip


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
