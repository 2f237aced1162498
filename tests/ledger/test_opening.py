"""Making and opening ledgers; and every way in which a path is not one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import LedgerError
from ledger.ledger import Ledger
from ledger.sqlite.address import SQLiteAddress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from domain.act import Act
    from domain.ledger_opening import Opened

NOBODY = 65534
"""A user without rights, for tests that run as root."""


@pytest.fixture
def closed(ledger: Ledger, file: list[Act], path: Path) -> Path:
    """The file of a ledger of five acts that nobody has open."""
    ledger.record(file)
    ledger.close()
    return path


def test_a_new_ledger_says_what_it_is(ledger: Ledger, opening: Opened) -> None:
    """Its first act is the opening, and says whose it is and under which rulebook."""
    assert (ledger.opening.government, ledger.opening.rulebook) == ("wujiagang", "wjg-2019")
    assert [act.name for act in ledger.acts()] == [opening.name]


def test_a_ledger_is_found_by_a_relative_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opening: Opened
) -> None:
    """Three slashes name a file here, four an absolute one; the folder may change afterwards."""
    monkeypatch.chdir(tmp_path)
    with Ledger.create("sqlite:///here #1?.db", opening) as made:
        monkeypatch.chdir("/")
        assert len(made) == 1
    with Ledger.open(f"sqlite:///{tmp_path / 'here #1?.db'}") as again:
        assert again.opening == made.opening


def test_a_ledger_in_memory_ends_with_its_user(opening: Opened, file: list[Act]) -> None:
    """Two ledgers in memory know nothing of each other, and neither can be opened again."""
    with (
        Ledger.create("memory", opening) as one,
        Ledger.create("sqlite://:memory:", opening) as two,
    ):
        one.record(file)
        assert (len(one), len(two)) == (5, 1)
    with pytest.raises(LedgerError, match="create"):
        Ledger.open("memory")


def test_a_ledger_at_rest_is_one_plain_file(closed: Path, url: str) -> None:
    """Closed, it has no log beside it; and it reopens with everything in it."""
    assert [one.name for one in closed.parent.iterdir()] == [closed.name]
    with Ledger.open(url) as again:
        assert len(again) == 5


def test_a_recorded_act_is_flushed_to_the_disk(path: Path, ledger: Ledger) -> None:
    """Every connection of a writer is in write-ahead mode with full synchronisation."""
    assert path.exists()
    rows: Any = ledger._store.rows
    assert rows.one("PRAGMA journal_mode") == "wal"
    assert rows.one("PRAGMA synchronous") == 2


def test_a_reader_leaves_no_trace(closed: Path, url: str, file: list[Act]) -> None:
    """Reading changes neither the file nor its folder, and recording is refused."""
    before = closed.read_bytes()
    with Ledger.open(url, read_only=True) as reader:
        assert len(list(reader.acts(order="occurred"))) == 5
        assert [one.name for one in closed.parent.iterdir()] == [closed.name]
        for record in (reader.record, reader.append):
            with pytest.raises(LedgerError, match="read_only"):
                record(file)
    assert [one.name for one in closed.parent.iterdir()] == [closed.name]
    assert closed.read_bytes() == before


def test_a_reader_sees_what_a_writer_has_just_recorded(
    ledger: Ledger, url: str, file: list[Act]
) -> None:
    """A ledger that is being written can be read at the same time."""
    with Ledger.open(url, read_only=True) as reader:
        ledger.record(file)
        assert len(reader) == 5


def in_a_child_without_rights(work: Callable[[], None]) -> None:
    """Run some work as a user without rights; its failure is the test's."""
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            work()
        except BaseException as why:  # noqa: BLE001 - the child must not go on as a test run
            os.write(2, f"{why!r}\n".encode())
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("left_in", ["delete", "wal"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child without rights")
def test_a_ledger_on_write_protected_media_is_read(closed: Path, url: str, left_in: str) -> None:
    """A write-protected file in a write-protected folder opens, however it was left."""
    with closing(sqlite3.connect(closed)) as raw:
        raw.execute(f"PRAGMA journal_mode={left_in}")
    above = [one for one in closed.parent.parents if one.stat().st_mode & 0o005 != 0o005]
    folders = [closed.parent, *above]
    modes = {folder: folder.stat().st_mode for folder in folders}
    closed.chmod(0o444)
    for folder in folders:
        folder.chmod(0o555)

    def work() -> None:
        with pytest.raises(OSError, match="denied"):
            (closed.parent / "probe").touch()
        with Ledger.open(url, read_only=True) as reader:
            assert len(list(reader.acts())) == 5

    try:
        in_a_child_without_rights(work)
    finally:
        for folder, mode in modes.items():
            folder.chmod(mode)


def test_nothing_is_made_where_something_is(closed: Path, url: str, opening: Opened) -> None:
    """Creating never touches a file that is there."""
    before = closed.read_bytes()
    with pytest.raises(LedgerError, match="already"):
        Ledger.create(url, opening)
    assert closed.read_bytes() == before


def test_a_creation_that_fails_leaves_no_file(path: Path, url: str, opening: Opened) -> None:
    """An opening that cannot be stored leaves the path free for the next attempt."""
    object.__setattr__(opening, "seed", "one")
    with pytest.raises(LedgerError, match="seed"):
        Ledger.create(url, opening)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("url", ["year.db", "sqlite:///", "sqlite:/year.db", "mysql://x/y", ""])
def test_an_unknown_address_says_what_to_write(url: str) -> None:
    """An address is one of three forms."""
    with pytest.raises(LedgerError, match=r"sqlite:///year\.db"):
        Ledger.open(url)


def test_a_path_with_nothing_there(url: str, path: Path) -> None:
    """Opening never makes a file."""
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger.open(url)
    assert not path.exists()


def test_a_folder_is_not_a_ledger(tmp_path: Path) -> None:
    """A folder is named as such."""
    with pytest.raises(LedgerError, match="folder"):
        Ledger.open(f"sqlite:///{tmp_path}")


def test_a_folder_that_is_not_there(tmp_path: Path, opening: Opened) -> None:
    """A ledger is not made in a folder that does not exist."""
    with pytest.raises(LedgerError, match="No such file"):
        Ledger.create(f"sqlite:///{tmp_path}/none/year.db", opening)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"SQLite fo", "torn"),
        (b"SQLite format 3\0" + bytes(10), "torn"),
        (b"once upon a time " * 500, "not an SQLite file"),
    ],
)
def test_a_file_that_is_not_sqlite(path: Path, url: str, content: bytes, said: str) -> None:
    """An empty, cut or foreign file is told from a ledger before SQLite sees it."""
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=said):
        Ledger.open(url)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_torn_ledger_is_refused_at_every_length(
    closed: Path,
    url: str,
    read_only: bool,  # noqa: FBT001
) -> None:
    """A ledger cut short anywhere, in the middle of a page or between two, is not opened."""
    whole = closed.read_bytes()
    for kept in (50, 100, 4_096, len(whole) - 4_096, len(whole) - 1):
        closed.write_bytes(whole[:kept])
        with pytest.raises(LedgerError, match="torn"):
            Ledger.open(url, read_only=read_only)


def test_a_scribbled_page_is_reported_when_it_is_read(closed: Path, url: str) -> None:
    """Damage inside the file is one clear sentence, not a stack of drivers."""
    whole = bytearray(closed.read_bytes())
    whole[4_096:] = b"\xff" * (len(whole) - 4_096)
    closed.write_bytes(whole)
    with pytest.raises(LedgerError, match="damaged"), Ledger.open(url) as opened:
        list(opened.acts())


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE notes (text)",
        "CREATE TABLE stored_events (topic, state)",
    ],
)
def test_another_database_is_not_a_ledger(path: Path, url: str, made: str) -> None:
    """SQLite without our table, or with no opening act in it, is not a ledger."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(made)
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(url)


def test_a_locked_ledger_says_who_is_in_the_way(
    ledger: Ledger, path: Path, file: list[Act], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """A writer that waits in vain hears that another program is writing."""
    monkeypatch.setattr("ledger.sqlite.connections.LOCK_TIMEOUT", 0)
    with Ledger.open(url) as waiting, closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="Another program"):
            waiting.record(file)
    assert len(ledger) == 1


def test_a_creation_that_was_cut_off_is_in_nobody_s_way(
    path: Path, url: str, opening: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ledger gets its name when it is whole: before, there is none, and another can be made."""
    monkeypatch.setattr("ledger.sqlite.address.SQLiteAddress.become", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Ledger.create(url, opening)
    monkeypatch.undo()
    assert not path.exists()
    with Ledger.create(url, opening) as made:
        assert len(made) == 1


def test_of_two_creators_one_succeeds(
    path: Path, url: str, opening: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever finishes second is told that something is there, and leaves nothing behind."""
    become = SQLiteAddress.become

    def late(made: SQLiteAddress, where: SQLiteAddress) -> None:
        monkeypatch.setattr(SQLiteAddress, "become", become)
        Ledger.create(url, opening).close()
        become(made, where)

    monkeypatch.setattr(SQLiteAddress, "become", late)
    with pytest.raises(LedgerError, match="is there already"):
        Ledger.create(url, opening)
    assert list(path.parent.iterdir()) == [path]
