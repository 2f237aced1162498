"""台账文件 Files: where an SQLite ledger is, and whether a file there can be one at all.

Reading order: the address, reading one, whether a file is whole.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import Any, Self
from urllib.parse import quote

import attrs

from ledger.errors import LedgerError
from ledger.sqlite.recorder import Factory

MEMORY = frozenset({"memory", "sqlite://:memory:", "sqlite:///:memory:"})
_SCHEME = "sqlite:///"
_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes; https://www.sqlite.org/fileformat.html, 1.3
UNFINISHED = ".unfinished"
"""Ending of a ledger that is being made; one that is left was cut off, and may be removed."""
_OLD_64K = 1  # how a page of 65536 bytes is written in two bytes
_memories = count(1)


@attrs.frozen
class SQLiteAddress:
    """Where a ledger is: a file, or this process's memory (``path`` is then None).

    Attributes:
        url: as it was given.
        path: the SQLite file, absolute.
        memory: name of the database in memory.
        immutable: whether to read the file without any lock.

    """

    url: str
    path: Path | None
    memory: str = ""
    immutable: bool = False

    @property
    def name(self) -> str:
        """The file's own name, not where it lies."""
        return self.path.name if self.path else self.url

    def uri(self, *, read_only: bool = False) -> str:
        """Return what SQLite is to open; it never makes a file (https://www.sqlite.org/uri.html)."""
        if self.path is None:
            return f"file:{self.memory}?mode=memory&cache=shared"
        mode = "ro&immutable=1" if self.immutable else "ro" if read_only else "rw"
        return f"file:{quote(str(self.path))}?mode={mode}"

    def beside(self, suffix: str) -> Path | None:
        """Return the file SQLite keeps beside the ledger (``-wal``), where it holds anything."""
        if self.path is None:
            return None
        other = self.path.with_name(self.path.name + suffix)
        return other if other.is_file() and other.stat().st_size else None

    def exists(self) -> bool:
        """Say whether a file is there."""
        return self.path is not None and self.path.exists()

    def check(self) -> None:
        """Refuse a path that holds no whole SQLite file (``LedgerError``)."""
        check_file(self)

    def claim(self) -> Self:
        """Make an empty file beside the path, to be filled first: nobody finds half a ledger.

        Raises:
            LedgerError: something is there already, or the folder is not.

        """
        if self.path is None:
            return self
        if self.path.exists():
            raise self.taken()
        beside = self.path.with_name(f".{self.path.name}.{token_hex(4)}{UNFINISHED}")
        try:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except OSError as why:
            raise LedgerError(
                f"No ledger 台账 can be made at {self.path}: {why.strerror}. Choose a folder that "
                "is there and may be written to."
            ) from why
        return attrs.evolve(self, path=beside)

    def taken(self) -> LedgerError:
        """Return the refusal to make a ledger where something is."""
        return LedgerError(
            f"{self.path} is there already: open it, or create the ledger 台账 under another name."
        )

    def discard(self) -> None:
        """Remove the file of a ledger that was never made."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def become(self, where: Any) -> None:
        """Give a file that was made its name: of two creators one succeeds.

        Raises:
            LedgerError: something is there by now.

        """
        if self.path is None or where.path is None or self.path == where.path:
            return
        try:
            where.path.hardlink_to(self.path)
        except FileExistsError:
            self.discard()
            raise where.taken() from None
        except OSError:  # a memory stick has no hard links
            self.path.rename(where.path)
        self.discard()

    def factory(self, *, read_only: bool) -> Factory:
        """Return what opens the file."""
        return Factory(self.uri(read_only=read_only), read_only=read_only)

    def kept_out(self, why: Exception) -> Self | None:
        """Return how to read on media that cannot be written: without any lock.

        SQLite wants to write beside a file that was last in write-ahead mode. Where it may not, and
        there is no log with acts in it, the file alone is whole and is opened as immutable.
        """
        barred = "unable to open" in str(why) or "readonly" in str(why)
        if not barred or self.beside("-wal"):
            return None
        return attrs.evolve(self, immutable=True)

    def tidy(self) -> None:
        """Merge the log into the file and put it away; it stays while others have it open."""
        if not self.exists():
            return
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(self.uri(), uri=True, timeout=0, isolation_level=None)) as last,
        ):
            last.execute("PRAGMA journal_mode=DELETE").close()


def sqlite_address(url: str) -> SQLiteAddress | None:
    """Read the address of an SQLite ledger, None where it is of another kind.

    Three slashes and a relative path (``sqlite:///year.db``), four and an absolute one
    (``sqlite:////srv/year.db``), or ``memory`` for a ledger that ends with the process.
    """
    if url in MEMORY:
        return SQLiteAddress(url, None, f"taizhang-{next(_memories)}")
    name = url.removeprefix(_SCHEME)
    if name == url or not name:
        return None
    return SQLiteAddress(url, Path(name).absolute())


def check_file(where: SQLiteAddress) -> None:
    """Refuse a path that holds no whole SQLite file.

    Raises:
        LedgerError: nothing is there, or a folder, or another kind of file, or part of one.

    """
    path = where.path
    if path is None:
        raise LedgerError(f"{where.url!r} has no past: make a ledger in memory 内存 with create.")
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger 台账: name the file in it.")
    if not path.exists():
        raise LedgerError(f"There is no ledger 台账 at {path}: check the path, or create it.")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as why:
        raise LedgerError(f"{path} cannot be read: {why.strerror}. Ask for the right to.") from why
    if not header.startswith(_MAGIC) and not where.beside("-wal"):
        raise LedgerError(_not_sqlite(path, header))
    _check_whole(where, path, header)


def _not_sqlite(path: Path, header: bytes) -> str:
    if not header:
        return f"{path} is empty: making it was cut short. Remove it, then create the ledger 台账."
    if _MAGIC.startswith(header[: len(_MAGIC)]):
        return f"{path} is torn 残缺 after {len(header)} bytes: take a whole copy of the ledger."
    return f"{path} is not an SQLite file, so not a ledger 台账: check the path."


def _check_whole(where: SQLiteAddress, path: Path, header: bytes) -> None:
    """Compare the size with what the header says, unless a log beside it holds the rest."""
    if where.beside("-wal") or where.beside("-journal"):
        return
    page = int.from_bytes(header[16:18], "big")
    page = 65_536 if page == _OLD_64K else page
    whole = page * int.from_bytes(header[28:32], "big")
    size = path.stat().st_size
    if len(header) < _HEADER or size < whole:
        raise LedgerError(
            f"{path} is torn 残缺: {size} of {whole} bytes are there. Take a whole copy of it."
        )
