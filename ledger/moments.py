"""时点 Moments: up to when a reader looks, at what happened and at what was known.

A day means all of it: it ends at 24:00 local. An instant includes itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal, TypedDict
from zoneinfo import ZoneInfo

from domain.act import Act
from domain.rulebook.terms import end_of
from ledger.errors import LedgerError

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The district's clock."""

Moment = dt.datetime | dt.date
Known = Literal["ledger", "source"]
"""Whose registration counts: this ledger's, or the source's where an imported act names it."""


class Look(TypedDict, total=False):
    """As of when to look at one matter.

    Attributes:
        version: up to this version.
        as_of: only what had happened by then.
        known_at: only what had been recorded by then.
        known: recorded by this ``ledger``, or by the ``source`` of an imported act.

    """

    version: int | None
    as_of: Moment | None
    known_at: Moment | None
    known: Known


Test = Callable[[Act], bool]


def bound(moment: Moment) -> dt.datetime:
    """Return the first instant that a moment leaves out.

    Raises:
        LedgerError: an instant without its time zone.

    """
    if not isinstance(moment, dt.datetime):
        return end_of(moment, SHANGHAI)
    if moment.tzinfo is None:
        raise LedgerError(f"The instant 时点 {moment} has no time zone: give one, such as +08:00.")
    return moment + dt.timedelta(microseconds=1)


def occurred_by(moment: Moment) -> Test:
    """Return the test for acts that had happened by a moment."""
    end = bound(moment)
    return lambda act: act.occurred_at < end


def known_by(moment: Moment, by: Known = "ledger") -> Test:
    """Return the test for acts that the ledger, or the source they came from, knew by a moment."""
    end = bound(moment)
    if by == "ledger":
        return lambda act: act.recorded_at < end
    return lambda act: (act.source_recorded_at or act.recorded_at) < end


def tests_of(look: Look) -> list[Test]:
    """Return what an act must pass to be seen."""
    as_of, known_at = look.get("as_of"), look.get("known_at")
    tests = [] if as_of is None else [occurred_by(as_of)]
    if known_at is not None:
        tests.append(known_by(known_at, look.get("known", "ledger")))
    return tests
