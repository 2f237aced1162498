"""读取 Reading: acts by page, in order of record or of occurrence; never the whole log at once."""

from __future__ import annotations

import datetime as dt
from array import array
from typing import TYPE_CHECKING, Literal, TypedDict

import attrs
import msgspec

from domain.act import Act, UnknownActError
from ledger.codec import READERS, unreadable
from ledger.errors import plainly
from ledger.moments import Known, Moment, known_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.rows import Row, Rows

Placed = tuple[int, Act]
"""A position in the ledger and the act there."""

PAGE = 2_000
"""Rows in memory at a time, unless said otherwise: what a processor's cache holds."""


class Choice(TypedDict, total=False):
    """Which acts to read, and in which order.

    Attributes:
        after: the position to begin after; 0.
        until: the last position; None: the last there is when the reading begins.
        known_at: leave out what was not yet recorded by then.
        known: recorded by this ``ledger``, or by the ``source`` of an imported act.
        order: as ``recorded``, or as ``occurred`` (acts of one instant as recorded).
        page: acts in memory at a time.

    """

    after: int
    until: int | None
    known_at: Moment | None
    known: Known
    order: Literal["recorded", "occurred"]
    page: int


def chosen(recorder: Rows, label: str, choice: Choice) -> Iterator[Placed]:
    """Yield the chosen acts with their positions; what is recorded meanwhile is left out.

    Raises:
        LedgerError: an act is not known to this version, or the file cannot be read.

    """
    with plainly(label):
        last = recorder.position()
    until = choice.get("until")
    until = last if until is None else min(until, last)
    span = Span(choice.get("after", 0), until, choice.get("page", PAGE))
    walk = as_occurred if choice.get("order") == "occurred" else as_recorded
    placed, known_at = walk(recorder, span, label), choice.get("known_at")
    if known_at is None:
        return placed
    was_known = known_by(known_at, choice.get("known", "ledger"))
    return (one for one in placed if was_known(one[1]))


@attrs.frozen
class Span:
    """Which acts to read: after one position, up to another (included), how many at a time."""

    after: int
    until: int
    page: int


def read(rows: Iterable[Row]) -> Iterator[Placed]:
    """Yield the acts of some rows, with their positions.

    Raises:
        LedgerError: one is not known to this version, or was altered.

    """
    readers = READERS
    position, name = 0, ""
    try:
        for position, name, state in rows:
            yield position, readers[name](state)
    except (msgspec.MsgspecError, UnknownActError) as why:
        raise unreadable(f"at position {position}", name, why) from why


def as_recorded(recorder: Rows, span: Span, label: str) -> Iterator[Placed]:
    """Yield acts by position."""
    after = span.after
    while after < span.until:
        with plainly(label):
            rows = recorder.page(after, span.until, span.page)
        if not rows:
            return
        yield from read(rows)
        after = rows[-1][0]


def as_occurred(recorder: Rows, span: Span, label: str) -> Iterator[Placed]:
    """Yield acts by when they happened, those of one instant by position.

    It first reads only the instants, 16 bytes an act; a ledger that is already in order (a
    simulated one) is then read straight through.
    """
    positions, instants = _instants(recorder, span, label)
    if all(map(int.__le__, instants, instants[1:])):
        del positions, instants
        yield from as_recorded(recorder, span, label)
        return
    order = array("q", sorted(range(len(instants)), key=instants.__getitem__))
    for start in range(0, len(order), span.page):
        wanted = [positions[index] for index in order[start : start + span.page]]
        with plainly(label):
            rows = recorder.pick(wanted)
        yield from read(rows[position] for position in wanted)


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def _instants(recorder: Rows, span: Span, label: str) -> tuple[array[int], array[int]]:
    """Return positions and instants (microseconds since 1970, UTC), by position."""
    positions, instants = array("q"), array("q")
    after, read_instant = span.after, dt.datetime.fromisoformat
    while after < span.until:
        with plainly(label):
            rows = recorder.occurrences(after, span.until, span.page)
        if not rows:
            break
        positions.extend(position for position, _ in rows)
        instants.extend((read_instant(text) - _EPOCH) // _MICROSECOND for _, text in rows)
        after = rows[-1][0]
    return positions, instants
