"""整份文件 Whole files: a file appears under its name only when all of it has been written."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO, Final, cast

PARTIAL: Final = ".partial"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give the path of an unfinished file beside another, which it replaces when all went well.

    What is there and no plain file (a pipe, a screen) is written as it is.

    Raises:
        OSError: the folder cannot be written.

    """
    if path.exists() and not path.is_file():
        yield path
        return
    unfinished = path.with_name(path.name + PARTIAL)
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        for left in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
            left.unlink(missing_ok=True)


def put_new(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a new file, whole or not at all, even where this program is killed.

    Raises:
        FileExistsError: one is there; it is left as it is.
        OSError: the folder cannot be written.

    """
    with NamedTemporaryFile(dir=path.parent, suffix=".part") as part:
        _fill(part, content)
        Path(part.name).chmod(mode)
        try:
            path.hardlink_to(part.name)
        except FileExistsError:
            raise
        except OSError:  # a memory stick has no hard links
            with path.open("xb") as file:
                _fill(file, content)


def _fill(file: IO[bytes], content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def stream_to(path: Path, *, zipped: bool) -> Iterator[BinaryIO]:
    """Open a file for writing bytes, through gzip where asked: no date, no name in it."""
    with path.open("wb") as plain:
        if not zipped:
            yield plain
            return
        packed = gzip.GzipFile(filename="", mode="wb", fileobj=plain, mtime=0)
        with cast("BinaryIO", packed) as stream:
            yield stream
