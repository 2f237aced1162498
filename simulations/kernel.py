"""仿真内核 A discrete-event kernel: processes that wait, and one queue of instants.

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
from typing import TYPE_CHECKING, Any, TypeAlias

from simulations.working_clock import NEVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulations.desk import Desk

Steps: TypeAlias = Generator[Any, Any, Any]
"""A process as written: a generator of the waits above; what it returns is the process's value."""

_SEVERAL = (list, tuple)
_Step: TypeAlias = "tuple[Process, Any]"  # who goes on, and what is sent


class KernelError(RuntimeError):
    """A process or a desk was asked for something that cannot happen."""


class Process:
    """A generator at work, as `Kernel.start` makes it; ``ended`` and ``value`` say how it ended."""

    send: Any  # of the generator
    label = ""
    # What most never change is the class's: a process is made for every piece of work.
    ended = False
    value: Any = None
    waiting: list[Process] | None = None  # those who wait for this one's end
    awaited: Process | Sequence[Process] = ()  # those whose ends it waits for, when it joins
    pending = 0  # how many of them have not ended

    @property
    def name(self) -> str:
        """What errors call it."""
        return self.label or str(
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


class Request:
    """One piece of work put before a desk: yield it to wait until it is done.

    ``arrived``, ``began`` and ``finished`` are minutes, ``nan`` until known; ``clerk`` is the place
    in the desk's list of the clerk who took it, -1 until then.
    """

    process: Process | None = None
    arrived = began = finished = math.nan
    clerk = -1

    def __init__(self, desk: Desk, work: float, priority: float) -> None:
        self.desk = desk
        self.work = work
        self.priority = priority


class Kernel:
    """The queue of instants.

    ``instant`` is the current simulated minute; ``unfinished`` counts the processes started and not
    ended: after a run to the end, those who wait for what never came.
    """

    __slots__ = ("_due", "_minutes", "_ready", "_running", "instant", "unfinished")

    def __init__(self, instant: float = 0.0) -> None:
        self.instant = instant
        self.unfinished = 0
        self._minutes: list[float] = []  # a heap of the later minutes at which something is due
        self._due: dict[float, _Step | list[_Step]] = {}  # what is: one step, or several in order
        self._ready: deque[tuple[Process, Any]] = deque()  # at this minute, in order
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
        process = Process()
        process.send = steps.send
        if name:
            process.label = name
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
        elif at in self._due:
            self._crowd(at, (process, request))
        else:
            self._due[at] = (process, request)
            heappush(self._minutes, at)

    def _crowd(self, at: float, step: _Step) -> None:
        """Add a step to a minute at which something is due already."""
        due = self._due[at]
        if isinstance(due, list):
            due.append(step)
        else:
            self._due[at] = [due, step]

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

    def abandon(self) -> None:
        """Drop every process that still waits, so that a run that is over leaves no cycles behind.

        Processes refer to what they play on, and that to the kernel: a whole year would wait for
        the collector of cyclic garbage.
        """
        left = [process for due in self._due.values() for process, _ in _in_order(due)]
        left += [process for process, _ in self._ready]
        self._minutes.clear()
        self._due.clear()
        self._ready.clear()
        while left:
            process = left.pop()
            left += process.waiting or ()
            process.waiting = None

    def _play(self, until: float) -> None:  # noqa: C901, PLR0912 -- each call costs a tenth
        """Step processes, minute after minute.

        Stepping stands first: a process ends by an exception, whose line Python counts from the top
        of the function. So the first process stepped is one that does nothing.
        """
        process, value = self.start(_nothing()), None
        self._ready.pop()
        minutes, due, ready, instant = self._minutes, self._due, self._ready, self.instant
        try:
            while True:
                try:
                    wanted = process.send(value)
                except StopIteration as end:
                    process.ended, process.value = True, end.value
                    self.unfinished -= 1
                    waiting, process.waiting = process.waiting, None
                    for waiter in waiting or ():
                        waiter.pending -= 1
                        if not waiter.pending:
                            self._go_on(waiter)
                else:
                    if wanted.__class__ is float and instant < wanted < NEVER:
                        if wanted in due:
                            self._crowd(wanted, (process, None))
                        else:
                            due[wanted] = (process, None)
                            heappush(minutes, wanted)
                    elif wanted.__class__ is Request:
                        wanted.desk.admit(self, process, wanted)
                    elif wanted.__class__ is list:
                        self._join(process, wanted, wanted)
                    else:
                        self._file(process, wanted)
                if not ready:
                    if not minutes or minutes[0] > until:
                        return
                    self.instant = instant = heappop(minutes)
                    step = due.pop(instant)
                    if isinstance(step, list):
                        ready.extend(step)
                        process, value = ready.popleft()
                    else:
                        process, value = step
                else:
                    process, value = ready.popleft()
                if value.__class__ is Request:
                    value.desk.release(self, process, value)
        except Exception as error:
            error.add_note(f"in the process {process.name!r} at minute {instant}")
            raise

    def _file(self, process: Process, wanted: object) -> None:
        """File any wait but the commonest, a later minute and a request."""
        if isinstance(wanted, _SEVERAL):
            self._join(process, wanted, wanted)
        elif isinstance(wanted, Process):
            self._join(process, wanted, (wanted,))
        elif isinstance(wanted, Signal):
            wanted.waiting.append(process)
        elif isinstance(wanted, float | int):
            self.schedule(process, float(wanted))
        else:
            raise KernelError(f"{process.name!r} yields {wanted!r}: see the waits in kernel.py")

    def _join(self, process: Process, awaited: Any, parts: Sequence[Process]) -> None:
        """Wait for the ends of some processes, or go on at once if they have all ended."""
        process.awaited = awaited
        pending = 0
        for part in parts:
            if part.ended:
                continue
            pending += 1
            if part.waiting is None:
                part.waiting = [process]
            else:
                part.waiting.append(process)
        process.pending = pending
        if not pending:
            self._go_on(process)

    def _go_on(self, process: Process) -> None:
        """Resume a process whose awaited ones have ended, with their values."""
        awaited, process.awaited = process.awaited, ()
        if isinstance(awaited, Process):
            self._ready.append((process, awaited.value))
        else:
            self._ready.append((process, [part.value for part in awaited]))


def _in_order(due: _Step | list[_Step]) -> list[_Step]:
    """Return what is due at a minute as a list, be it one step or several."""
    return due if isinstance(due, list) else [due]


def _nothing() -> Steps:
    """End at once."""
    yield from ()
