"""错误 Errors: what the ledger could not do, said so that a person knows the way out."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from sqlite3 import Error as SQLiteError
from typing import TYPE_CHECKING, Final

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
        raise LedgerError(f"The ledger 台账 {label} failed: {said(why)}. {_way_out(why)}") from why


def said(why: Exception) -> str:
    """Return what the store said, without the lines a database adds about its own insides."""
    return str(why).strip().partition("\n")[0].rstrip(".") or type(why).__name__


_WAYS = (
    (("locked", "busy", "lock timeout"), "Another program is writing to it: try again later."),
    (("readonly", "read-only"), "It is open for reading only: open it without read_only."),
    (("malformed", "not a database"), "The file is damaged: take a copy from before the damage."),
    (("full", "No space left", "could not extend"), "Make room on the disk and record again."),
    (("permission denied",), "This user may not: ask the owner to grant it (taizhang grant)."),
    (
        ("connection", "server", "terminating"),
        "See that the database runs, then look what is there.",
    ),
)
"""What a database says, and what to do then; the first that fits counts."""


def _way_out(why: Exception) -> str:
    for words, way in _WAYS:
        if any(word in str(why) for word in words):
            return way
    return "Nothing was recorded; look at the database and its disk."


DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What the system says of a disk that takes no more."""

XML_DISK: Final = frozenset(f"IO_{errno.errorcode[number]}" for number in DISK)
"""The same as lxml says it, which writes the sheets of a workbook."""


def disk_refusal(error: BaseException) -> str:
    """Return what a disk said that would take no more; empty where it is not that.

    It may have been said while another error was on its way: a workbook that cannot be closed. A
    ledger's own error says it already.
    """
    met: BaseException | None = error
    while met is not None and not isinstance(met, LedgerError):
        if isinstance(met, OSError) and met.errno in DISK:
            return met.strerror or str(met)
        if isinstance(met, SQLiteError) and "disk" in str(met):
            return str(met)
        if str(met) in XML_DISK:
            return str(met)
        met = met.__cause__ or met.__context__
    return ""
