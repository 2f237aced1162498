"""How fast a planner's years are: pytest tests/benchmarks/test_replication_speed.py.

One replication of the default year is played and judged without a store, in processor time; and
several are replicated in two processes, measured and summed up, in time on the wall. The goal is
200 in four minutes. How many are played is ``TAIZHANG_REPLICATIONS`` (4 unless it is set: what 200
would take is then reckoned from them, the start of the processes included). What is asserted are
ratios within one run; the times are kept in the benchmark's extra figures.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from domain.calendar import load_calendar
from domain.collector import undisturbed
from domain.rulebook.judge import judge
from simulations.lean import judged_year
from simulations.measures import measured
from simulations.play import opening_act
from simulations.replications import replicate
from simulations.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act

CORES = 2
GOAL = 200
YEARS = int(os.environ.get("TAIZHANG_REPLICATIONS", "4"))
ROUNDS = 5
MOST_OF_JUDGING = 5.0
"""Times the cost of judging the same acts alone, which a played year includes."""
MOST_OF_MEASURING = 1.5
"""Times the cost of a judged year, which a measured one includes."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The default year."""
    return load_scenario("wujiagang-2019")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Tell whoever runs the benchmark, also where nothing fails."""

    def tell(sentence: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{sentence}\n")

    return tell


def taken(step: Callable[[], object]) -> float:
    """Return the processor time of something."""
    gc.collect()
    begun = time.process_time()
    step()
    return time.process_time() - begun


def test_a_year_is_played_and_judged_at_its_rate(
    benchmark: Any, scenario: Scenario, say: Callable[[str], None]
) -> None:
    """Playing a year costs no more than four times judging it; the share of judging is shown."""
    book, calendar = scenario.law(), load_calendar(scenario.calendar)
    acts: list[Act] = [opening_act(scenario, book, calendar, 1)]
    year = judged_year(scenario, 1, sink=acts.append)
    assert year.acts == len(acts) >= 100_000
    times: list[tuple[float, float, float]] = []

    def judging() -> None:
        with undisturbed():
            judge(acts, book, calendar, scenario.last_day)

    def all_three() -> None:  # by turns, so that a busy neighbour slows down all of them
        lean = taken(lambda: judged_year(scenario, 1))
        times.append((lean, taken(judging), taken(lambda: measured(scenario, 1, 0))))

    benchmark.pedantic(all_three, rounds=ROUNDS, warmup_rounds=1)
    lean, judged, summed_up = (min(column) for column in zip(*times, strict=True))
    benchmark.extra_info["acts"] = year.acts
    benchmark.extra_info["seconds per year"] = round(lean, 3)
    benchmark.extra_info["acts per second"] = round(year.acts / lean)
    benchmark.extra_info["share of judging"] = round(judged / lean, 2)
    benchmark.extra_info["seconds per year, measures included"] = round(summed_up, 3)
    reckoned = f"minutes for {GOAL} years on {CORES} cores, reckoned"
    benchmark.extra_info[reckoned] = round(summed_up * GOAL / CORES / 60, 2)
    say(
        f"{year.acts} acts in {lean:.2f} s of processor time, {year.acts / lean:.0f} acts/s, "
        f"of it judging {judged / lean:.0%}; {summed_up:.2f} s with the measures: "
        f"{summed_up * GOAL / CORES / 60:.1f} min for {GOAL} years on {CORES} cores, reckoned"
    )
    assert lean <= MOST_OF_JUDGING * judged
    assert summed_up <= MOST_OF_MEASURING * lean


def test_years_are_replicated_on_two_cores(
    benchmark: Any, scenario: Scenario, say: Callable[[str], None]
) -> None:
    """As many years as asked for, in two processes; the time on the wall, and what 200 take."""

    def run() -> float:
        begun = time.perf_counter()
        with ProcessPoolExecutor(CORES) as pool:
            table = replicate(scenario, YEARS, pool)
        assert table.replication.nunique() == YEARS
        acts.append(table.value[table.measure == "acts"].sum())
        return time.perf_counter() - begun

    acts: list[float] = []
    seconds = benchmark.pedantic(run, rounds=1)
    say(
        f"{YEARS} years of {acts[-1]:.0f} acts in {seconds / 60:.2f} min on the wall in {CORES} "
        f"processes, {acts[-1] / seconds:.0f} acts/s: {seconds / YEARS * GOAL / 60:.2f} min for "
        f"{GOAL} years; load average {os.getloadavg()[0]:.1f}"
    )
    benchmark.extra_info["years"] = YEARS
    benchmark.extra_info["minutes"] = round(seconds / 60, 2)
    benchmark.extra_info[f"minutes for {GOAL} years"] = round(seconds / YEARS * GOAL / 60, 2)
