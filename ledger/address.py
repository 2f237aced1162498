"""台账地址 Addresses: where a ledger is, in which database, and how that one is opened."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from ledger.errors import LedgerError
from ledger.sqlite.address import sqlite_address

if TYPE_CHECKING:
    from eventsourcing.persistence import InfrastructureFactory

POSTGRES = ("postgresql://", "postgres://")
_DRIVERS = frozenset({"psycopg", "psycopg_pool"})


class Address(Protocol):
    """Where a ledger is.

    Attributes:
        url: as a person may see it: without a password.
        name: how the ledger is called under a table or a chart.

    """

    @property
    def url(self) -> str:
        """The address without any password."""

    @property
    def name(self) -> str:
        """How the ledger is called."""

    def exists(self) -> bool:
        """Say whether something is there already."""

    def check(self) -> None:
        """Refuse a place where no whole ledger can be (``LedgerError``)."""

    def claim(self) -> Address:
        """Return where to make a new ledger that is to be here, or refuse (``LedgerError``)."""

    def discard(self) -> None:
        """Give up a place where a ledger was being made."""

    def become(self, where: Address) -> None:
        """Put a ledger that was made, and closed, where it is to be, or refuse as ``claim``."""

    def factory(self, *, read_only: bool) -> InfrastructureFactory[Any]:
        """Return what opens the tables there."""

    def kept_out(self, why: Exception) -> Address | None:
        """Return another way to read there after a failure; None where there is none."""

    def tidy(self) -> None:
        """Leave the place in order after the last writer."""


def address(url: str) -> Address:
    """Read the address of a ledger.

    ``sqlite:///year.db`` is a file here and ``sqlite:////srv/year.db`` one anywhere;
    ``postgresql://user@host:5432/database?schema=year_2019`` is a schema of a PostgreSQL database;
    ``memory`` is a ledger that ends with the process.

    Raises:
        LedgerError: it is none of these, or the driver for it is not installed.

    """
    if url.startswith(POSTGRES):
        return _postgres_address(url)
    where = sqlite_address(url)
    if where is None:
        raise LedgerError(
            f"Unknown ledger address 台账地址 {url!r}: write sqlite:///year.db, "
            "sqlite:////absolute/year.db, postgresql://user@host/database?schema=year or memory."
        )
    return where


def _postgres_address(url: str) -> Address:
    try:
        found: Address = import_module("ledger.postgres.address").postgres_address(url)
    except ModuleNotFoundError as why:
        if why.name not in _DRIVERS:
            raise
        raise LedgerError(
            "A ledger 台账 in PostgreSQL needs its driver: pip install 'taizhang[postgres]'."
        ) from why
    return found
