"""整份文件 Whole files: a file appears under its name only when all of it has been written."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

PARTIAL: Final = ".partial"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give the path of an unfinished file beside another, which it replaces when all went well.

    Raises:
        OSError: the folder cannot be written.

    """
    unfinished = path.with_name(path.name + PARTIAL)
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


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
