"""连接 Connections: how a schema of a PostgreSQL database is opened for writing and for reading.

Reading order: settings, the pool, the datastore the library asks for.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg import Connection
from psycopg.rows import dict_row, tuple_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from psycopg import Cursor

CONNECT_TIMEOUT: Final = 10
"""Seconds to wait for the server."""
LOCK_TIMEOUT = 30
"""Seconds a writer waits for another writer."""
CONNECTIONS: Final = 4
"""Connections of one open ledger, at most."""

DEFAULTS: Final[dict[str, Any]] = {
    "connect_timeout": CONNECT_TIMEOUT,
    "application_name": "taizhang",
    "client_encoding": "UTF8",
}
"""What the driver is told where the address says nothing else."""

_SETTINGS = """SELECT set_config('search_path', %(path)s, false),
set_config('lock_timeout', %(wait)s, false),
set_config('default_transaction_read_only', %(read_only)s, false),
set_config('TimeZone', 'Asia/Shanghai', false)"""


def pool(conninfo: Mapping[str, Any], schema: str, *, read_only: bool) -> ConnectionPool[Any]:
    """Return connections to one schema, none of them made before it is asked for."""
    return ConnectionPool(
        kwargs={**DEFAULTS, **conninfo, "row_factory": dict_row},
        connection_class=Connection[Any],
        configure=_configure(schema, read_only=read_only),
        min_size=0,
        max_size=CONNECTIONS,
        timeout=CONNECT_TIMEOUT + LOCK_TIMEOUT,
        num_workers=1,
        open=False,
    )


def _configure(schema: str, *, read_only: bool) -> Callable[[Connection[Any]], None]:
    """Return how a new connection is set up: each statement by itself unless a block says so.

    Temporary tables come last in the path, so that none can pass for a table of the ledger.
    """
    settings = {
        "path": f'"{schema}", pg_temp',
        "wait": f"{LOCK_TIMEOUT}s",
        "read_only": "on" if read_only else "off",
    }

    def configure(connection: Connection[Any]) -> None:
        connection.autocommit = True
        connection.execute(_SETTINGS, settings)

    return configure


class Datastore(PostgresDatastore):
    """The library's datastore over our connections, with text ids of streams."""

    def __init__(self, conninfo: Mapping[str, Any], schema: str, *, read_only: bool) -> None:
        super().__init__("", "", "", "", "", schema=schema, originator_id_type="text")
        self.pool = pool(conninfo, schema, read_only=read_only)

    def register_type_adapters(self) -> None:
        """Do nothing: rows are copied in, not sent as values of a composite type."""

    @contextmanager
    def reading(self) -> Iterator[Cursor[tuple[Any, ...]]]:
        """Give a cursor that yields plain tuples, in the binary form: bytes come as they are."""
        with self.get_connection() as connection:
            yield connection.cursor(binary=True, row_factory=tuple_row)

    @contextmanager
    def block(self) -> Iterator[Cursor[tuple[Any, ...]]]:
        """Give a cursor that yields plain tuples, within one transaction."""
        with self.get_connection() as connection, connection.transaction():
            yield connection.cursor(row_factory=tuple_row)
