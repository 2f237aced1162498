"""视图 Views: the stored views in PostgreSQL, beside the acts in the schema of the ledger.

Instants are ``timestamptz``, so that any reporting tool can count with them. Reading order: the
tables, the views.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from ledger.views import DAY, FLAG, INSTANT, MARKS, NUMBER, TABLES, TEXT, Mark, overtaken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Cursor

    from ledger.postgres.connections import Datastore
    from ledger.views import Cells, Page, Read, ViewTable

# --- the tables ---

_TYPES: Final = {
    TEXT: "text", NUMBER: "bigint", FLAG: "boolean", DAY: "date", INSTANT: "timestamptz",
}  # fmt: skip
_COPIED: Final = {"bigint": "int8", "boolean": "bool"}
_MARKS: Final = (
    f"CREATE TABLE {MARKS} (view text PRIMARY KEY, position bigint NOT NULL, "
    "edition text NOT NULL, as_of date NOT NULL)"
)
_SHAPES = """SELECT table_name || '.' || column_name || ' ' || udt_name FROM
information_schema.columns WHERE table_schema = %s"""
_MARK = f"SELECT position, edition, as_of FROM {MARKS} ORDER BY view"
_SET_MARK = (
    f"INSERT INTO {MARKS} VALUES (%s, %s, %s, %s) ON CONFLICT (view) DO UPDATE "
    "SET position = EXCLUDED.position, edition = EXCLUDED.edition, as_of = EXCLUDED.as_of"
)


def statements() -> Iterator[str]:
    """Yield what makes the tables, empty, in today's shape."""
    for name in (MARKS, *(table.name for table in TABLES)):
        yield f"DROP TABLE IF EXISTS {name}"
    yield _MARKS
    for table in TABLES:
        columns = (
            f'"{name}" {_TYPES[kind]}{" NOT NULL" if kind == TEXT else ""}'
            for name, kind in table.columns.items()
        )
        yield f'CREATE TABLE {table.name} ({", ".join(columns)}, PRIMARY KEY ("{table.key}"))'


def _shapes() -> set[str]:
    return {
        f"{table.name}.{name} {_COPIED.get(_TYPES[kind], _TYPES[kind])}"
        for table in TABLES
        for name, kind in table.columns.items()
    }


# --- the views ---


class PostgresViews:
    """The stored views of one schema."""

    def __init__(self, datastore: Datastore, label: str) -> None:
        self._datastore = datastore
        self._label = label

    def exist(self) -> bool:
        """Say whether the tables are there, in today's shape."""
        with self._datastore.reading() as cursor:
            there = {row[0] for row in cursor.execute(_SHAPES, (self._datastore.schema,))}
        return _shapes() <= there

    def make(self) -> None:
        """Make the tables, empty, in today's shape."""
        with self._datastore.transaction(commit=True) as cursor:
            for statement in statements():
                cursor.execute(statement)

    def mark(self) -> Mark | None:
        """Return where the views stand, None where they were never folded."""
        with self._datastore.reading() as cursor:
            row = cursor.execute(_MARK).fetchone()
        return Mark(*row) if row else None

    def commit(self, page: Page, mark: Mark, before: Mark | None) -> None:
        """Write a page and its mark in one transaction, if the views still stand at ``before``.

        Raises:
            ConflictError: another worker was there first; nothing was written.

        """
        with self._datastore.block() as cursor:
            cursor.execute(f"LOCK TABLE {MARKS} IN SHARE ROW EXCLUSIVE MODE")
            row = cursor.execute(_MARK).fetchone()
            if (Mark(*row) if row else None) != before:
                raise overtaken(self._label)
            for table in TABLES:
                _write(cursor, table, page)
            for table in TABLES:
                cursor.execute(_SET_MARK, (table.name, mark.position, mark.edition, mark.as_of))

    def sizes(self) -> dict[str, int]:
        """Return how many rows each view has, by the name of its table."""
        names = [table.name for table in TABLES]
        counts = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM {name}" for name in names)
        with self._datastore.reading() as cursor:
            return dict(cursor.execute(counts).fetchall())

    @contextmanager
    def reading(self) -> Iterator[tuple[Mark | None, Read]]:
        """Give the mark and how to read the rows that belong to it, as of one instant."""
        with self._datastore.block() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            row = cursor.execute(_MARK).fetchone()
            yield Mark(*row) if row else None, lambda table: _rows(cursor, table)


def _rows(cursor: Cursor[Any], table: ViewTable) -> Iterator[Cells]:
    yield from cursor.execute(f"SELECT * FROM {table.name}").fetchall()


def _write(cursor: Cursor[Any], table: ViewTable, page: Page) -> None:
    change = page.changes[table.name]
    if page.anew:
        cursor.execute(f"DELETE FROM {table.name}")
    remove = f'DELETE FROM {table.name} WHERE "{table.key}" = ANY(%s)'
    cursor.execute(remove, (list(change.removed),))
    types = [_TYPES[kind] for kind in table.columns.values()]
    with cursor.copy(f"COPY {table.name} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types([_COPIED.get(one, one) for one in types])
        for row in change.added:
            copy.write_row(row)
