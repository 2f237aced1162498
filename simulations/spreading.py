"""分派 Spreading: years of a scenario on their way through an executor, and back as measures.

Any `concurrent.futures.Executor` will do: processes, a cluster's, or `InTurn`. A task takes a tenth
of a second at least and brings back measures, never logs. Replication ``k`` of a seed is the same
year in any company, so no way of spreading changes any year.

Reading order: the work, executors, spreading it.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import attrs

from simulations.measures import Row, measured
from simulations.scenario import Scenario

# --- the work ---

LEAST_SECONDS: Final = 0.1
"""What a task should take at least, so that sending it does not cost more than doing it."""
TIMED: Final = 4
"""Years that go out alone, to learn how long one takes."""


class WorkerLostError(RuntimeError):
    """演算进程中断: a process that played years is gone."""


class Work(NamedTuple):
    """Years to be played: of which scenario, under which name, and their numbers."""

    name: str
    scenario: Scenario
    replications: Sequence[int]


@attrs.frozen(kw_only=True)
class Batch:
    """What one task brings back: the rows of some years, and the seconds it took."""

    name: str
    years: tuple[tuple[int, list[Row]], ...]
    seconds: float


def play_batch(work: Work, seed: int) -> Batch:
    """Play and measure some replications: one task, in whichever process."""
    begun = time.perf_counter()
    years = tuple((number, measured(work.scenario, seed, number)) for number in work.replications)
    return Batch(name=work.name, years=years, seconds=time.perf_counter() - begun)


# --- executors ---

Progress = Callable[[int, int], None]
"""Told how many years are done, and how many it takes by what is known so far."""


class InTurn(Executor):
    """依次执行: does what is submitted at once, in this process; for one core, and for tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it and return its outcome."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future carries whatever went wrong
            future.set_exception(error)
        return future


@contextmanager
def spread_over(executor: Executor | None) -> Iterator[Executor]:
    """Give the executor, or a pool of as many processes as there are cores to be used."""
    if executor is not None:
        yield executor
        return
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if cores == 1:
        yield InTurn()
        return
    with ProcessPoolExecutor(cores) as pool:
        yield pool


# --- spreading it ---


@attrs.define
class Spreading:
    """Years of one seed on their way through an executor.

    ``chunk`` is how many years a task has: as many as fill `LEAST_SECONDS`, judged by the first
    years played, unless it is given. No chunk changes any year.
    """

    executor: Executor
    seed: int
    chunk: int | None = None

    def play(self, works: Sequence[Work], done: Callable[[int], None]) -> list[Batch]:
        """Play years, and tell of each how many are back; the batches come in any order.

        Raises:
            WorkerLostError: a process was ended from outside.

        """
        back: list[Batch] = []
        if self.chunk is None:
            first, works = _first_and_others(works)
            back = self._back(_tasks(first, 1), back, done)
            seconds = sum(batch.seconds for batch in back) / len(back)
            self.chunk = max(1, math.ceil(LEAST_SECONDS / max(seconds, 1e-6)))
        tasks = [task for work in works for task in _tasks(work, self.chunk)]
        return self._back(tasks, back, done)

    def _back(
        self, tasks: Iterable[Work], back: list[Batch], done: Callable[[int], None]
    ) -> list[Batch]:
        """Send tasks out and return what is back already with what they bring."""
        futures = [self.executor.submit(play_batch, task, self.seed) for task in tasks]
        try:
            for future in as_completed(futures):
                back.append(future.result())
                done(sum(len(batch.years) for batch in back))
        except BrokenExecutor as error:
            raise WorkerLostError(
                "A process that played years was ended from outside 演算进程中断, perhaps for want "
                "of memory: play again, in fewer processes (--jobs)."
            ) from error
        finally:
            for future in futures:
                future.cancel()
        return back


def _first_and_others(works: Sequence[Work]) -> tuple[Work, list[Work]]:
    """Return the first few years, to be timed alone, and all the others."""
    name, scenario, numbers = works[0]
    first, others = numbers[:TIMED], numbers[TIMED:]
    return Work(name, scenario, first), [Work(name, scenario, others), *works[1:]]


def _tasks(work: Work, size: int) -> Iterator[Work]:
    """Yield tasks of at most so many years each."""
    for start in range(0, len(work.replications), size):
        yield Work(work.name, work.scenario, work.replications[start : start + size])
