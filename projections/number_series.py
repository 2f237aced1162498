"""文号连续性 Number series: gaps, duplicates and departures of document numbers (发文字号).

A number is counted in its series: an issuer's code and year, or the code of an order, which runs on
from year to year (GB/T 9704-2012, 7.2.5; see ``domain.document_numbers``). Reading order: what was
used where, the findings about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from domain.document_numbers import DocumentNumber, read_number
from domain.number_registers import Taken, document_number

if TYPE_CHECKING:
    from domain.act import Act

# --- what was used where ---


@attrs.frozen
class Use:
    """使用: an act by which something has a number: its position, reference and matter."""

    position: int
    ref: str
    subject: str


@attrs.frozen
class Gap:
    """缺号: serial numbers that nothing has, from ``first`` to ``last``.

    ``before`` and ``after`` have the numbers beside them; ``before`` is None before the first.
    """

    series: str
    first: int
    last: int
    before: Use | None
    after: Use


@attrs.frozen
class Shared:
    """重号: one number that several matters have."""

    number: DocumentNumber
    uses: tuple[Use, ...]


@attrs.frozen
class Renumbered:
    """一文多号: one matter that has several numbers of one series."""

    subject: str
    numbers: tuple[DocumentNumber, ...]
    uses: tuple[Use, ...]


@attrs.frozen
class Departed:
    """格式不合: a number not in the standard's form; ``number`` is None where it reads as none."""

    text: str
    number: DocumentNumber | None
    use: Use


class NumberSeries:
    """Collects the document numbers of acts, in order of record."""

    def __init__(self) -> None:
        self._series: dict[str, dict[int, list[Use]]] = {}
        self._numbers: dict[tuple[str, int], DocumentNumber] = {}
        self.departed: list[Departed] = []

    def feed(self, position: int, act: Act) -> None:
        """Take in the next act; only those that carry a number change anything."""
        text, subject = _numbered(act)
        if not text:
            return
        number, use = read_number(text), Use(position, act.ref, subject)
        if act.kind == "document" and text != str(number):
            self.departed.append(Departed(text, number, use))
        if number is not None:
            self._numbers[number.series, number.serial] = number
            used = self._series.setdefault(number.series, {}).setdefault(number.serial, [])
            if subject not in {one.subject for one in used}:
                used.append(use)

    # --- the findings about it ---

    def gaps(self, *, from_first: bool = False) -> Iterator[Gap]:
        """Yield what is missing in each series, between its first number and its last.

        A year's series begins at 1, unless it is read ``from_first``, from the first number there
        is; orders always are, for theirs began before the ledger.
        """
        for series, used in sorted(self._series.items()):
            serials = sorted(used)
            ordered = self._numbers[series, serials[0]].year is None
            if serials[0] > 1 and not ordered and not from_first:
                yield Gap(series, 1, serials[0] - 1, None, used[serials[0]][0])
            for one, following in pairwise(serials):
                if following > one + 1:
                    yield Gap(series, one + 1, following - 1, used[one][0], used[following][0])

    def shared(self) -> Iterator[Shared]:
        """Yield every number that several matters have."""
        for series, used in sorted(self._series.items()):
            for serial, uses in sorted(used.items()):
                if len(uses) > 1:
                    yield Shared(self._numbers[series, serial], tuple(uses))

    def renumbered(self) -> Iterator[Renumbered]:
        """Yield every matter that has several numbers of one series."""
        for series, used in sorted(self._series.items()):
            of_subject: dict[str, list[tuple[int, Use]]] = {}
            for serial, uses in sorted(used.items()):
                for use in uses:
                    of_subject.setdefault(use.subject, []).append((serial, use))
            for subject, several in of_subject.items():
                if len(several) > 1:
                    numbers = tuple(self._numbers[series, serial] for serial, _ in several)
                    yield Renumbered(subject, numbers, tuple(use for _, use in several))


def _numbered(act: Act) -> tuple[str, str]:
    """Return the number an act carries, as text, and the matter that has it by the act."""
    if isinstance(act, Taken):
        return document_number(act.matter, act.originator_version), act.document
    number: Any = getattr(act, "number", "")
    register: str = getattr(act, "register", "")
    if isinstance(number, int):
        return (document_number(register, number) if register else ""), act.matter
    return (number if isinstance(number, str) else ""), act.matter
