"""仿真内核 A discrete-event kernel: processes that wait, desks that work, one queue of instants.

A process is a generator. What it yields is what it waits for:

- a float: that absolute minute;
- a `Process`: its end (its value is sent back), or a list or tuple of them: all their ends;
- a `Signal`: its next firing (the fired value is sent back);
- a `Request`: a clerk of a desk has done the work (the request, with its instants, is sent back).

Instants are minutes since the run's origin (`working_clock.Origin`). What falls on the same minute
happens in the order in which it was scheduled, so equal draws give equal runs.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Generator
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from simulations.working_clock import NEVER, OutsideClockError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulations.working_clock import WorkingClock

Steps: TypeAlias = Generator[Any, Any, Any]
"""A process as written: a generator of the waits above; what it returns is the process's value."""

_SEVERAL = (list, tuple)


class KernelError(RuntimeError):
    """A process or a desk was asked for something that cannot happen."""


class Process:
    """A generator at work; ``ended`` and ``value`` say how it came out."""

    __slots__ = ("_label", "awaited", "ended", "pending", "send", "value", "waiting")

    awaited: Process | Sequence[Process]  # those whose ends it waits for, when it joins
    pending: int  # how many of them have not ended

    def __init__(self, steps: Steps, label: str) -> None:
        self.send = steps.send
        self._label = label
        self.ended = False
        self.value: Any = None
        self.waiting: list[Process] | None = None  # those who wait for this one's end

    @property
    def name(self) -> str:
        """What errors call it."""
        return self._label or str(
            getattr(getattr(self.send, "__self__", None), "__name__", "process")
        )


class Signal:
    """Something that processes can wait for: a reply, an approval. It may fire again and again.

    A firing is not kept: who waits afterwards waits for the next one.
    """

    __slots__ = ("_kernel", "waiting")

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self.waiting: list[Process] = []

    def fire(self, value: object = None) -> int:
        """Resume every waiting process, in the order they came; return how many there were."""
        resumed, self.waiting = self.waiting, []
        for process in resumed:
            self._kernel.resume(process, value)
        return len(resumed)


class Kernel:
    """The queue of instants.

    ``instant`` is the current simulated minute; ``unfinished`` counts the processes started and not
    ended: after a run to the end, those who wait for what never came.
    """

    __slots__ = ("_heap", "_order", "_ready", "_running", "instant", "unfinished")

    def __init__(self, instant: float = 0.0) -> None:
        self.instant = instant
        self.unfinished = 0
        self._heap: list[tuple[float, int, Process, Request | None]] = []  # at later minutes
        self._ready: deque[tuple[Process, Any]] = deque()  # at this minute, in order
        self._order = count()
        self._running = False

    def start(self, steps: Steps, at: float | None = None, name: str = "") -> Process:
        """Start a process at a minute (by default the current one, after what is already due).

        Args:
            steps: the generator; the module's text says what it may yield.
            at: the absolute minute of its first step.
            name: what errors call it; by default the name of the generator function.

        Raises:
            KernelError: if ``at`` has passed or is not finite.
        """
        process = Process(steps, name)
        if at is None:
            self._ready.append((process, None))
        else:
            self.schedule(process, at)
        self.unfinished += 1
        return process

    def schedule(self, process: Process, at: float, request: Request | None = None) -> None:
        """Put a process's next step at a minute (the end of a request, if it waits for one)."""
        if not self.instant <= at < NEVER:
            raise KernelError(
                f"{process.name!r} cannot wait for minute {at} at minute {self.instant}: "
                "give an absolute, finite minute that has not passed"
            )
        if at == self.instant:
            self._ready.append((process, request))
        else:
            heappush(self._heap, (at, next(self._order), process, request))

    def resume(self, process: Process, value: object) -> None:
        """Let a process go on at this minute, after what is already due."""
        self._ready.append((process, value))

    def run(self, until: float = NEVER) -> float:
        """Play everything due up to and including a minute; return the minute reached.

        Raises:
            KernelError: if ``until`` has passed, a process runs its own kernel, or waits for
                something that is no wait.
            Exception: whatever a process raises, with a note that names the process and the minute.
        """
        if self._running or not until >= self.instant:
            raise KernelError(f"cannot run to {until} from minute {self.instant}, or from inside")
        self._running = True
        try:
            self._play(until)
        finally:
            self._running = False
        if until < NEVER:
            self.instant = until
        return self.instant

    def _play(self, until: float) -> None:
        """Step processes, minute after minute; one loop, as each call in it costs a tenth."""
        heap, ready, order, instant = self._heap, self._ready, self._order, self.instant
        process: Process | None = None
        tied = False  # is more of the heap due at this minute? it was scheduled before the ready
        try:
            while True:
                if ready and not tied:
                    process, value = ready.popleft()
                elif not heap or heap[0][0] > until:
                    return
                else:
                    instant, _, process, value = heappop(heap)
                    self.instant = instant
                    tied = bool(heap) and heap[0][0] == instant
                if value.__class__ is Request:
                    value.desk.release(self, process, value)
                try:
                    wanted = process.send(value)
                except StopIteration as end:
                    self._end(process, end.value)
                else:
                    if wanted.__class__ is float and instant < wanted < NEVER:
                        heappush(heap, (wanted, next(order), process, None))
                    else:
                        self._file(process, wanted)
        except Exception as error:
            error.add_note(
                f"in the process {process.name if process else ''!r} at minute {instant}"
            )
            raise

    def _file(self, process: Process, wanted: object) -> None:
        """File any wait but the commonest, a later minute."""
        if isinstance(wanted, _SEVERAL):
            self._join(process, wanted, wanted)
        elif isinstance(wanted, Process):
            self._join(process, wanted, (wanted,))
        elif isinstance(wanted, Signal):
            wanted.waiting.append(process)
        elif isinstance(wanted, Request):
            wanted.desk.admit(self, process, wanted)
        elif isinstance(wanted, float | int):
            self.schedule(process, float(wanted))
        else:
            raise KernelError(f"{process.name!r} yields {wanted!r}: see the waits in kernel.py")

    def _join(self, process: Process, awaited: Any, parts: Sequence[Process]) -> None:
        """Wait for the ends of some processes, or go on at once if they have all ended."""
        process.awaited = awaited
        process.pending = 0
        for part in parts:
            if part.ended:
                continue
            process.pending += 1
            if part.waiting is None:
                part.waiting = [process]
            else:
                part.waiting.append(process)
        if not process.pending:
            self._go_on(process)

    def _go_on(self, process: Process) -> None:
        """Resume a process whose awaited ones have ended, with their values."""
        awaited, process.awaited = process.awaited, ()
        if isinstance(awaited, Process):
            self._ready.append((process, awaited.value))
        else:
            self._ready.append((process, [part.value for part in awaited]))

    def _end(self, process: Process, value: object) -> None:
        """Keep the value of a process that has ended and resume those who waited for it."""
        process.ended, process.value = True, value
        self.unfinished -= 1
        if process.waiting is not None:
            for waiting in process.waiting:
                waiting.pending -= 1
                if not waiting.pending:
                    self._go_on(waiting)
            process.waiting = None


class Request:
    """One piece of work put before a desk: yield it to wait until it is done.

    ``arrived``, ``began`` and ``finished`` are minutes, ``nan`` until known; ``clerk`` is the place
    in the desk's list of the clerk who took it, -1 until then.
    """

    __slots__ = ("arrived", "began", "clerk", "desk", "finished", "priority", "process", "work")

    def __init__(self, desk: Desk, work: float, priority: float) -> None:
        self.desk = desk
        self.work = work
        self.priority = priority
        self.process: Process | None = None
        self.arrived = self.began = self.finished = math.nan
        self.clerk = -1


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
        clerk, free = 0, self._free
        if len(free) > 1:
            clerk = self._first_to_begin(arrival, work)
        start = free[clerk] if free[clerk] > arrival else arrival  # noqa: FURB136 - max() is slower
        finish = self.clocks[clerk].finish_or_never(start, work)
        if finish == NEVER:
            raise self._overdrawn(arrival, work)
        self._latest = arrival
        free[clerk] = finish
        self.busy[clerk] += work
        self.served += 1
        return finish

    def _first_to_begin(self, arrival: float, work: float) -> int:
        """Return the clerk who can begin first and finish; the first of all if none can."""
        best, first = NEVER, 0
        for clerk, clock in enumerate(self.clocks):
            start = clock.open_or_never(max(arrival, self._free[clerk]))
            if start < best and clock.finish_or_never(start, work) < NEVER:
                best, first = start, clerk
        return first

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

    def utilisation(self, until: float) -> float:
        """Return work done over working minutes, of all clerks, from ``since`` to a minute."""
        self._check_reached(until)
        done = available = 0.0
        for clock, busy, free in zip(self.clocks, self.busy, self._free, strict=True):
            done += busy - (clock.worked_between(until, free) if free > until else 0.0)
            available += clock.worked_between(self.since, until)
        if not available:
            raise self._refusal(f"a utilisation before the first shift, at {until}")
        return done / available

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
