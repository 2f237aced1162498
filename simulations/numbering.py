"""编号 Numbering: business numbers of the matters of a played year, and what keys their draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Numbering:
    """The numbers a played year gives, one series per kind of matter, such as ``C2019``.

    A matter's draws are keyed by where it comes from and not by its number: what merely happens
    earlier or later in another scenario draws the same (common random numbers).
    """

    def __init__(self, year: int) -> None:
        self._year = str(year)
        self._given: dict[str, int] = {}
        self._arrived: dict[str, int] = {}
        self._origins: dict[str, str] = {}

    def following(self, prefix: str, of: str = "") -> str:
        """Return the next business number of a kind, such as ``C2019-00012``.

        Args:
            prefix: of the kind of matter.
            of: what the matter springs from, and nothing else of its kind does: another matter, or
                one and a place in it, ``M2019-00003/2``. Leave it out for what arrives by itself.

        """
        count = self._given[prefix] = self._given.get(prefix, 0) + 1
        number = f"{prefix}{self._year}-{count:05d}"
        if of:
            self._origins[number] = f"{prefix} of {self.origin(of)}"
        else:
            arrived = self._arrived[prefix] = self._arrived.get(prefix, 0) + 1
            self._origins[number] = f"{prefix} {arrived}"
        return number

    def go_on_after(self, taken: Mapping[str, int]) -> None:
        """Give only numbers above those that are taken in each series."""
        for series, greatest in taken.items():
            prefix, of_year = series[:-4], series[-4:]
            if of_year == self._year:
                self._given[prefix] = greatest

    def origin(self, matter: str) -> str:
        """Return what keys the draws of a matter, or of a part of one."""
        if "/" not in matter:
            return self._origins.get(matter, matter)
        number, slash, part = matter.partition("/")
        return f"{self._origins.get(number, number)}{slash}{part}"
