"""权限 Roles: who may do what with a ledger in PostgreSQL, granted by its owner.

Nobody who uses a ledger owns it: a role that makes tables is used to make and migrate, and then put
away. Reading order: the roles, the grants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from psycopg.sql import SQL, Composed, Identifier

from ledger.errors import LedgerError
from ledger.postgres.schema import APPENDED
from ledger.views import MARKS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from psycopg import Cursor

WRITER: Final = "writer"
PROJECTOR: Final = "projector"
READER: Final = "reader"

_VIEWS: Final = (MARKS, *(table.name for table in TABLES))
_APPEND: Final = SQL("SELECT, INSERT")
_READ: Final = SQL("SELECT")
_REPLACE: Final = SQL("SELECT, INSERT, UPDATE, DELETE")
_MAY: Final[dict[str, tuple[SQL, SQL]]] = {
    WRITER: (_APPEND, _READ),
    PROJECTOR: (_READ, _REPLACE),
    READER: (_READ, _READ),
}
"""What each may do with the log, and with the views."""

_UNKNOWN = """SELECT r FROM unnest(%s::text[]) AS r
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r)"""
_TOO_STRONG = """SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR
pg_has_role(rolname, (SELECT nspowner FROM pg_namespace WHERE nspname = %s), 'MEMBER'))"""


def grant(cursor: Cursor[Any], schema: str, roles: Mapping[str, str]) -> None:
    """Give roles of the server what a writer, a projector or a reader may do, and no more.

    Args:
        cursor: of the owner, within a transaction.
        schema: that of the ledger.
        roles: names of roles by what they are to be: ``writer``, ``projector``, ``reader``.

    Raises:
        LedgerError: the server has no such role, or it owns the ledger or is a superuser.

    """
    named = list(roles.values())
    unknown = [row[0] for row in cursor.execute(_UNKNOWN, (named,))]
    if unknown:
        raise LedgerError(
            f"The server has no role 角色 {', '.join(unknown)}: its administrator makes one with "
            f"CREATE ROLE {unknown[0]} LOGIN PASSWORD '…'."
        )
    strong = [row[0] for row in cursor.execute(_TOO_STRONG, (named, schema))]
    if strong:
        raise LedgerError(
            f"{', '.join(strong)} may do anything with this ledger already, as its owner or as a "
            "superuser: use a role 角色 of its own for each clerk, worker and auditor."
        )
    for statement in _statements(schema, roles):
        cursor.execute(statement)


def _statements(schema: str, roles: Mapping[str, str]) -> Iterator[Composed]:
    for use, name in roles.items():
        role, on_log, on_views = Identifier(name), *_MAY[use]
        yield SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(Identifier(schema), role)
        yield SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(Identifier(schema), role)
        yield SQL("GRANT USAGE ON SCHEMA {} TO {}").format(Identifier(schema), role)
        for what, tables in ((on_log, APPENDED), (on_views, _VIEWS)):
            listed = SQL(", ").join(Identifier(schema, table) for table in tables)
            yield SQL("GRANT {} ON {} TO {}").format(what, listed, role)
