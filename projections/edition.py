"""版本 Edition: which program folded a stored view, so that another one does not trust it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

FLOORS: Final = ("domain", "projections")
"""The packages whose code and tables decide what is folded."""
_KINDS: Final = (".py", ".toml")


@cache
def edition() -> str:
    """Return the first 16 hex digits of SHA-256 over all that decides what is folded.

    A norm, a calendar or a fold that differs by one character is another edition.
    """
    digest = hashlib.sha256()
    for floor in FLOORS:
        for name, content in _contents(files(floor), floor):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def _contents(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{one.name}"
        if one.is_dir():
            yield from _contents(one, path)
        elif one.name.endswith(_KINDS):
            yield path, one.read_bytes()
