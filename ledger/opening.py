"""开立 Opening: making a ledger, opening one that is there, and leaving it in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from domain.ledger_opening import Opened
from domain.world import World
from ledger.application import LedgerApplication
from ledger.deciding import admitted
from ledger.errors import LedgerError, plainly
from ledger.reading import read

if TYPE_CHECKING:
    from ledger.address import Address


def make(where: Address, opening: Opened) -> LedgerApplication:
    """Make a ledger with its first act. A creation that fails or is cut short leaves no ledger.

    Raises:
        LedgerError: something is there already, or the folder or the database is not.

    """
    first = admitted(World(), opening)
    place = where.claim()
    store = LedgerApplication(place, read_only=False)
    try:
        store.found(first)
    except Exception:
        store.close()
        place.discard()
        raise
    if place == where:
        return store
    finish(store, read_only=False)
    place.become(where)
    return LedgerApplication(where, read_only=False)


def open_store(where: Address, *, read_only: bool, to_verify: bool = False) -> LedgerApplication:
    """Open the store of a ledger that is there; one ``to_verify`` may begin with any act.

    Raises:
        LedgerError: nothing is there, or no ledger, or a torn or unguarded one.

    """
    where.check()
    store = LedgerApplication(where, read_only=read_only)
    try:
        store = _readable(store) if read_only else store
        _check_ledger(store, read_only=read_only, to_verify=to_verify)
    except Exception:
        store.close()
        raise
    return store


def _readable(store: LedgerApplication) -> LedgerApplication:
    """Return a store that can be read, another way where the first one fails."""
    try:
        store.rows.has_table()
    except Exception as why:
        other = store.where.kept_out(why)
        if other is None:
            with plainly(store.where.url):
                raise
        store.close()
        return LedgerApplication(other, read_only=True)
    return store


def _check_ledger(store: LedgerApplication, *, read_only: bool, to_verify: bool) -> None:
    label = store.where.url
    with plainly(label):
        if not store.rows.has_table():
            raise LedgerError(f"{label} is a database but not a ledger 台账: check the address.")
        missing = [] if read_only else store.rows.missing_guards()
    if not to_verify:
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
            "Check the address."
        )
    [(_, act)] = read(rows)
    return cast("Opened", act)


def finish(store: LedgerApplication, *, read_only: bool) -> None:
    """Close a store; a writer leaves its place in order."""
    where = store.where
    store.close()
    if not read_only:
        where.tidy()
