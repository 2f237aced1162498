"""存储 Recorder: the append-only table in PostgreSQL, through the library ``eventsourcing``.

The library's own recorder locks the whole table, which a role that may only insert must not do, and
leaves a gap for what was rolled back. Here writers wait for one advisory lock, and whoever holds it
takes the next positions: they have no gap, and are in the order of commit.

Reading order: what is asked of the table, the recorder, the factory.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from eventsourcing.persistence import ApplicationRecorder, IntegrityError
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresFactory
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from ledger.errors import LedgerError
from ledger.postgres import schema
from ledger.postgres.connections import Datastore
from ledger.postgres.roles import grant
from ledger.postgres.tree import PostgresTree
from ledger.postgres.tree_schema import TREE_GUARDS, tree_body
from ledger.postgres.views import PostgresViews, statements
from ledger.tree_rows import catch_up, grow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eventsourcing.persistence import StoredEvent
    from psycopg import Cursor

    from ledger.rows import Row, Seen
    from ledger.tree_rows import TreeRows

_COLUMNS = "notification_id, originator_id, originator_version, topic, state"
_TYPES = ("int8", "text", "int8", "text", "bytea")
_COPY = f"COPY stored_events ({_COLUMNS}) FROM STDIN (FORMAT BINARY)"
_LOCK = f"SELECT pg_advisory_xact_lock({schema.LOCK}, 'stored_events'::regclass::oid::int)"
_ONE_LOOK = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_LAST = "SELECT COALESCE(MAX(notification_id), 0) FROM stored_events"
_MAKING = f"SELECT pg_advisory_xact_lock({schema.LOCK}, hashtext(%s))"
_PAGE = (
    "SELECT notification_id, topic, state FROM stored_events "
    "WHERE notification_id > %s AND notification_id <= %s ORDER BY notification_id LIMIT %s"
)
_PICK = (
    "SELECT notification_id, topic, state FROM stored_events "
    "WHERE notification_id = ANY(%s::bigint[])"
)
_OCCURRED = (
    "SELECT notification_id, convert_from(state, 'UTF8')::json ->> 'occurred_at' "
    "FROM stored_events WHERE notification_id > %s AND notification_id <= %s "
    "ORDER BY notification_id LIMIT %s"
)
_OF_KIND = (  # "/" comes right after "."
    "FROM stored_events WHERE originator_version = 1 "
    "AND topic > %(kind)s || '.' AND topic < %(kind)s || '/'"
)
_MATTERS = (
    f"SELECT convert_from(state, 'UTF8')::json ->> 'matter' {_OF_KIND} ORDER BY notification_id"
)
_MATTER_COUNT = f"SELECT COUNT(*) {_OF_KIND}"
_VERSIONS = (
    "SELECT originator_id, MAX(originator_version) FROM stored_events "
    "WHERE originator_id = ANY(%s) GROUP BY originator_id"
)
_STREAM = "SELECT 1 FROM stored_events WHERE originator_id = %s LIMIT 1"
_GUARDS = """SELECT t.tgname, replace(pg_get_triggerdef(t.oid), quote_ident(n.nspname) || '.', ''),
p.proname, p.prosrc FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_proc AS p ON p.oid = t.tgfoid
WHERE n.nspname = %s AND c.relname IN ('stored_events', 'merkle_runs', 'checkpoints')
AND t.tgenabled = 'A'"""


class AppendOnlyRecorder(PostgresApplicationRecorder):
    """Records acts at the next position, and reads them by page."""

    datastore: Datastore

    # --- making ---

    def found(self, first: StoredEvent) -> None:
        """Make the schema and the tables and record the first act, all or none.

        Raises:
            LedgerError: a ledger is there already.

        """
        name = self.datastore.schema
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(_MAKING, (name,))
            if self._one(cursor, "SELECT to_regclass(%s)", f'"{name}".stored_events'):
                raise LedgerError(f"The schema {name!r} holds a ledger 台账 already: open it.")
            if not self._one(cursor, "SELECT 1 FROM pg_namespace WHERE nspname = %s", name):
                cursor.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
            for statement in (*schema.statements(name), *statements()):
                cursor.execute(statement)
            self._insert(cursor, [first])

    # --- recording ---

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, unchanged: Seen | None = None, **_: Any
    ) -> None:
        """Insert acts, if what their decision has seen is ``unchanged``.

        It is not tried again by itself: whether a lost connection had committed, only the ledger
        can say.

        Raises:
            IntegrityError: one is not the next of its matter, or what had to be unchanged is not.

        """
        if not stored_events:
            return
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(_LOCK)
            if unchanged is not None:
                self._check(cursor, unchanged)
            self._insert(cursor, stored_events)

    def _insert(self, cursor: Cursor[Any], stored_events: Sequence[StoredEvent]) -> None:
        """Copy acts in at the next positions and let the tree grow; the lock is held."""
        tree = PostgresTree(cursor, self.datastore.schema)
        catch_up(tree)
        last = tree.position()
        acts = [
            (str(e.originator_id), e.originator_version, e.topic, e.state) for e in stored_events
        ]
        with cursor.copy(_COPY) as copy:
            copy.set_types(_TYPES)
            for place, act in enumerate(acts, last + 1):
                copy.write_row((place, *act))
        grow(tree, acts, last + len(acts))

    def _check(self, cursor: Cursor[Any], seen: Seen) -> None:
        """Refuse what was decided on something else than is there now."""
        plain = cursor.connection.cursor(row_factory=tuple_row)
        found: dict[str, int] = dict(plain.execute(_VERSIONS, (list(seen.streams),)).fetchall())
        for stream, version in seen.streams.items():
            if found.get(stream, 0) != version:
                raise IntegrityError(f"the stream {stream} has moved on")
        for kind, count in seen.kinds.items():
            plain.execute(_MATTER_COUNT, {"kind": kind})
            if plain.fetchall() != [(count,)]:
                raise IntegrityError(f"there are other matters of the kind {kind}")

    # --- the tree ---

    @contextmanager
    def tree(self, *, writing: bool = False) -> Iterator[TreeRows]:
        """Give the tree within one transaction; for ``writing`` it is made and has caught up."""
        with self.datastore.transaction(commit=writing) as cursor:
            cursor.execute(_LOCK if writing else _ONE_LOOK)
            tree = PostgresTree(cursor, self.datastore.schema)
            if writing:
                catch_up(tree)
            yield tree

    # --- reading ---

    def page(self, after: int, until: int, limit: int) -> list[Row]:
        """Return the next acts after a position, at most ``limit``, by position."""
        with self.datastore.reading() as cursor:
            return cursor.execute(_PAGE, (after, until, limit)).fetchall()

    def pick(self, positions: Iterable[int]) -> dict[int, Row]:
        """Return the acts at some positions."""
        with self.datastore.reading() as cursor:
            return {row[0]: row for row in cursor.execute(_PICK, (list(positions),))}

    def occurrences(self, after: int, until: int, limit: int) -> list[tuple[int, str]]:
        """Return the next positions and when each act happened, as ISO 8601 text."""
        with self.datastore.reading() as cursor:
            return cursor.execute(_OCCURRED, (after, until, limit)).fetchall()

    def matters(self, kind: str) -> list[str]:
        """Return the business numbers of every matter of a kind, in order of record."""
        with self.datastore.reading() as cursor:
            return [number for (number,) in cursor.execute(_MATTERS, {"kind": kind})]

    def has_stream(self, stream: str) -> bool:
        """Say whether a stream holds any act."""
        return self.one(_STREAM, stream) is not None

    def one(self, statement: str, *values: Any) -> Any:
        """Return the first column of the first row of a query, or None."""
        with self.datastore.reading() as cursor:
            return self._one(cursor, statement, *values)

    @staticmethod
    def _one(cursor: Cursor[Any], statement: str, *values: Any) -> Any:
        plain = cursor.connection.cursor(row_factory=tuple_row)
        row = plain.execute(statement, values).fetchone()
        return row[0] if row else None

    def position(self) -> int:
        """Return the last position, 0 for none."""
        return int(self.one(_LAST))

    def count(self) -> int:
        """Return how many acts there are."""
        return int(self.one("SELECT COUNT(*) FROM stored_events"))

    def views(self, label: str) -> PostgresViews:
        """Return the stored views beside the acts."""
        return PostgresViews(self.datastore, label)

    def grant(self, roles: Mapping[str, str]) -> None:
        """Give roles what a writer, a projector or a reader may do; see ``ledger.postgres.roles``.

        Raises:
            LedgerError: a role is unknown, or could not be held to it.

        """
        with self.datastore.block() as cursor:
            grant(cursor, self.datastore.schema, roles)

    def has_table(self) -> bool:
        """Say whether the schema holds a table of acts."""
        table = f'"{self.datastore.schema}".stored_events'
        return self.one("SELECT to_regclass(%s)", table) is not None

    def missing_guards(self) -> list[str]:
        """Return the names of the guards that are not there as they were made."""
        name = self.datastore.schema
        with self.datastore.reading() as cursor:
            there = {
                guard: definition
                for guard, definition, function, source in cursor.execute(_GUARDS, (name,))
                if source == (tree_body(function, name) or schema.body(function, name))
            }
            has_tree = PostgresTree(cursor, name).exists()
        return [
            guard
            for guard, rest in (schema.GUARDS | (TREE_GUARDS if has_tree else {})).items()
            if there.get(guard) != f"CREATE TRIGGER {guard} {rest}"
        ]


class Factory(PostgresFactory):
    """Builds the recorder for one schema; no setting of the environment can change it."""

    def __init__(self, conninfo: Mapping[str, Any], name: str, *, read_only: bool) -> None:
        needed = {self.POSTGRES_DBNAME: "-", self.POSTGRES_HOST: "-", self.POSTGRES_PORT: "1"}
        needed |= {self.POSTGRES_USER: "-", self.POSTGRES_PASSWORD: "-", self.CREATE_TABLE: "n"}
        super().__init__(needed)
        self.datastore = Datastore(conninfo, name, read_only=read_only)

    def application_recorder(self) -> ApplicationRecorder:
        """Return our recorder."""
        return AppendOnlyRecorder(self.datastore)
