"""案头 Desks: a queue before one or more clerks, and what it tells of itself afterwards."""

from __future__ import annotations

import math
from collections.abc import Generator
from heapq import heappop, heappush
from itertools import count, repeat
from operator import sub
from typing import TYPE_CHECKING

from simulations.kernel import Kernel, KernelError, Process, Request
from simulations.working_clock import NEVER, OutsideClockError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulations.working_clock import WorkingClock


class Desk:
    """A queue before one or more clerks, each with a working clock.

    A desk works in one of two ways, and never in both:

    - `serve`: first come, first served, reckoned at once on arrival;
    - `request`: the lower ``priority`` first, then first come; work begun is never broken off for
      other work, and its clerk takes it up again in his next shift.

    A clerk takes only what he can finish in the shifts he has: they may end when he leaves. Where
    several could begin at once, the first in the list does. Statistics count from ``since``,
    before which nothing may arrive.

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
        self._taken: list[float] = []  # arrival, end, work and clerk of each: flat, as it is quick
        self._free = [since] * len(clocks)  # the minute each clerk ends the work he has taken
        self._begins = [since] * len(clocks)  # the minute before which each cannot begin the next
        self._latest = since  # the latest arrival, or change of the queue
        self._by_request = False
        self._queue: list[tuple[float, int, Request]] = []
        self._waited = 0.0  # minutes that requests waited before they were begun
        self._idle = [True] * len(clocks)
        self._wakes = [-NEVER] * len(clocks)  # when each clerk next comes in to look at the queue
        self._order = count()

    @property
    def arrivals(self) -> list[float]:
        """The minutes at which the work taken came."""
        return self._taken[0::4]

    @property
    def finishes(self) -> list[float]:
        """The minutes at which it is done."""
        return self._taken[1::4]

    @property
    def works(self) -> list[float]:
        """How much it is, in working minutes."""
        return self._taken[2::4]

    @property
    def served(self) -> int:
        """How many pieces of work were taken."""
        return len(self._taken) // 4

    @property
    def busy(self) -> list[float]:
        """The work taken per clerk, in working minutes."""
        busy = [0.0] * len(self.clocks)
        for work, clerk in zip(self.works, self._taken[3::4], strict=True):
            busy[int(clerk)] += work
        return busy

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
            clerk, start = 0, free[0]
            if start < arrival:  # noqa: PLR1730 -- max() costs a twentieth of serving
                start = arrival
            finish = self.clocks[0].finish_or_never(start, work)
        if finish == NEVER:
            raise self._overdrawn(arrival, work)
        free[clerk] = finish
        self._taken += (arrival, finish, work, clerk)
        return finish

    def _first_to_begin(self, arrival: float, work: float) -> tuple[int, float]:
        """Return the clerk who can begin first, and when he is done; `NEVER` if nobody can be.

        What the clocks answer is remembered in ``_begins``: arrivals come in order, so that it can
        only be too early, and most clerks are ruled out without asking again.
        """
        begins, first, best = self._begins, 0, NEVER
        for clerk, earliest in enumerate(begins):
            if earliest >= best:
                continue
            start = earliest
            if earliest <= arrival:
                start = begins[clerk] = self.clocks[clerk].open_or_never(arrival)
            if start < best:
                first, best = clerk, start
                if start <= arrival:
                    break  # nobody begins earlier
        finish = self.clocks[first].finish_or_never(best, work)
        if finish == NEVER:
            first, finish = self._first_of_the_others(arrival, work)
        begins[first] = self.clocks[first].open_or_never(finish)
        return first, finish

    def _first_of_the_others(self, arrival: float, work: float) -> tuple[int, float]:
        """Return the same where the first to begin has too few shifts left to finish it."""
        begins = [
            clock.open_or_never(max(arrival, earliest))
            for clock, earliest in zip(self.clocks, self._begins, strict=True)
        ]
        for clerk in sorted(range(len(begins)), key=begins.__getitem__):
            finish = self.clocks[clerk].finish_or_never(begins[clerk], work)
            if finish < NEVER:
                return clerk, finish
        return 0, NEVER

    def request(self, work: float, priority: float = 0.0) -> Request:
        """Return work to be yielded; among those waiting, the lowest ``priority`` goes first.

        Raises:
            KernelError: if the desk has already served by `serve`.
        """
        if not self._by_request:
            if self._taken:
                raise self._refusal("a request")
            self._by_request = True
        return Request(self, work, priority)

    def admit(self, kernel: Kernel, process: Process, request: Request) -> None:
        """Queue a request that a process has yielded (called by the kernel)."""
        if request.arrived == request.arrived:
            raise self._refusal("a request that was yielded before")
        request.process = process
        request.arrived = self._latest = kernel.instant
        heappush(self._queue, (request.priority, next(self._order), request))
        if True in self._idle:
            self._dispatch(kernel)

    def release(self, kernel: Kernel, process: Process, request: Request) -> None:
        """Let a clerk who has done a request take the next one (called by the kernel)."""
        if request.process is process:
            request.process = None
            self._idle[request.clerk] = True
            if self._queue:
                self._dispatch(kernel)

    def _dispatch(self, kernel: Kernel) -> None:
        """Give the queue's first to clerks who are there; have the others look when they come."""
        instant, idle, absent = kernel.instant, self._idle, False
        for clerk, clock in enumerate(self.clocks):
            if not idle[clerk]:
                continue
            opens = clock.open_or_never(instant)
            if opens == instant:
                self._begin(kernel, clerk, instant)
                if not self._queue:
                    return
            elif opens < NEVER:
                absent = True
                self._have_look(kernel, clerk, opens)
        if not absent and all(idle):
            first = self._queue[0][2]
            raise self._overdrawn(first.arrived, first.work)

    def _begin(self, kernel: Kernel, clerk: int, instant: float) -> None:
        """Let a clerk take the first of the queue, if he can finish it."""
        request = self._queue[0][2]
        arrived, work, process = request.arrived, request.work, request.process
        finish = self.clocks[clerk].finish_or_never(instant, work)
        if finish == NEVER or process is None:
            return
        heappop(self._queue)
        request.began, request.finished, request.clerk = instant, finish, clerk
        self._idle[clerk], self._free[clerk], self._latest = False, finish, instant
        self._waited += instant - arrived
        self._taken += (arrived, finish, work, clerk)
        kernel.schedule(process, finish, request)

    def _have_look(self, kernel: Kernel, clerk: int, opens: float) -> None:
        """Wake a clerk as his next shift opens, unless that is seen to."""
        if self._wakes[clerk] < opens:
            self._wakes[clerk] = opens
            kernel.start(self._look(opens, kernel), name=f"{self.name}: a shift opens")

    def _look(self, opens: float, kernel: Kernel) -> Generator[float, None, None]:
        """Wait for a shift to open, then look at the queue."""
        yield opens
        if self._queue:
            self._dispatch(kernel)

    def mean_queue(self, until: float) -> float:
        """Return the mean number of requests waiting since ``since``, nights included."""
        self._check_reached(until)
        if self._taken and not self._by_request:
            raise self._refusal("a question about a queue that serve does not keep")
        return (self._waited + self._waiting(until)) / (until - self.since)

    def _waiting(self, until: float) -> float:
        """Return the minutes that the queue has waited by a minute."""
        return math.fsum(until - request.arrived for _, _, request in self._queue)

    def in_hand(self, until: float) -> int:
        """Return how many pieces of work lie at the desk at a minute, waiting or begun."""
        self._check_reached(until)
        return len(self._queue) + sum(finish > until for finish in self.finishes)

    def mean_in_hand(self, until: float) -> float:
        """Return the mean number of pieces at the desk since ``since``, nights included."""
        self._check_reached(until)
        left = map(min, self.finishes, repeat(until))
        minutes = math.fsum(map(sub, left, self.arrivals))
        return (minutes + self._waiting(until)) / (until - self.since)

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
