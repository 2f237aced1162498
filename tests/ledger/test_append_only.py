"""The database itself refuses to change or remove an act, whoever asks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from ledger.errors import LedgerError
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from domain.act import Act

COLUMNS = "(originator_id, originator_version, topic, state)"
LAST = "SELECT originator_id, originator_version, topic, '{}' FROM stored_events WHERE rowid = 3"
NEXT = "SELECT originator_id, {}, topic, state FROM stored_events WHERE rowid = 3"


@pytest.fixture
def raw(ledger: Ledger, path: Path, file: list[Act]) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who goes past the ledger, straight to the file."""
    ledger.record(file)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET state = '{}' WHERE rowid = 3",
        "UPDATE OR REPLACE stored_events SET rowid = 2 WHERE rowid = 3",
        "DELETE FROM stored_events WHERE rowid = 3",
        "DELETE FROM stored_events",
        f"INSERT OR REPLACE INTO stored_events {COLUMNS} {LAST}",
        f"REPLACE INTO stored_events {COLUMNS} {LAST}",
        f"INSERT INTO stored_events {COLUMNS} {LAST} ON CONFLICT DO UPDATE SET state = '{{}}'",
        f"INSERT OR REPLACE INTO stored_events SELECT 2, * FROM ({NEXT.format(4)})",  # noqa: S608
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(9)}",
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(0)}",
    ],
)
def test_the_file_cannot_be_rewritten(raw: sqlite3.Connection, statement: str) -> None:
    """No UPDATE, DELETE, REPLACE or insert out of place gets past the guards."""
    before = raw.execute("SELECT * FROM stored_events").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement)
    assert raw.execute("SELECT * FROM stored_events").fetchall() == before


def test_an_insert_that_comes_next_is_let_in(raw: sqlite3.Connection) -> None:
    """The guards stop only what is out of place: the next of a matter may be inserted."""
    raw.execute(f"INSERT INTO stored_events {COLUMNS} {NEXT.format(4)}")
    assert raw.execute("SELECT COUNT(*) FROM stored_events").fetchone() == (6,)


def test_a_ledger_whose_guards_are_gone_is_not_written(
    ledger: Ledger, url: str, raw: sqlite3.Connection
) -> None:
    """Without its guards a ledger can be looked at, and records nothing more."""
    ledger.close()
    raw.execute("DROP TRIGGER no_delete")
    with pytest.raises(LedgerError, match="no_delete"):
        Ledger.open(url)
    with Ledger.open(url, read_only=True) as looked_at:
        assert len(looked_at) == 5


def test_a_position_is_never_used_again(raw: sqlite3.Connection, ledger: Ledger) -> None:
    """Even where somebody removed the guards and the last act, its position is not given again."""
    raw.execute("DROP TRIGGER no_delete")
    raw.execute("DELETE FROM stored_events WHERE rowid = 5")
    raw.execute(f"INSERT INTO stored_events {COLUMNS} {NEXT.format(3)}")
    assert ledger.position == 6
