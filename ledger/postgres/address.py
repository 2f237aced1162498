"""台账所在的库 Databases: where a PostgreSQL ledger is: one schema of one database.

Reading order: the address, reading one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import parse_qsl, quote, urlencode

import attrs
import psycopg
from psycopg.conninfo import conninfo_to_dict

from ledger.errors import LedgerError, said
from ledger.postgres.connections import DEFAULTS
from ledger.postgres.recorder import Factory

SCHEMA = "taizhang"
"""The schema of a ledger whose address names none."""

_SCHEMA = re.compile(r"(?!pg_)\w+")
_LONGEST = 63  # bytes of a name, of which PostgreSQL would silently cut off the rest
_PASSWORD = re.compile(r"://([^:/?@]*):.*@")
_TABLE = "SELECT to_regclass(%s) IS NOT NULL"


@attrs.frozen
class PostgresAddress:
    """Where a ledger is: a schema of a PostgreSQL database.

    Attributes:
        url: as it was given, without a password.
        conninfo: what the driver is told (libpq's keywords), the password with it.
        schema: the schema that holds the ledger and nothing else.

    """

    url: str
    conninfo: Mapping[str, Any] = attrs.field(repr=False)
    schema: str

    @property
    def name(self) -> str:
        """The database and the schema, not where they are."""
        database = self.conninfo.get("dbname") or self.conninfo.get("user") or ""
        return f"{database}/{self.schema}".lstrip("/")

    def exists(self) -> bool:
        """Say whether a ledger is there.

        Raises:
            LedgerError: the database does not answer, or does not let this user in.

        """
        table = f"{_quoted(self.schema)}.stored_events"
        try:
            with psycopg.connect(**{**DEFAULTS, **self.conninfo}) as connection:
                found = connection.execute(_TABLE, (table,)).fetchone()
        except psycopg.Error as why:
            raise LedgerError(
                f"The database of {self.url} cannot be reached: {said(why)}. Check the address, "
                "the user and the password (PGPASSWORD or ~/.pgpass), and that the server runs."
            ) from why
        return bool(found and found[0])

    def check(self) -> None:
        """Refuse a database without a ledger in the schema.

        Raises:
            LedgerError: it does not answer, or there is no ledger.

        """
        if not self.exists():
            raise LedgerError(
                f"There is no ledger 台账 at {self.url}, or this user may not see it: check the "
                "address, create the ledger, or have it granted."
            )

    def claim(self) -> Self:
        """Return itself, for making a ledger is a single transaction; refuse where one is.

        Raises:
            LedgerError: it does not answer, or a ledger is there.

        """
        if self.exists():
            raise taken(self.url)
        return self

    def discard(self) -> None:
        """Do nothing: what was not committed was never there."""

    def become(self, where: object) -> None:
        """Do nothing: it was made where it is to be."""

    def factory(self, *, read_only: bool) -> Factory:
        """Return what opens the schema."""
        return Factory(self.conninfo, self.schema, read_only=read_only)

    def kept_out(self, why: Exception) -> None:
        """Return None: there is one way to read a server."""

    def tidy(self) -> None:
        """Do nothing: the server keeps its own house."""


def taken(url: str) -> LedgerError:
    """Return the error for a schema that holds a ledger already."""
    return LedgerError(f"{url} is there already: open it, or create the ledger 台账 elsewhere.")


# --- reading one ---


def postgres_address(url: str) -> PostgresAddress:
    """Read the address of a PostgreSQL ledger: a libpq URI, and ``schema`` among its parameters.

    Raises:
        LedgerError: it is no such URI, or names no schema that can be one.

    """
    head, _, query = url.partition("?")
    given = dict(parse_qsl(query, keep_blank_values=True))
    schema = given.pop("schema", SCHEMA)
    if not _SCHEMA.fullmatch(schema) or len(schema.encode()) > _LONGEST:
        raise LedgerError(
            f"{schema!r} is no schema for a ledger 台账: write letters, digits and _, such as "
            f"?schema=year_2019, at most {_LONGEST} bytes."
        )
    try:
        conninfo = conninfo_to_dict(f"{head}?{urlencode(given, quote_via=quote)}".rstrip("?"))
    except psycopg.Error:  # its words may quote the password
        raise LedgerError(
            "The address of a PostgreSQL ledger 台账 cannot be read: write "
            "postgresql://user@host:5432/database?schema=year_2019, with : / @ ? % of a password "
            "as %3A %2F %40 %3F %25, or the password in PGPASSWORD or ~/.pgpass."
        ) from None
    return PostgresAddress(_shown(head, given, schema), conninfo, schema)


def _shown(head: str, given: Mapping[str, str], schema: str) -> str:
    """Return an address as a person may see it: without a password."""
    kept = {name: value for name, value in given.items() if "password" not in name}
    query = "&".join([*(f"{name}={quote(value)}" for name, value in kept.items()), ""])
    return _PASSWORD.sub(r"://\1@", head) + f"?{query}schema={schema}"


def _quoted(schema: str) -> str:
    return f'"{schema}"'
