"""回测 Backtesting: what a ledger's first part forecasts, held against what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulations.backtest import YEARS
from simulations.backtest import backtest as of_acts
from simulations.scenario import Scenario, load_scenario
from taizhang.api import DayLike, SimulatedYear, day_of, open_ledger
from taizhang.fitting import BASE

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd

    from simulations.spreading import Progress
    from taizhang.fitting import History


def backtest(  # noqa: PLR0913 - one parameter per choice of an experiment
    history: History,
    base: str | Scenario = BASE,
    split: DayLike | None = None,
    n: int = YEARS,
    executor: Executor | None = None,
    *,
    until: DayLike | None = None,
    level: float = 0.95,
    seed: int = 1,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Fit a history up to a day, forecast what follows, and compare it with what did (回测).

    Args:
        history: a simulated year, an open ledger, or a ledger's path or address.
        base: the scenario that lends what the acts do not identify.
        split: the last day that is fitted; by default the middle of the history.
        n: years of the forecast.
        executor: where they are played; by default in as many processes as there are cores.
        until: the last day that is forecast; by default that of the last act.
        level: of the intervals.
        seed: of the experiment.
        progress: told how many years are done and how many it takes.

    Returns:
        The columns `simulations.backtest.COLUMNS`; ``attrs["coverage"]`` is the share inside.

    Raises:
        LedgerError: the ledger cannot be read.
        ScenarioError: the split leaves nothing on one side, or the scenario is not the ledger's.

    """
    if isinstance(history, str):
        with open_ledger(history) as ledger:
            return backtest(
                ledger, base, split, n, executor,
                until=until, level=level, seed=seed, progress=progress,
            )  # fmt: skip
    chosen = load_scenario(base) if isinstance(base, str) else base
    acts = history.acts if isinstance(history, SimulatedYear) else history.acts()
    name = history.name if isinstance(history, SimulatedYear) else history.ledger.name
    return of_acts(
        acts, chosen, day_of(split), n, executor,
        until=day_of(until), level=level, seed=seed, ledger=name, progress=progress,
    )  # fmt: skip
