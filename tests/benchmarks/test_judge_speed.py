"""How fast the judge is, and how much memory a million acts take.

Run with ``python -m pytest tests/benchmarks/test_judge_speed.py``. The rates are kept in the
benchmark's extra figures, in processor time, which a busy neighbour disturbs least; what is
asserted is the ratio to folding the same acts in the same run, so that a slow machine is not a
failure, and an amount of memory, which no machine makes larger.
"""

from __future__ import annotations

import subprocess
import sys
from time import process_time
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain.act import Act
from domain.calendar import load_calendar
from domain.collector import undisturbed
from domain.rulebook.judge import Judge
from domain.rulebook.wujiagang_2019 import RULEBOOK
from domain.world import World
from ledger.ledger import Ledger
from simulations.play import opening_act, play
from simulations.scenario import load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST = 5.0
"""Times the cost of folding the same acts into the world, which judging them includes."""
COPIES = 10
MOST_MEMORY = 600
"""Megabytes."""
ONCE = frozenset({"ledger", "organisation", "leave", "entrustment", "rulebook"})
"""Kinds whose matters are people, organs and rules: they do not multiply with the papers."""
ROUNDS = 7

JUDGING = """
import resource, sys
from ledger.ledger import Ledger
from taizhang.judging import judged
with Ledger.open(sys.argv[1], read_only=True) as ledger:
    found = len(judged(ledger).findings)
print(found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.fixture(scope="module")
def year() -> list[Act]:
    """The acts of seed 1, the opening first."""
    scenario = load_scenario("wujiagang-2019")
    acts: list[Act] = [opening_act(scenario, RULEBOOK, load_calendar("cn"), 1)]
    play(scenario, RULEBOOK, 1, acts.append)
    return acts


def fresh(acts: list[Act]) -> list[Act]:
    """Return the acts as if just read: an act remembers its reference once it is asked for."""
    return [attrs.evolve(act) for act in acts]


def seconds(step: Callable[[Act], object], acts: list[Act]) -> float:
    """Return the processor time of doing something with every act, undisturbed as a fold is."""
    with undisturbed():
        begun = process_time()
        for act in acts:
            step(act)
        return process_time() - begun


def test_a_year_is_judged_at_its_rate(benchmark: Any, year: list[Act]) -> None:
    """All norms in force cost no more than so many times the bare fold; the rates are kept."""
    taken: list[tuple[float, float]] = []
    calendar = load_calendar("cn")

    def both() -> None:  # by turns, so that a busy neighbour slows down both
        world, judge = World(), Judge(RULEBOOK, calendar)
        folding, feeding = seconds(world.apply, fresh(year)), seconds(judge.feed, fresh(year))
        begun = process_time()
        judge.closing(judge.setting.end_of(judge.setting.day(year[-1].occurred_at)))
        taken.append((folding, feeding + process_time() - begun))

    benchmark.pedantic(both, rounds=ROUNDS, warmup_rounds=1)
    folding, judging = (min(of) for of in zip(*taken, strict=True))
    benchmark.extra_info["acts"] = len(year)
    benchmark.extra_info["norms"] = len(RULEBOOK.norms)
    benchmark.extra_info["acts judged per second"] = round(len(year) / judging)
    benchmark.extra_info["acts folded per second"] = round(len(year) / folding)
    benchmark.extra_info["against folding"] = round(judging / folding, 2)
    assert judging <= MOST * folding


def copies(year: list[Act]) -> Iterator[Act]:
    """Yield each act ten times over, in order of occurrence, each copy in matters of its own."""
    for act in year:
        yield act
        if act.kind not in ONCE:
            for copy in range(1, COPIES):
                yield attrs.evolve(act, matter=f"{act.matter}-{copy}")


@pytest.fixture(scope="module")
def million(year: list[Act], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """The address of a ledger of ten years' papers in one year, and how many acts it holds."""
    path: Path = tmp_path_factory.mktemp("million") / "year.db"
    url = f"sqlite:///{path}"
    opening, *rest = year
    with Ledger.create(url, opening) as ledger:  # type: ignore[arg-type]
        return url, 1 + ledger.append(copies(rest))


def test_a_million_acts_are_judged_within_their_memory(
    benchmark: Any, million: tuple[str, int]
) -> None:
    """Streamed from a ledger file in a process of its own: below 600 MB at the peak."""
    url, acts = million
    command = [sys.executable, "-c", JUDGING, url]

    def run() -> list[int]:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        return [int(figure) for figure in done.stdout.split()]

    findings, megabytes = benchmark.pedantic(run, rounds=1)
    benchmark.extra_info["acts"] = acts
    benchmark.extra_info["findings"] = findings
    benchmark.extra_info["peak megabytes"] = megabytes
    assert acts >= 1_000_000
    assert megabytes < MOST_MEMORY
