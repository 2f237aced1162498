"""How fast the judge is, and how much memory a million acts take.

Run with ``python -m pytest tests/benchmarks/test_judge_speed.py``. The rate is kept in the
benchmark's extra figures; what is asserted is its ratio to work on the same acts in the same run,
so that a slow machine is not a failure, and an amount of memory, which no machine makes larger.
"""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain.act import Act
from domain.calendar import load_calendar
from domain.rulebook.judge import Judge
from domain.rulebook.wujiagang_2019 import RULEBOOK
from ledger.codec import READERS, encode
from ledger.ledger import Ledger
from simulations.play import opening_act, play
from simulations.scenario import load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WANTED = 100_000
"""Acts per second that a quiet core should judge."""
DECODED = 184_000
"""Acts per second that a quiet core decodes (DESIGN.md): what the machine of the day is held to."""
COPIES = 10
MOST_MEMORY = 600
"""Megabytes."""
ONCE = frozenset({"ledger", "organisation", "leave", "entrustment", "rulebook"})
"""Kinds whose matters are people, organs and rules: they do not multiply with the papers."""
ROUNDS = 5

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


def judge_all(acts: list[Act]) -> int:
    """Judge acts in memory; return how many findings there are."""
    feed = Judge(RULEBOOK, load_calendar("cn")).feed
    return sum(len(feed(act)) for act in acts)


def best(step: Callable[[], Any]) -> float:
    """Return the seconds of the fastest of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        step()
        taken.append(perf_counter() - begun)
    return min(taken)


def test_a_year_is_judged_at_its_rate(benchmark: Any, year: list[Act]) -> None:
    """100,000 acts a second on a quiet core: 0.54 of the rate at which they are decoded."""
    rows = [(act.name, encode(act)) for act in year]
    decoding = best(lambda: [READERS[name](state) for name, state in rows])
    benchmark.pedantic(judge_all, (year,), rounds=ROUNDS, warmup_rounds=1)
    judging = benchmark.stats.stats.min
    benchmark.extra_info["acts per second"] = round(len(year) / judging)
    benchmark.extra_info["acts decoded per second"] = round(len(year) / decoding)
    benchmark.extra_info["against decoding"] = round(decoding / judging, 2)
    assert decoding / judging >= WANTED / DECODED


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
