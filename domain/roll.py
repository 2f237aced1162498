"""名册 Roll: entries in order, each added without copying those before it.

A register takes thousands of numbers a year, and each of its states has all those given so far.
The states share one list and each sees its own length of it, so that adding costs the same whether
the year is young or old. A roll is as immutable as a tuple: whoever adds to an earlier state gets a
list of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload


class Roll(Sequence[str]):
    """名册: an immutable sequence of texts that knows the place of each."""

    __slots__ = ("_entries", "_length", "_places")

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._entries = list(entries)
        self._places: dict[str, int] = {}
        for place, entry in enumerate(self._entries):
            self._places.setdefault(entry, place)
        self._length = len(self._entries)

    def plus(self, entry: str) -> Roll:
        """Return the roll with one entry more; this one stays as it is."""
        if self._length < len(self._entries):
            return Roll((*self, entry))  # another roll has already grown from this one
        after = Roll.__new__(Roll)
        after._entries, after._places = self._entries, self._places  # noqa: SLF001 - a roll's own
        after._entries.append(entry)  # noqa: SLF001
        after._places.setdefault(entry, self._length)  # noqa: SLF001
        after._length = self._length + 1  # noqa: SLF001
        return after

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return tuple(self._entries[: self._length])[place]
        return self._entries[range(self._length)[place]]

    def __contains__(self, entry: object) -> bool:
        return self._places.get(entry, self._length) < self._length  # type: ignore[call-overload, no-any-return]

    def index(self, entry: str, start: int = 0, stop: int | None = None) -> int:
        """Return the first place of an entry, from 0; at the same cost wherever it stands.

        Raises:
            ValueError: it is not on the roll, or not between ``start`` and ``stop``.

        """
        place = self._places.get(entry, self._length)
        if place not in range(self._length)[start:stop]:
            raise ValueError(f"{entry!r} is not on the roll 名册.")
        return place

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, (Roll, tuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Roll({list(self)!r})"
