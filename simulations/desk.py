"""案头 Desks: a queue before one or more clerks, and what it tells of itself afterwards."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Generator
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import TYPE_CHECKING

from simulations.kernel import Kernel, KernelError, Process, Request
from simulations.working_clock import NEVER, OutsideClockError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulations.working_clock import WorkingClock

WEEK = 5
"""Working days of work that may wait at a desk before it takes overtime."""


class Desk:
    """A queue before one or more clerks, each with a working clock.

    A desk works in one of two ways, and never in both:

    - `serve`: first come, first served, reckoned at once on arrival;
    - `request`: the lower ``priority`` first, then first come; work begun is never broken off for
      other work, and its clerk takes it up again in his next shift.

    A clerk takes only what he can finish in the shifts he has: they may end when he leaves. Where
    several could begin at once, the first in the list does. Statistics count from ``since``,
    before which nothing may arrive; ``busy`` is the work taken per clerk in working minutes.

    Args:
        name: what errors call it.
        clocks: one working clock per clerk.
        since: the minute from which the desk is open for work.
    """

    def __init__(self, name: str, clocks: Sequence[WorkingClock], since: float = 0.0) -> None:
        if not clocks:
            raise ValueError(f"the desk {name!r} has no clerk: give at least one working clock")
        self.name = name
        self.clocks = tuple(clocks)
        self.since = since
        self.busy = [0.0] * len(clocks)
        self.served = 0  # pieces of work taken
        self._free = [since] * len(clocks)  # the minute each clerk ends the work he has taken
        self._begins = [since] * len(clocks)  # the minute before which each cannot begin the next
        self._arrived = array(
            "d"
        )  # the minutes when the work taken arrived, and was or will be done
        self._finished = array("d")
        self._work = array("d")  # how much each was
        self._latest = since  # the latest arrival, or change of the queue
        self._by_request = False
        self._queue: list[tuple[float, int, Request, Process]] = []
        self._queued_minutes = 0.0
        self._at_work = [False] * len(clocks)
        self._wakes = [-NEVER] * len(clocks)  # when each clerk next comes in to look at the queue
        self._order = count()

    def serve(self, arrival: float, work: float) -> float:
        """Take work that arrives; return the minute it will be done (Lindley's recursion).

        Raises:
            KernelError: if it arrives before an earlier one, or the desk works by requests.
            OutsideClockError: if no clerk can finish it in the shifts he has.
        """
        if self._by_request or not arrival >= self._latest:
            raise self._refusal(f"work that arrives at {arrival}")
        self._latest = arrival
        free = self._free
        if len(free) > 1:
            clerk, finish = self._first_to_begin(arrival, work)
        else:
            clerk, start = 0, max(arrival, free[0])
            finish = self.clocks[0].finish_or_never(start, work)
        if finish == NEVER:
            raise self._overdrawn(arrival, work)
        free[clerk] = self._begins[clerk] = finish
        self.busy[clerk] += work
        self.served += 1
        self._arrived.append(arrival)
        self._finished.append(finish)
        self._work.append(work)
        return finish

    def _first_to_begin(self, arrival: float, work: float) -> tuple[int, float]:
        """Return the clerk who can begin first, and when he is done; `NEVER` if nobody can be.

        What the clocks answer is remembered in ``_begins``: arrivals come in order, so that it can
        only be too early, and most clerks are ruled out without asking again.
        """
        begins, first, done = self._begins, 0, NEVER
        best = NEVER
        for clerk, earliest in enumerate(begins):
            if earliest >= best:
                continue
            clock = self.clocks[clerk]
            start = clock.open_or_never(max(arrival, earliest))
            begins[clerk] = start
            if start < best and (finish := clock.finish_or_never(start, work)) < NEVER:
                best, first, done = start, clerk, finish
                if start <= arrival:
                    break  # nobody begins earlier
        return first, done

    def request(self, work: float, priority: float = 0.0) -> Request:
        """Return work to be yielded; among those waiting, the lowest ``priority`` goes first.

        Raises:
            KernelError: if the desk has already served by `serve`.
        """
        if self.served and not self._by_request:
            raise self._refusal("a request")
        self._by_request = True
        return Request(self, work, priority)

    def admit(self, kernel: Kernel, process: Process, request: Request) -> None:
        """Queue a request that a process has yielded (called by the kernel)."""
        if not math.isnan(request.arrived):
            raise self._refusal("a request that was yielded before")
        request.arrived, request.process = kernel.instant, process
        self._tally(kernel.instant)
        heappush(self._queue, (request.priority, next(self._order), request, process))
        self._dispatch(kernel)

    def release(self, kernel: Kernel, process: Process, request: Request) -> None:
        """Let a clerk who has done a request take the next one (called by the kernel)."""
        if request.process is process:
            request.process = None
            self._at_work[request.clerk] = False
            if self._queue:
                self._dispatch(kernel)

    def _dispatch(self, kernel: Kernel) -> None:
        """Give the queue's first to clerks who are there; have the others look when they come."""
        absent = []
        for clerk, clock in enumerate(self.clocks):
            if self._queue and not self._at_work[clerk]:
                opens = clock.open_or_never(kernel.instant)
                if opens == kernel.instant:
                    self._begin(kernel, clerk)
                elif opens < NEVER:
                    absent.append((clerk, opens))
        if self._queue:
            self._have_look(kernel, absent)

    def _begin(self, kernel: Kernel, clerk: int) -> None:
        """Let a clerk take the first of the queue, if he can finish it."""
        _, _, request, process = self._queue[0]
        finish = self.clocks[clerk].finish_or_never(kernel.instant, request.work)
        if finish == NEVER:
            return
        self._tally(kernel.instant)
        heappop(self._queue)
        request.began, request.finished, request.clerk = kernel.instant, finish, clerk
        self._at_work[clerk], self._free[clerk] = True, finish
        self.busy[clerk] += request.work
        self.served += 1
        self._arrived.append(request.arrived)
        self._finished.append(finish)
        self._work.append(request.work)
        kernel.schedule(process, finish, request)

    def _have_look(self, kernel: Kernel, absent: list[tuple[int, float]]) -> None:
        """Wake clerks as their next shifts open; refuse a queue that nobody will ever take."""
        for clerk, opens in absent:
            if self._wakes[clerk] < opens:
                self._wakes[clerk] = opens
                kernel.start(self._look(kernel, opens), name=f"{self.name}: a shift opens")
        if not absent and not any(self._at_work):
            first = self._queue[0][2]
            raise self._overdrawn(first.arrived, first.work)

    def _look(self, kernel: Kernel, opens: float) -> Generator[float, None, None]:
        """Wait for a shift to open, then look at the queue."""
        yield opens
        self._dispatch(kernel)

    def _tally(self, instant: float) -> None:
        """Add the queue's length since its latest change."""
        self._queued_minutes += len(self._queue) * (instant - self._latest)
        self._latest = instant

    def mean_queue(self, until: float) -> float:
        """Return the mean number of requests waiting since ``since``, nights included."""
        self._check_reached(until)
        if self.served and not self._by_request:
            raise self._refusal("a question about a queue that serve does not keep")
        queued = self._queued_minutes + len(self._queue) * (until - self._latest)
        return queued / (until - self.since)

    def in_hand(self, until: float) -> int:
        """Return how many pieces of work lie at the desk at a minute, waiting or begun."""
        self._check_reached(until)
        return len(self._queue) + sum(finish > until for finish in self._finished)

    def mean_in_hand(self, until: float) -> float:
        """Return the mean number of pieces at the desk since ``since``, nights included."""
        self._check_reached(until)
        taken = zip(self._arrived, self._finished, strict=True)
        minutes = math.fsum(min(finish, until) - arrival for arrival, finish in taken)
        queued = math.fsum(until - request.arrived for _, _, request, _ in self._queue)
        return (minutes + queued) / (until - self.since)

    def done(self, until: float) -> float:
        """Return the working minutes of work done by a minute, of all clerks."""
        self._check_reached(until)
        clerks = zip(self.clocks, self.busy, self._free, strict=True)
        return math.fsum(
            busy - (clock.worked_between(until, free) if free > until else 0.0)
            for clock, busy, free in clerks
        )

    def available(self, until: float) -> float:
        """Return the working minutes of all clerks from ``since`` to a minute."""
        self._check_reached(until)
        return math.fsum(clock.worked_between(self.since, until) for clock in self.clocks)

    def overtime(self, midnights: Sequence[float]) -> float:
        """Return the overtime that would have kept the desk within a week's work, in minutes.

        Nobody here works beyond the shifts: work waits. This is what would have had to be done
        after hours so that no day closed with more left than the desk does in `WEEK` working days:
        the overflow of a buffer, Lindley's recursion with a ceiling, day by day. Within a day it
        lets work that comes late use the morning, and so it is a lower bound.

        Args:
            midnights: the minutes at which the days begin, and the last one ends; work that arrived
                outside them is left out.

        """
        spans = list(pairwise(midnights))
        does = [math.fsum(clock.worked_between(*span) for clock in self.clocks) for span in spans]
        worked = [minutes for minutes in does if minutes]
        ceiling = WEEK * math.fsum(worked) / len(worked) if worked else NEVER
        left = beyond = 0.0
        for came, minutes in zip(self._came(midnights), does, strict=True):
            left = max(0.0, left + came - minutes)
            beyond += max(0.0, left - ceiling)
            left = min(left, ceiling)
        return beyond

    def _came(self, midnights: Sequence[float]) -> list[float]:
        """Return how much work arrived on each day."""
        came = [0.0] * (len(midnights) - 1)
        for arrival, work in zip(self._arrived, self._work, strict=True):
            day = bisect_right(midnights, arrival) - 1
            if 0 <= day < len(came):
                came[day] += work
        return came

    def utilisation(self, until: float) -> float:
        """Return work done over working minutes, of all clerks, from ``since`` to a minute."""
        available = self.available(until)
        if not available:
            raise self._refusal(f"a utilisation before the first shift, at {until}")
        return self.done(until) / available

    def _check_reached(self, until: float) -> None:
        """Refuse a minute before the latest change: what was then is no longer known."""
        if not until >= self._latest or until == self.since:
            raise self._refusal(f"statistics until {until}")

    def _refusal(self, what: str) -> KernelError:
        """Return the error for what comes too early, twice or in the other way of working."""
        way = "by request" if self._by_request else "by serve"
        return KernelError(
            f"the desk {self.name!r} cannot take {what}: it works {way}, opened at minute "
            f"{self.since} and has reached {self._latest}; keep to one way and to minutes in order"
        )

    def _overdrawn(self, arrival: float, work: float) -> OutsideClockError:
        """Return the error for work that outlasts all shifts."""
        return OutsideClockError(
            f"no clerk of the desk {self.name!r} can finish {work} minutes of work that arrived at "
            f"{arrival} in the shifts (工作时间) he has: build its clocks for a longer period"
        )
