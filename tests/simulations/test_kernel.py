"""The kernel, against queueing theory (Erlang-C, Lindley, Kiefer-Wolfowitz) and against SimPy."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulations.desk import Desk
from simulations.kernel import Kernel, KernelError, Request, Signal, Steps
from simulations.overtime import overtime
from simulations.streams import Streams
from simulations.working_clock import OutsideClockError, WorkingClock, always_open

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Generator, Sequence

DAY = [(510.0, 720.0), (870.0, 1080.0)]
"""08:30-12:00 and 14:30-18:00 of one day."""


def office(days: int = 5) -> WorkingClock:
    """Return the clock of somebody who works so many days on end."""
    shifts = [
        (1440.0 * d + opens, 1440.0 * d + closes) for d in range(days) for opens, closes in DAY
    ]
    return WorkingClock(shifts, span=(0.0, 1440.0 * days))


def serve_all(desk: Desk, jobs: Sequence[tuple[float, float]]) -> list[float]:
    """Return when each job, given as arrival and work, is done on the lean path."""
    return [desk.serve(arrival, work) for arrival, work in jobs]


def request_all(desk: Desk, jobs: Sequence[tuple[float, float, float]]) -> list[Request]:
    """Return the requests for jobs, given as arrival, work and priority, after a whole run."""
    kernel = Kernel()
    requests = [desk.request(work, priority) for _, work, priority in jobs]

    def job(request: Request) -> Steps:
        done = yield request
        assert done is request
        assert request.finished == kernel.instant

    for (arrival, _, _), request in zip(jobs, requests, strict=True):
        kernel.start(job(request), at=arrival)
    kernel.run()
    assert kernel.unfinished == 0
    return requests


# Processes and what they wait for


def test_a_process_resumes_at_the_minutes_it_names() -> None:
    """Floats and whole numbers are absolute minutes; the present one is allowed."""
    kernel, seen = Kernel(), []

    def clerk() -> Steps:
        for minute in (3.5, 3.5, 10, 10.25):
            yield minute
            seen.append(kernel.instant)

    kernel.start(clerk(), at=1.0)
    assert kernel.run() == 10.25
    assert seen == [3.5, 3.5, 10.0, 10.25]


def test_what_falls_together_happens_in_order_of_scheduling() -> None:
    """Ties break by who was scheduled first, whether long before or within the minute."""
    kernel, seen = Kernel(), []

    def steps(name: str, minute: float) -> Steps:
        yield minute
        seen.append(name)
        if name == "first":
            kernel.start(steps("started at that minute", minute))
        yield minute
        seen.append(f"{name} again")

    for name in ("first", "second", "third"):
        kernel.start(steps(name, 5.0))
    kernel.run()
    assert seen == [
        *("first", "second", "third"),
        *("first again", "second again", "third again"),
        *("started at that minute", "started at that minute again"),
    ]


def test_the_present_minute_named_or_not_is_the_same() -> None:
    """Who is started at this very minute comes before who is started after him."""
    kernel, seen = Kernel(), []

    def late(name: str) -> Steps:
        seen.append(name)
        yield kernel.instant

    def clerk() -> Steps:
        yield 5.0
        kernel.start(late("at 5.0"), at=5.0)
        kernel.start(late("now"))

    kernel.start(clerk())
    kernel.run()
    assert seen == ["at 5.0", "now"]


def test_a_join_waits_for_the_last_and_brings_all_values() -> None:
    """A fork to three units goes on with the slowest reply; values come in the order asked."""
    kernel = Kernel()

    def unit(name: str, minute: float) -> Steps:
        yield minute
        return name

    def case() -> Steps:
        first = kernel.start(unit("finance", 7.0))
        alone = yield first
        replies = yield [kernel.start(unit("audit", 30.0)), first, kernel.start(unit("law", 20.0))]
        nothing = yield ()
        return alone, replies, nothing, kernel.instant

    case_process = kernel.start(case())
    kernel.run()
    assert case_process.ended
    assert case_process.value == ("finance", ["audit", "finance", "law"], [], 30.0)


def test_a_process_may_be_awaited_by_many_and_twice() -> None:
    """All who wait for one end go on at it, also one who names it twice."""
    kernel = Kernel()

    def slow() -> Steps:
        yield 4.0
        return "done"

    process = kernel.start(slow())

    def waiting(wanted: object) -> Steps:
        got = yield wanted
        return got, kernel.instant

    others = [kernel.start(waiting(w)) for w in (process, (process, process), [process])]
    kernel.run()
    assert [o.value for o in others] == [
        *[("done", 4.0), (["done", "done"], 4.0), (["done"], 4.0)],
    ]


def test_a_signal_resumes_all_who_wait_and_is_not_kept() -> None:
    """A firing reaches those who wait, with its value; who comes later waits for the next."""
    kernel = Kernel()
    signal = Signal(kernel)

    def waiting(since: float) -> Steps:
        yield since
        value = yield signal
        return value, kernel.instant

    def firing() -> Steps:
        yield 5.0
        early = signal.fire("first")
        yield 9.0
        return early, signal.fire("second"), signal.fire("nobody waits")

    waiters = [kernel.start(waiting(since)) for since in (1.0, 2.0, 6.0)]
    fired = kernel.start(firing())
    kernel.run()
    assert [w.value for w in waiters] == [("first", 5.0), ("first", 5.0), ("second", 9.0)]
    assert fired.value == (2, 1, 0)


def test_who_waits_for_what_never_comes_is_counted() -> None:
    """A run that ends with a process still waiting says so: it is unfinished, not lost."""
    kernel = Kernel()

    def waiting() -> Steps:
        yield Signal(kernel)

    kernel.start(waiting())
    kernel.run()
    assert kernel.unfinished == 1


def test_a_run_in_parts_is_the_same_run() -> None:
    """Stopping at a minute plays all that is due by then, and going on changes nothing."""
    whole, parts = Kernel(), Kernel()
    seen: dict[Kernel, list[float]] = {whole: [], parts: []}

    def clerk(kernel: Kernel) -> Steps:
        for minute in (1.0, 5.0, 5.5, 9.0):
            yield minute
            seen[kernel].append(kernel.instant)

    for kernel in seen:
        kernel.start(clerk(kernel))
    whole.run()
    assert parts.run(until=5.0) == 5.0
    assert seen[parts] == [1.0, 5.0]
    assert parts.run(until=7.0) == 7.0
    parts.run()
    assert seen[parts] == seen[whole]


def test_an_error_names_its_process_and_minute() -> None:
    """An exception leaves the run as it is, with a note that says where it came from."""
    kernel = Kernel()

    def clerk() -> Steps:
        yield 5.0
        raise LookupError("no such file")

    kernel.start(clerk(), name="clerk of finance")
    with pytest.raises(LookupError, match="no such file") as caught:
        kernel.run()
    assert caught.value.__notes__ == ["in the process 'clerk of finance' at minute 5.0"]


@pytest.mark.parametrize("wanted", [4.0, math.nan, math.inf, "tomorrow", None])
def test_what_cannot_be_waited_for_is_refused(wanted: object) -> None:
    """A minute that has passed, no minute at all, or another thing than a wait is an error."""
    kernel = Kernel()

    def clerk() -> Steps:
        yield 5.0
        yield wanted

    kernel.start(clerk())
    with pytest.raises(KernelError, match="'clerk'"):
        kernel.run()


def test_a_kernel_does_not_run_backwards_nor_within_itself() -> None:
    """Neither an earlier minute nor a run inside a run is possible."""
    kernel = Kernel(instant=10.0)
    with pytest.raises(KernelError, match="cannot run"):
        kernel.run(until=9.0)

    def inside() -> Steps:
        yield 11.0
        kernel.run()

    kernel.start(inside())
    with pytest.raises(KernelError, match="cannot run"):
        kernel.run()


# Desks


def test_a_job_spans_lunch_and_night_and_the_next_waits() -> None:
    """An hour from 11:30, two from 14:00 and 150 minutes from 17:00, all for one clerk."""
    jobs = [(690.0, 60.0), (840.0, 120.0), (1020.0, 150.0)]
    done = serve_all(Desk("office", [office()]), jobs)
    assert done == [900.0, 1020.0, 1440.0 + 600.0]
    requests = request_all(Desk("office", [office()]), [(*job, 0.0) for job in jobs])
    assert [request.finished for request in requests] == done
    assert [request.began for request in requests] == [690.0, 900.0, 1020.0]


def test_urgent_papers_go_first_but_break_nothing_off() -> None:
    """紧急 overtakes those who wait, not the paper in hand; equals keep their order."""
    jobs = [(510.0, 60.0, 1), (520.0, 10.0, 1), (530.0, 10.0, 1), (540.0, 10.0, 0)]
    requests = request_all(Desk("office", [office()]), jobs)
    assert [request.began for request in requests] == [510.0, 580.0, 590.0, 570.0]


def test_what_comes_at_night_is_sorted_in_the_morning() -> None:
    """A clerk who comes in at 08:30 takes the urgent paper of 23:00 before the one of 20:00."""
    jobs = [(1200.0, 30.0, 1), (1380.0, 30.0, 0)]
    requests = request_all(Desk("office", [office()]), jobs)
    assert [request.began for request in requests] == [1440.0 + 540.0, 1440.0 + 510.0]


def test_a_colleague_takes_what_a_clerk_on_leave_cannot() -> None:
    """With the first clerk away until the third day, the second does all; both paths agree."""
    away = WorkingClock([(3390.0, 3600.0)], span=(0.0, 7200.0))
    jobs = [(510.0, 60.0), (520.0, 60.0)]
    assert serve_all(Desk("office", [away, office()]), jobs) == [570.0, 630.0]
    requests = request_all(Desk("office", [away, office()]), [(*job, 0.0) for job in jobs])
    assert [(r.finished, r.clerk) for r in requests] == [(570.0, 1), (630.0, 1)]


def test_a_clerk_who_leaves_takes_only_what_he_can_finish() -> None:
    """On his last afternoon a clerk leaves the long paper to the other and takes a short one."""
    leaving, staying = WorkingClock([(510.0, 720.0)], span=(0.0, 7200.0)), office()
    jobs = [(510.0, 300.0), (520.0, 30.0), (600.0, 90.0), (900.0, 10.0)]
    expected = [960.0, 550.0, 690.0, 970.0]
    assert serve_all(Desk("office", [leaving, staying]), jobs) == expected
    requests = request_all(Desk("office", [leaving, staying]), [(*job, 0.0) for job in jobs])
    assert [request.finished for request in requests] == expected


def test_work_that_outlasts_all_shifts_is_refused() -> None:
    """When nobody can ever finish, both paths say so instead of losing the paper."""
    with pytest.raises(OutsideClockError, match="no clerk of the desk 'office'"):
        Desk("office", [office(1), office(1)]).serve(1000.0, 81.0)
    jobs = [(600.0, 400.0, 0.0), (700.0, 400.0, 0.0)]
    with pytest.raises(OutsideClockError, match="no clerk of the desk 'office'"):
        request_all(Desk("office", [office(1)]), [(600.0, 400.0, 0.0)])
    with pytest.raises(OutsideClockError, match=r"arrived at 700\.0"):
        request_all(Desk("office", [WorkingClock([(510.0, 1010.0)])]), jobs)


def test_a_desk_keeps_to_one_way_and_to_order() -> None:
    """Mixed ways, backward arrivals, a request yielded twice and an empty desk are refused."""
    lean, general = Desk("lean", [office()]), Desk("general", [office()])
    lean.serve(600.0, 1.0)
    with pytest.raises(KernelError, match="arrives at 599"):
        lean.serve(599.0, 1.0)
    with pytest.raises(KernelError, match="keep to one way"):
        lean.request(1.0)
    request = general.request(1.0)
    with pytest.raises(KernelError, match="keep to one way"):
        general.serve(600.0, 1.0)
    with pytest.raises(ValueError, match="has no clerk"):
        Desk("empty", [])
    kernel = Kernel()

    def twice() -> Steps:
        yield request
        yield request

    kernel.start(twice(), at=600.0)
    with pytest.raises(KernelError, match="yielded before"):
        kernel.run()


def test_a_request_handed_on_frees_no_clerk() -> None:
    """A finished request that another process is given does not end what the clerk does next."""
    kernel, desk = Kernel(), Desk("office", [always_open()])

    def paper(work: float) -> Steps:
        return (yield desk.request(work))

    first = kernel.start(paper(10.0))
    second, third = kernel.start(paper(10.0)), kernel.start(paper(10.0))

    def reader() -> Steps:
        return (yield first)

    kernel.start(reader())
    kernel.run()
    assert [p.value.finished for p in (first, second, third)] == [10.0, 20.0, 30.0]


def test_a_desk_counts_its_work_and_its_queue() -> None:
    """Two papers of an hour at 08:30 and one of half an hour at 09:00, seen at 10:00 and 11:00."""
    jobs = [(510.0, 60.0, 0.0), (510.0, 60.0, 0.0), (540.0, 30.0, 0.0)]
    lean, general = Desk("lean", [office()]), Desk("general", [office()])
    serve_all(lean, [job[:2] for job in jobs])
    request_all(general, jobs)
    for desk in (lean, general):
        assert (desk.busy, desk.served) == ([150.0], 3)
    assert lean.utilisation(600.0) == 1.0
    assert lean.utilisation(720.0) == general.utilisation(720.0) == 150 / 210
    assert general.mean_queue(720.0) == (60 + 90) / 720
    for desk in (lean, general):
        assert (
            desk.mean_in_hand(720.0) == (60 + 120 + 120) / 720
        )  # each from its arrival to its end
        assert [desk.in_hand(minute) for minute in (659.0, 660.0)] == [1, 0]
        assert (desk.done(720.0), desk.available(720.0)) == (150.0, 210.0)
    for ask in (lean.mean_queue, general.utilisation):
        with pytest.raises(KernelError):
            ask(600.0 if ask == general.utilisation else 720.0)


def test_a_queue_is_counted_while_it_stands() -> None:
    """Halfway through a run, the waiting are counted up to that minute."""
    kernel, desk = Kernel(), Desk("office", [office()])

    def job() -> Steps:
        yield desk.request(100.0)

    for _ in range(3):
        kernel.start(job(), at=510.0)
    kernel.run(until=560.0)
    assert desk.mean_queue(560.0) == 2 * 50 / 560
    assert desk.utilisation(560.0) == 1.0
    assert (desk.in_hand(560.0), desk.mean_in_hand(560.0)) == (3, 3 * 50 / 560)


# Theory

JOBS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), min_size=1, max_size=40).map(
    lambda gaps: list(zip(accumulate(g for g, _ in gaps), (w for _, w in gaps), strict=True))
)


@given(JOBS)
def test_one_clerk_follows_lindley(jobs: list[tuple[float, float]]) -> None:
    """The wait is max(0, last wait + last work - gap), whatever comes (Lindley 1952)."""
    done = serve_all(Desk("office", [always_open()]), jobs)
    waits = [end - arrival - work for end, (arrival, work) in zip(done, jobs, strict=True)]
    expected = [0.0]
    for (before, work), (arrival, _) in pairwise(jobs):
        expected.append(max(0.0, expected[-1] + work - (arrival - before)))
    assert waits == expected


@given(JOBS, st.integers(2, 5))
def test_several_clerks_follow_kiefer_and_wolfowitz(
    jobs: list[tuple[float, float]], clerks: int
) -> None:
    """The wait is the least of the clerks' remaining workloads, kept sorted (1955)."""
    done = serve_all(Desk("office", [always_open()] * clerks), jobs)
    load, latest = [0.0] * clerks, 0.0
    for end, (arrival, work) in zip(done, jobs, strict=True):
        load = sorted(max(0.0, left - (arrival - latest)) for left in load)
        assert end - arrival - work == load[0]
        load[0] += work
        latest = arrival


@given(JOBS, st.integers(1, 3), st.randoms(use_true_random=False))
def test_the_two_ways_of_a_desk_agree(
    jobs: list[tuple[float, float]], clerks: int, rolls: random.Random
) -> None:
    """Without priorities, requests end when serve says, with shifts and with leave of each clerk.

    Work is made of odd fractions, so that no two clerks come free at the same minute.
    """
    clocks = [
        WorkingClock(DAY_AFTER_DAY, [leave_from(rolls)], span=(0.0, 1440.0 * 60))
        for _ in range(clerks)
    ]
    odd = [(arrival, work + rolls.random()) for arrival, work in jobs]
    requests = request_all(Desk("general", clocks), [(*job, 0.0) for job in odd])
    assert [r.finished for r in requests] == pytest.approx(serve_all(Desk("lean", clocks), odd))


DAY_AFTER_DAY = [
    (1440.0 * d + opens, 1440.0 * d + closes) for d in range(60) for opens, closes in DAY
]


def leave_from(rolls: random.Random) -> tuple[float, float]:
    """Return a leave of up to three days in the first two weeks."""
    begins = rolls.uniform(0, 14 * 1440)
    return begins, begins + rolls.uniform(0, 3 * 1440)


def mean_wait_of_erlang(rate: float, work: float, clerks: int) -> float:
    """Return the mean wait of M/M/c (Erlang-C)."""
    load = rate * work
    full = load**clerks / math.factorial(clerks) * clerks / (clerks - load)
    some = sum(load**n / math.factorial(n) for n in range(clerks))
    return full / (some + full) * work / (clerks - load)


def mean_wait_lean(jobs: list[tuple[float, float]], skip: int) -> float:
    """Return the mean wait after warm-up, by serve."""
    done = serve_all(Desk("office", [always_open()] * 5), jobs)
    return fmean(end - a - w for end, (a, w) in zip(done[skip:], jobs[skip:], strict=True))


def mean_wait_general(jobs: list[tuple[float, float]], skip: int) -> float:
    """Return the mean wait after warm-up, by request."""
    requests = request_all(Desk("office", [always_open()] * 5), [(*job, 0.0) for job in jobs])
    return fmean(request.began - request.arrived for request in requests[skip:])


@pytest.mark.parametrize("mean_wait", [mean_wait_lean, mean_wait_general])
def test_five_clerks_wait_as_erlang_says(mean_wait: Callable[[Any, int], float]) -> None:
    """M/M/5 at 80 % load: Erlang-C's mean lies in the narrow 99 % interval of 20 replications."""
    rate, work, means = 0.4, 10.0, []
    for replication in range(20):
        streams = Streams(2019, replication)
        gaps, works = streams.of("gap"), streams.of("work")
        arrivals = accumulate(gaps.exponential(1 / rate) for _ in range(8_000))
        jobs = [(arrival, works.exponential(work)) for arrival in arrivals]
        means.append(mean_wait(jobs, 1_000))
    half = stats.t.ppf(0.995, 19) * stdev(means) / math.sqrt(20)
    expected = mean_wait_of_erlang(rate, work, 5)
    assert abs(fmean(means) - expected) <= half
    assert half < 0.1 * expected


# SimPy


Case = tuple[float, list[float], float]


def drawn_cases(n: int) -> list[Case]:
    """Return arrival, the work of four countersigners and the signer's, drawn beforehand."""
    streams = Streams(1)
    arrivals = accumulate(streams.of("gap").exponential(10.0) for _ in range(n))
    counters = [streams.of("countersign", entity=str(unit)) for unit in range(4)]
    signer = streams.of("sign")
    return [(a, [c.exponential(8.0) for c in counters], signer.exponential(7.0)) for a in arrivals]


def turnarounds(cases: list[Case], wait: Callable[[Kernel, Desk, float], object]) -> list[float]:
    """Play fork and join on our kernel; return the minutes from arrival to signature."""
    kernel, took = Kernel(), []
    desks = [Desk(f"unit {unit}", [always_open()]) for unit in range(4)]
    signer = Desk("signer", [always_open()])

    def countersign(desk: Desk, work: float) -> Steps:
        yield wait(kernel, desk, work)

    def case(works: list[float], last: float) -> Steps:
        arrived = kernel.instant
        yield [kernel.start(countersign(d, w)) for d, w in zip(desks, works, strict=True)]
        yield wait(kernel, signer, last)
        took.append(kernel.instant - arrived)

    for arrival, works, last in cases:
        kernel.start(case(works, last), at=arrival)
    kernel.run()
    assert kernel.unfinished == 0
    return took


def simpy_turnarounds(cases: list[Case]) -> list[float]:
    """Play the same on SimPy."""
    env, took = simpy.Environment(), []
    desks, signer = [simpy.Resource(env) for _ in range(4)], simpy.Resource(env)

    def sign(desk: simpy.Resource, work: float) -> Generator[simpy.Event, Any, None]:
        with desk.request() as request:
            yield request
            yield env.timeout(work)

    def case(arrival: float, works: list[float], last: float) -> Generator[simpy.Event, Any, None]:
        yield env.timeout(arrival)
        yield env.all_of([env.process(sign(d, w)) for d, w in zip(desks, works, strict=True)])
        yield from sign(signer, last)
        took.append(env.now - arrival)

    for drawn in cases:
        env.process(case(*drawn))
    env.run()
    return took


@pytest.mark.parametrize(
    "wait",
    [
        lambda kernel, desk, work: desk.serve(kernel.instant, work),
        lambda _, desk, work: desk.request(work),
    ],
    ids=["serve", "request"],
)
def test_fork_and_join_is_simpys(wait: Callable[[Kernel, Desk, float], object]) -> None:
    """Four countersigners and a signer, 500 cases, same draws: the same minutes to the last bit."""
    cases = drawn_cases(500)
    ours = turnarounds(cases, wait)
    assert len(ours) == 500
    assert ours == simpy_turnarounds(cases)
    assert ours == turnarounds(cases, wait)


@given(
    st.lists(
        st.tuples(st.floats(0, 500), st.floats(0.01, 100), st.integers(0, 3)),
        max_size=30,
        unique_by=lambda job: job[0],
    ),
    st.integers(1, 3),
)
def test_priorities_are_simpys(jobs: list[tuple[float, float, int]], clerks: int) -> None:
    """Any papers with any priorities begin when SimPy's PriorityResource says."""
    env = simpy.Environment()
    desk = simpy.PriorityResource(env, clerks)
    expected: dict[float, float] = {}

    def paper(arrival: float, work: float, priority: int) -> Generator[simpy.Event, Any, None]:
        yield env.timeout(arrival)
        with desk.request(priority) as request:
            yield request
            expected[arrival] = env.now
            yield env.timeout(work)

    for job in jobs:
        env.process(paper(*job))
    env.run()
    requests = request_all(Desk("office", [always_open()] * clerks), jobs)
    assert {request.arrived: request.began for request in requests} == expected


def test_overtime_is_what_overflows_a_weeks_work() -> None:
    """One clerk, eight hours a day: 60 hours leave 52 on Monday, and 40 may wait: 12 overflow.

    The rest day works nothing; ten hours that come on it overflow by what the days before made room
    for: eight of Tuesday, so two.
    """
    day, hour = 1440.0, 60.0
    shifts = [(day * n + 8 * hour, day * n + 16 * hour) for n in (0, 1, 3, *range(4, 30))]
    desk = Desk("office", [WorkingClock(shifts, span=(0.0, 30 * day))])
    midnights = [day * n for n in range(5)]
    desk.serve(9 * hour, 60 * hour)
    assert overtime(desk, midnights) == 12 * hour
    desk.serve(2 * day + 9 * hour, 10 * hour)
    assert overtime(desk, midnights) == 12 * hour + 2 * hour


def test_a_desk_that_keeps_up_needs_no_overtime() -> None:
    """As much work a day as the clerk does, every day."""
    shifts = [(1440.0 * n + 480, 1440.0 * n + 960) for n in range(8)]
    desk = Desk("office", [WorkingClock(shifts, span=(0.0, 8 * 1440.0))])
    for day in range(5):
        desk.serve(1440.0 * day + 480, 480.0)
    assert overtime(desk, [1440.0 * n for n in range(6)]) == 0.0
