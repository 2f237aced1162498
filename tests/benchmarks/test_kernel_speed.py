"""How fast the kernel is, as ratios within one run: pytest tests/benchmarks/test_kernel_speed.py.

The model is fork and join: each case goes to four countersigners at once, each a queue before one
clerk, and when all have signed, to a signer's queue. It is played by clerks who never leave and by
clerks with a calendar: office hours, weekends, holidays and make-up days. All play the same draws
and must find the same minutes; SimPy and our kernel with one generator process per case and per
countersignature. SimPy knows no calendar: it is lent our working clock, as is the floor.
"""

from __future__ import annotations

import datetime as dt
import gc
import time
from heapq import heappop, heappush
from itertools import accumulate, count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import pytest
import simpy

from domain.calendar import load_calendar
from simulations.desk import Desk
from simulations.kernel import Kernel, Steps
from simulations.origin import Origin
from simulations.streams import Streams
from simulations.working_clock import WorkingClock, always_open, office_shifts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pytest_benchmark.fixture import BenchmarkFixture

CASES = 20_000
UNITS = 4
ROUNDS = 5


@attrs.frozen
class Model:
    """Arrival, work of each countersigner and of the signer, drawn beforehand; and their clock."""

    cases: list[tuple[float, list[float], float]]
    clock: WorkingClock


def _model(gap: float, clock: WorkingClock) -> Model:
    streams = Streams(2019)
    arrivals = accumulate(streams.of("gap").exponential(gap) for _ in range(CASES))
    units = [streams.of("countersign", entity=str(unit)) for unit in range(UNITS)]
    signer = streams.of("sign")
    cases = [(a, [u.exponential(8.0) for u in units], signer.exponential(7.0)) for a in arrivals]
    return Model(cases, clock)


@pytest.fixture(scope="module")
def never_closed() -> Model:
    """Clerks who work day and night, eight minutes in ten."""
    return _model(10.0, always_open())


@pytest.fixture(scope="module")
def with_calendar() -> Model:
    """Clerks who work in office hours of working days, 2018 to 2020, at the same load."""
    origin = Origin(dt.date(2018, 1, 1), ZoneInfo("Asia/Shanghai"))
    days = (origin.day, dt.date(2020, 12, 31))
    shifts = office_shifts(load_calendar("cn").latest, *days, origin=origin)
    hours, elapsed = sum(end - start for start, end in shifts), origin.minute_on(days[1], 24.0)
    return _model(10.0 * elapsed / hours, WorkingClock(shifts, span=(0.0, elapsed)))


def by_kernel(model: Model, *, queued: bool) -> list[float]:
    """Play the cases on our kernel; return the minutes each took."""
    kernel, took = Kernel(), []
    desks = [Desk(f"unit {unit}", [model.clock]) for unit in range(UNITS)]
    signer = Desk("signer", [model.clock])

    def countersign(desk: Desk, work: float) -> Steps:
        yield desk.request(work) if queued else desk.serve(kernel.instant, work)

    def case(works: list[float], last: float) -> Steps:
        arrived = kernel.instant
        yield [kernel.start(countersign(d, w)) for d, w in zip(desks, works, strict=True)]
        yield signer.request(last) if queued else signer.serve(kernel.instant, last)
        took.append(kernel.instant - arrived)

    def inbox() -> Steps:
        for arrival, works, last in model.cases:
            yield arrival
            kernel.start(case(works, last))

    kernel.start(inbox())
    kernel.run()
    return took


def by_serve(model: Model) -> list[float]:
    """Play the lean path: each desk reckons on arrival."""
    return by_kernel(model, queued=False)


def by_request(model: Model) -> list[float]:
    """Play the general path: each desk keeps a queue with priorities."""
    return by_kernel(model, queued=True)


def by_simpy(model: Model, resource: type[simpy.Resource] = simpy.Resource) -> list[float]:
    """Play the cases on SimPy, as its guide would have it."""
    env, took = simpy.Environment(), []
    desks, signer = [resource(env) for _ in range(UNITS)], resource(env)
    finish = model.clock.finish

    def signed(desk: simpy.Resource, work: float) -> Generator[simpy.Event, Any, None]:
        with desk.request() as request:
            yield request
            yield env.timeout(finish(env.now, work) - env.now)

    def case(works: list[float], last: float) -> Generator[simpy.Event, Any, None]:
        arrived = env.now
        yield env.all_of([env.process(signed(d, w)) for d, w in zip(desks, works, strict=True)])
        yield from signed(signer, last)
        took.append(env.now - arrived)

    def inbox() -> Generator[simpy.Event, Any, None]:
        for arrival, works, last in model.cases:
            yield env.timeout(arrival - env.now)
            env.process(case(works, last))

    env.process(inbox())
    env.run()
    return took


def by_simpy_priorities(model: Model) -> list[float]:
    """Play the cases on SimPy's desks with priorities, what our requests are to be held against."""
    return by_simpy(model, simpy.PriorityResource)


def by_callbacks(model: Model) -> list[float]:
    """Play the cases with a bare heap of callbacks, written for this model alone: the floor."""
    heap: list[tuple[float, int, Callable[[float, int], None], int]] = []
    order, took, cases, finish = count(), [], model.cases, model.clock.finish
    free, unsigned = [0.0] * (UNITS + 1), [UNITS] * len(cases)

    def arrive(instant: float, i: int) -> None:
        if i + 1 < len(cases):
            heappush(heap, (cases[i + 1][0], next(order), arrive, i + 1))
        for unit, work in enumerate(cases[i][1]):
            free[unit] = done = finish(max(free[unit], instant), work)
            heappush(heap, (done, next(order), countersigned, i))

    def countersigned(instant: float, i: int) -> None:
        unsigned[i] -= 1
        if not unsigned[i]:
            free[UNITS] = done = finish(max(free[UNITS], instant), cases[i][2])
            heappush(heap, (done, next(order), signed, i))

    def signed(instant: float, i: int) -> None:
        took.append(instant - cases[i][0])

    heappush(heap, (cases[0][0], next(order), arrive, 0))
    while heap:
        instant, _, act, i = heappop(heap)
        act(instant, i)
    return took


def seconds(*plays: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the least processor time of each, taken in turns so that all share the weather."""
    least = [float("inf")] * len(plays)
    for _ in range(rounds):
        for place, play in enumerate(plays):
            gc.collect()
            began = time.process_time()
            play()
            least[place] = min(least[place], time.process_time() - began)
    return least


@pytest.mark.parametrize("hours", ["never_closed", "with_calendar"])
def test_the_kernel_is_four_times_as_fast_as_simpy(
    benchmark: BenchmarkFixture, request: pytest.FixtureRequest, hours: str
) -> None:
    """Same waits as SimPy's in a quarter of its time, within four times of the bare heap's."""
    model: Model = request.getfixturevalue(hours)
    plays = (by_serve, by_request, by_simpy, by_simpy_priorities, by_callbacks)
    expected = pytest.approx(by_simpy(model), abs=1e-6)
    for play in plays:
        assert play(model) == expected
    serve, queued, theirs, theirs_queued, floor = seconds(
        *(lambda play=play: play(model) for play in plays)
    )
    benchmark.extra_info["simpy / serve"] = round(theirs / serve, 2)
    benchmark.extra_info["simpy with priorities / request"] = round(theirs_queued / queued, 2)
    benchmark.extra_info["simpy / request"] = round(theirs / queued, 2)
    benchmark.extra_info["serve / floor"] = round(serve / floor, 2)
    benchmark.extra_info["request / floor"] = round(queued / floor, 2)
    benchmark(by_serve, model)
    assert theirs / serve >= 4.0
    assert serve / floor <= 4.0


def test_an_instant_costs_little_more_than_its_datetime(benchmark: BenchmarkFixture) -> None:
    """instant_of, called once per act, takes at most twice what the standard library needs."""
    zone = ZoneInfo("Asia/Shanghai")
    origin = Origin(dt.date(2019, 1, 1), zone)
    epoch = dt.datetime(2019, 1, 1, tzinfo=zone).timestamp()
    minutes = [n * 5.17 for n in range(100_000)]
    ours, bare = seconds(
        lambda: [origin.instant_of(minute) for minute in minutes],
        lambda: [dt.datetime.fromtimestamp(epoch + minute, zone) for minute in minutes],
    )
    benchmark.extra_info["instant_of / fromtimestamp"] = round(ours / bare, 2)
    benchmark(origin.instant_of, 123_456.7)
    assert ours / bare <= 2.0
