"""How soon the command line answers.

Run with ``python -m pytest tests/benchmarks/test_command_line_speed.py``. A person waits for
``--help``, so it is held to a time; the rest are ratios in one run.
"""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from domain.calendar import load_calendar
from domain.rulebook.wujiagang_2019 import RULEBOOK
from ledger.ledger import Ledger
from simulations.play import opening_act, play
from simulations.scenario import load_scenario
from taizhang.matter_view import view

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from domain.act import Act

SECONDS = 0.3
SMALL = 10_000
"""Acts in the small ledger; the large one has the whole year."""
FLAT = 1.5
"""How much longer a matter of the large ledger may take: eleven times as many acts are not felt."""
ROUNDS = 7

HELP = "from taizhang.command_line import main; main(['--help'])"


def best(step: Callable[[], Any]) -> float:
    """Return the seconds of the fastest of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        step()
        taken.append(perf_counter() - begun)
    return min(taken)


def test_help_answers_at_once(benchmark: Any) -> None:
    """``taizhang --help`` in a fresh interpreter takes less than 0.3 seconds."""
    command = [sys.executable, "-c", HELP]

    def run() -> None:
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603

    benchmark.pedantic(run, rounds=ROUNDS)
    assert benchmark.stats.stats.min < SECONDS


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The addresses of the first acts of a year, and of the whole of it."""
    folder: Path = tmp_path_factory.mktemp("ledgers")
    scenario = load_scenario("wujiagang-2019")
    acts: list[Act] = []
    play(scenario, RULEBOOK, 1, acts.append)
    urls = []
    for name, some in (("small", acts[:SMALL]), ("large", acts)):
        urls.append(f"sqlite:///{folder / name}.db")
        opening = opening_act(scenario, RULEBOOK, load_calendar("cn"), 1)
        with Ledger.create(urls[-1], opening) as ledger:
            ledger.append(some)
    return urls[0], urls[1]


@pytest.mark.parametrize("label", ["C2019-00012", "R2019-00012", "宜伍府发〔2019〕12号"])
def test_one_matter_is_shown_as_fast_in_a_large_ledger(
    benchmark: Any, ledgers: tuple[str, str], label: str
) -> None:
    """Eleven times as many acts in the ledger do not slow down the view of one matter."""
    taken = []
    for url in ledgers:
        with Ledger.open(url, read_only=True) as ledger:
            taken.append(best(lambda ledger=ledger: view(ledger, label)))  # type: ignore[misc]
    with Ledger.open(ledgers[1], read_only=True) as ledger:
        benchmark.pedantic(view, (ledger, label), rounds=ROUNDS)
    benchmark.extra_info["large against small"] = round(taken[1] / taken[0], 2)
    assert taken[1] <= FLAT * taken[0]
