"""台账地址 Addresses: where a ledger is, and whether a file there can be one at all."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from urllib.parse import quote

import attrs

from ledger.errors import LedgerError

MEMORY = frozenset({"memory", "sqlite://:memory:", "sqlite:///:memory:"})
_SCHEME = "sqlite:///"
_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes; https://www.sqlite.org/fileformat.html, 1.3
_OLD_64K = 1  # how a page of 65536 bytes is written in two bytes
_memories = count(1)


@attrs.frozen
class Address:
    """Where a ledger is: a file, or this process's memory (``path`` is then None).

    Attributes:
        url: as it was given.
        path: the SQLite file, absolute.
        memory: name of the database in memory.

    """

    url: str
    path: Path | None
    memory: str = ""

    def uri(self, *, read_only: bool = False, immutable: bool = False) -> str:
        """Return what SQLite is to open; it never makes a file (https://www.sqlite.org/uri.html)."""
        if self.path is None:
            return f"file:{self.memory}?mode=memory&cache=shared"
        mode = "ro&immutable=1" if immutable else "ro" if read_only else "rw"
        return f"file:{quote(str(self.path))}?mode={mode}"

    def beside(self, suffix: str) -> Path | None:
        """Return the file SQLite keeps beside the ledger (``-wal``), where it holds anything."""
        if self.path is None:
            return None
        other = self.path.with_name(self.path.name + suffix)
        return other if other.is_file() and other.stat().st_size else None


def address(url: str) -> Address:
    """Read the address of a ledger.

    Three slashes and a relative path (``sqlite:///year.db``), four and an absolute one
    (``sqlite:////srv/year.db``), or ``memory`` for a ledger that ends with the process.

    Raises:
        LedgerError: it is none of these.

    """
    if url in MEMORY:
        return Address(url, None, f"taizhang-{next(_memories)}")
    name = url.removeprefix(_SCHEME)
    if name == url or not name:
        raise LedgerError(
            f"Unknown ledger address 台账地址 {url!r}: write sqlite:///year.db, "
            "sqlite:////absolute/year.db or memory."
        )
    return Address(url, Path(name).absolute())


def check_file(where: Address) -> None:
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


def _check_whole(where: Address, path: Path, header: bytes) -> None:
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
