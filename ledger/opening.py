"""开立 Opening: making a ledger, opening one that is there, and leaving it as one plain file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, cast

from domain.ledger_opening import Opened
from domain.world import World
from ledger.address import Address, check_file
from ledger.application import LedgerApplication
from ledger.deciding import admitted
from ledger.errors import LedgerError, plainly
from ledger.reading import read

if TYPE_CHECKING:
    from pathlib import Path


def make(where: Address, opening: Opened) -> LedgerApplication:
    """Make a ledger with its first act. A creation that fails or is cut short leaves no ledger.

    Raises:
        LedgerError: something is there already, or the folder is not.

    """
    first = admitted(World(), opening)
    if where.path is not None:
        _claim(where.path)
    store = LedgerApplication(where, read_only=False)
    try:
        store.found(first)
    except Exception:
        store.close()
        if where.path is not None:
            where.path.unlink(missing_ok=True)
        raise
    return store


def _claim(path: Path) -> None:
    """Make the file, empty, unless there is one: two creators cannot both succeed."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError:
        raise LedgerError(
            f"{path} is there already: open it, or create the ledger 台账 under another name."
        ) from None
    except OSError as why:
        raise LedgerError(
            f"No ledger 台账 can be made at {path}: {why.strerror}. Choose a folder that is "
            "there and may be written to."
        ) from why


def open_store(where: Address, *, read_only: bool) -> LedgerApplication:
    """Open the store of a ledger that is there.

    Raises:
        LedgerError: nothing is there, or no ledger, or a torn or unguarded one.

    """
    check_file(where)
    store = LedgerApplication(where, read_only=read_only)
    try:
        store = _readable(store, read_only=read_only)
        _check_ledger(store, read_only=read_only)
    except Exception:
        store.close()
        raise
    return store


def _readable(store: LedgerApplication, *, read_only: bool) -> LedgerApplication:
    """Return a store that can be read: on media that cannot be written, without any lock.

    SQLite wants to write beside a file that was last in write-ahead mode. Where it may not, and
    there is no log with acts in it, the file alone is whole and is opened as immutable.
    """
    where = store.where
    try:
        store.rows.has_table()
    except Exception as why:
        kept_out = "unable to open" in str(why) or "readonly" in str(why)
        if not (read_only and kept_out) or where.beside("-wal"):
            with plainly(where.url):
                raise
        store.close()
        return LedgerApplication(where, read_only=True, immutable=True)
    return store


def _check_ledger(store: LedgerApplication, *, read_only: bool) -> None:
    label = store.where.url
    with plainly(label):
        if not store.rows.has_table():
            raise LedgerError(f"{label} is SQLite but not a ledger 台账: check the path.")
        missing = [] if read_only else store.rows.missing_guards()
    opening_of(store)
    if missing:
        raise LedgerError(
            f"{label} has lost its append-only guards 防改 ({', '.join(missing)}): acts "
            "may have been changed. Open it with read_only to look; record in one you trust."
        )


def opening_of(store: LedgerApplication) -> Opened:
    """Return the first act of a ledger.

    Raises:
        LedgerError: it is not an opening.

    """
    with plainly(store.where.url):
        rows = store.rows.page(0, 1, 1)
    if not rows or rows[0][1] != Opened.name:
        raise LedgerError(
            f"{store.where.url} is not a ledger: it does not begin with {Opened.name} {Opened.zh}. "
            "Check the path."
        )
    [(_, act)] = read(rows)
    return cast("Opened", act)


def finish(store: LedgerApplication, where: Address | None) -> None:
    """Close a store; the last writer to leave merges the log into the file and puts it away.

    ``where`` is None for a reader. While others still have the ledger open the log stays.
    """
    store.close()
    if where is None or where.path is None or not where.path.exists():
        return
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(where.uri(), uri=True, timeout=0, isolation_level=None)) as last,
    ):
        last.execute("PRAGMA journal_mode=DELETE").close()
