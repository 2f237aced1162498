"""错误 Errors: what the ledger could not do, said so that a person knows the way out."""

from __future__ import annotations

from contextlib import contextmanager
from sqlite3 import Error as SQLiteError
from typing import TYPE_CHECKING

from eventsourcing.persistence import IntegrityError, PersistenceError

if TYPE_CHECKING:
    from collections.abc import Iterator


class LedgerError(Exception):
    """台账错误: the ledger cannot be opened, read or written; it is as it was."""


class ConflictError(LedgerError):
    """并发冲突: others kept writing to the same matters; nothing was recorded."""


class NothingFoundError(LedgerError, LookupError):
    """查无此件: the ledger holds nothing under that label, or too much."""


@contextmanager
def plainly(label: str) -> Iterator[None]:
    """Say what the store reports as one sentence about a ledger.

    An ``IntegrityError`` passes: somebody else was first, and the caller decides again.

    Raises:
        LedgerError: the store failed.

    """
    try:
        yield
    except IntegrityError:
        raise
    except (PersistenceError, SQLiteError) as why:
        raise LedgerError(f"The ledger 台账 {label} failed: {why}. {_way_out(why)}") from why


def _way_out(why: Exception) -> str:
    said = str(why)
    if "locked" in said or "busy" in said:
        return "Another program is writing to it: try again when it has finished."
    if "readonly" in said:
        return "It is open for reading only: open it without read_only to record."
    if "malformed" in said or "not a database" in said:
        return "The file is damaged: take a copy from before the damage."
    if "full" in said:
        return "Make room on the disk and record again."
    return "Nothing was recorded; look at the file and its folder."
