"""工作时间 Working time: when somebody is at work, counted in simulated minutes.

A simulated instant is a float: minutes elapsed since an `origin.Origin`, a local midnight. Working
time is a list of shifts; a `WorkingClock` lays them out once, with leave removed, and then answers
each question with a bisection.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulations.origin import Origin

NEVER = math.inf
"""The minute of what does not happen within the shifts."""

OFFICE_HOURS = ((8.5, 12.0), (14.5, 18.0))
"""One working day in local hours, 08:30-12:00 and 14:30-18:00: a default, not from the text."""

_FEW = 4  # shifts
_GRAIN = 1e-6  # minutes: work that fits a shift must not spill over lunch by a rounding error


class OutsideClockError(ValueError):
    """An instant or an amount of work lies outside the period a working clock was built for."""


class WorkingDays(Protocol):
    """What shifts need of a calendar version."""

    def is_working_day(self, day: dt.date) -> bool:
        """Say whether people work on that day."""


def office_shifts(
    calendar_version: WorkingDays,
    first_day: dt.date,
    last_day: dt.date,
    hours: Sequence[tuple[float, float]] = OFFICE_HOURS,
    *,
    origin: Origin,
) -> list[tuple[float, float]]:
    """Return the shifts of every working day, make-up days (调休) included, both days included.

    Args:
        calendar_version: says which days are working days; its errors pass through.
        first_day: the first local day.
        last_day: the last local day.
        hours: start and end of each shift, in local hours of the day.
        origin: where the run counts its minutes from.
    """
    days = (first_day + dt.timedelta(days=n) for n in range((last_day - first_day).days + 1))
    return [
        (origin.minute_on(day, opens), origin.minute_on(day, closes))
        for day in days
        if calendar_version.is_working_day(day)
        for opens, closes in hours
    ]


class WorkingClock:
    """One person's working time: shifts with absences removed, each half-open ``[start, end)``.

    Work may be interrupted by the end of a shift and goes on in the next one.

    Args:
        shifts: ``(start, end)`` in simulated minutes, in order, not overlapping.
        absences: ``(start, end)`` in simulated minutes, in any order (leave, training, meetings).
        span: the period the clock knows; outside the shifts nobody works in it. By default it runs
            from the start of the first shift to the end of the last one.

    Raises:
        ValueError: for a shift or an absence that ends before it starts, or shifts out of order.
        OutsideClockError: from every question about an instant outside the span.
    """

    __slots__ = ("_after", "_before", "_ends", "_starts", "span")

    def __init__(
        self,
        shifts: Iterable[tuple[float, float]],
        absences: Iterable[tuple[float, float]] = (),
        span: tuple[float, float] | None = None,
    ) -> None:
        planned = _in_order(shifts)
        worked = _without(planned, absences)
        self._starts = [start for start, _ in worked]
        self._ends = [end for _, end in worked]
        # working minutes up to the end of each shift, and before it
        self._after = list(accumulate(end - start for start, end in worked))
        self._before = [0.0, *self._after[:-1]] if worked else []
        shifts_span = (planned[0][0], planned[-1][1]) if planned else (0.0, 0.0)
        self.span = span or shifts_span
        if planned and not self.span[0] <= shifts_span[0] < shifts_span[1] <= self.span[1]:
            raise ValueError(f"the span {span} does not hold the shifts (班次) {shifts_span}")

    def finish(self, start: float, work: float) -> float:
        """Return the minute when ``work`` working minutes after ``start`` are done.

        Work that ends with a shift is done at its end, not when the next one opens. No work at all
        is done as soon as somebody is there.
        """
        done = self.finish_or_never(start, work)
        if done == NEVER:
            raise OutsideClockError(self._exhausted(f"{work} minutes of work from", start))
        return done

    def next_open(self, instant: float) -> float:
        """Return the instant itself if it is worked, else the start of the next shift."""
        opens = self.open_or_never(instant)
        if opens == NEVER:
            raise OutsideClockError(self._exhausted("a shift from", instant))
        return opens

    def finish_or_never(self, start: float, work: float) -> float:
        """Return what `finish` does, or `NEVER` where the shifts do not suffice."""
        if not work >= 0.0:
            raise ValueError(f"{work} is no amount of work: give zero or more working minutes")
        shift = bisect_right(self._starts, start) - 1
        worked = 0.0
        if shift < 0:
            self._check_begun(start)
            shift = 0
        elif start < self._ends[shift]:
            if start + work <= self._ends[shift]:
                return start + work
            worked = self._before[shift] + (start - self._starts[shift])
        else:
            worked = self._after[shift]
            shift += 1
        return self._place(worked + work, shift)

    def _place(self, worked: float, earliest: int) -> float:
        """Return the minute at which so much has been worked since the first shift."""
        after, enough = self._after, worked - _GRAIN
        shift = bisect_left(after, enough, earliest, min(earliest + _FEW, len(after)))
        if shift == earliest + _FEW:  # most work is done within two days; this took longer
            shift = bisect_left(after, enough, shift)
        if shift == len(after):
            return NEVER
        return min(self._starts[shift] + (worked - self._before[shift]), self._ends[shift])

    def open_or_never(self, instant: float) -> float:
        """Return what `next_open` does, or `NEVER` after the last shift."""
        shift = bisect_right(self._ends, instant)
        if shift == len(self._ends):
            return NEVER
        start = self._starts[shift]
        if instant >= start:
            return instant
        if shift == 0:
            self._check_begun(instant)
        return start

    def worked_between(self, start: float, end: float) -> float:
        """Return the working minutes in ``[start, end)``; ``end`` may not come before ``start``."""
        if not start <= end:
            raise ValueError(f"minute {end} comes before minute {start}: give them in order")
        self._check_within(start, end)
        return self._worked_by(end) - self._worked_by(start)

    def worked_day_by_day(self, midnights: Sequence[float]) -> list[float]:
        """Return the working minutes between each midnight and the next."""
        self._check_within(midnights[0], midnights[-1])
        worked = map(self._worked_by, midnights)
        return [by_then - before for before, by_then in pairwise(worked)]

    def _worked_by(self, instant: float) -> float:
        """Return the working minutes since the first shift."""
        shift = bisect_right(self._starts, instant) - 1
        if shift < 0:
            return 0.0
        if instant >= self._ends[shift]:
            return self._after[shift]
        return self._before[shift] + (instant - self._starts[shift])

    def _check_within(self, start: float, end: float) -> None:
        """Refuse a period of which the clock knows only a part."""
        self._check_begun(start)
        if end > self.span[1]:
            raise OutsideClockError(self._exhausted("the time up to", end))

    def _check_begun(self, instant: float) -> None:
        """Refuse an instant before the span, where shifts would be missing without a word."""
        if not instant >= self.span[0]:
            raise OutsideClockError(self._exhausted("minute", instant))

    def _exhausted(self, wanted: str, instant: float) -> str:
        """Return the sentence for what the clock cannot tell."""
        return (
            f"{wanted} {instant} lies outside the shifts (工作时间) of a working clock for minutes "
            f"{self.span[0]} to {self.span[1]}: build it for a longer period"
        )


class _AlwaysOpen(WorkingClock):
    """A clock of one shift without bounds: working time is elapsed time, exactly."""

    __slots__ = ()

    def finish_or_never(self, start: float, work: float) -> float:
        """Return the sum."""
        if not work >= 0.0:
            raise ValueError(f"{work} is no amount of work: give zero or more working minutes")
        return start + work

    def open_or_never(self, instant: float) -> float:
        """Return the instant."""
        return instant

    def _worked_by(self, instant: float) -> float:
        """Return the instant, as only differences are asked for."""
        return instant


def always_open() -> WorkingClock:
    """Return a clock that never closes, for queueing theory and for machines."""
    return _AlwaysOpen((), span=(-math.inf, math.inf))


def _in_order(shifts: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the shifts as a list, or refuse them: nobody can work two shifts at once."""
    listed = list(shifts)
    closed = -math.inf
    for start, end in listed:
        if not closed <= start < end:
            raise ValueError(
                f"the shift {start} to {end} is empty or begins before {closed}, when the one "
                "before ends: give shifts (班次) in order, each ending after it starts"
            )
        closed = end
    return listed


def _without(
    shifts: list[tuple[float, float]], absences: Iterable[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return what is left of the shifts when the absences are taken out."""
    left = list(shifts)
    for start, end in absences:
        if not start <= end:
            raise ValueError(f"the absence {start} to {end} ends before it starts: swap them")
        first = bisect_right(left, start, key=itemgetter(1))  # the first to end after it starts
        beyond = bisect_left(left, end, key=itemgetter(0))  # the first to start after it ends
        if first < beyond:
            halves = [
                half
                for opens, closes in left[first:beyond]
                for half in ((opens, min(start, closes)), (max(opens, end), closes))
                if half[0] < half[1]
            ]
            left[first:beyond] = halves
    return left
