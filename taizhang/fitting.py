"""拟合 Fitting: a ledger's own history becomes a scenario to plan with.

Reading order: a fit and its tables, the verb.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from domain.act import Act
from domain.calendar import load_calendar
from ledger.exchange.whole_file import whole
from projections.source import Source
from simulations.fitting.arrivals import KINDS
from simulations.fitting.fit import Fit
from simulations.fitting.fit import fit as fit_acts
from simulations.fitting.steps import REPLY, STEPS
from simulations.fitting.tables import arrivals_frame, curves_frame, numbers_frame, steps_frame
from simulations.scenario import Scenario, load_scenario
from simulations.scenario_writing import scenario_text
from taizhang.api import DayLike, LedgerView, SimulatedYear, day_of, open_ledger

if TYPE_CHECKING:
    import pandas as pd

BASE = "wujiagang-2019"
"""The scenario that lends what acts do not identify."""

# --- a fit and its tables ---


@attrs.frozen(kw_only=True)
class LedgerFit:
    """台账拟合: what a ledger says of a scenario's numbers; `scenario` is ready to be played."""

    fit: Fit
    source: Source

    @property
    def scenario(self) -> Scenario:
        """The scenario: each number fitted, or as it was assumed."""
        return self.fit.scenario(f"{self.fit.base.name}-fitted")

    @property
    def numbers(self) -> pd.DataFrame:
        """Every number, fitted or assumed: `simulations.fitting.tables.NUMBERS`."""
        return self._sourced(numbers_frame(self.fit))

    @property
    def arrivals(self) -> pd.DataFrame:
        """Matters by month and kind: `simulations.fitting.tables.ARRIVALS`."""
        return self._sourced(arrivals_frame(self.fit))

    @property
    def steps(self) -> pd.DataFrame:
        """How long each step took in each organ: `simulations.fitting.tables.STEPS_COLUMNS`."""
        return self._sourced(steps_frame(self.fit))

    @property
    def curves(self) -> pd.DataFrame:
        """The curve of every fitted step: `simulations.fitting.tables.CURVES`."""
        return self._sourced(curves_frame(self.fit))

    def write(self, path: str | Path) -> Path:
        """Write the scenario file; every number says whether it was fitted or assumed."""
        fitted = sum(name in self.fit.estimates for name in self.fit.base.numbers)
        what = (
            f"Fitted to {self.source.ledger} up to its act {self.source.position:,}, "
            f"{self.fit.first_day} to {self.fit.last_day}: {fitted} of "
            f"{len(self.fit.base.numbers)} numbers; the rest, the units, their clerks and the "
            f"leaders are those of {self.fit.base.name}."
        )
        notes = (
            what,
            "Intervals are 95 % each, not all together.",
        )
        target = Path(path)
        with whole(target) as unfinished:
            unfinished.write_text(scenario_text(self.scenario, notes), encoding="utf-8")
        return target

    def _sourced(self, frame: pd.DataFrame) -> pd.DataFrame:
        names = {one.number: (one.zh, one.en) for one in (*KINDS, *STEPS, REPLY)}
        frame.attrs = self.source.for_frame(names)
        return frame


# --- the verb ---

History = SimulatedYear | LedgerView | str


def fit(
    history: History, base: str | Scenario = BASE, *, until: DayLike | None = None
) -> LedgerFit:
    """Fit a scenario to a history (拟合): arrivals, steps, shares and leave, with intervals.

    Args:
        history: a simulated year, an open ledger, or a ledger's path or address.
        base: the scenario that lends what the acts do not identify, such as desk work.
        until: the last local day that counts; by default that of the last act.

    Raises:
        LedgerError: the ledger cannot be read.
        ScenarioError: there is no such scenario, or the history holds no matter.

    """
    if isinstance(history, str):
        with open_ledger(history) as ledger:
            return fit(ledger, base, until=until)
    chosen = load_scenario(base) if isinstance(base, str) else base
    book = chosen.law()
    acts: Iterable[Act] = history if isinstance(history, SimulatedYear) else history.acts()
    last = day_of(until) or (
        history.scenario.last_day if isinstance(history, SimulatedYear) else None
    )
    found = fit_acts(acts, chosen, book, load_calendar(chosen.calendar).latest, until=last)
    source = history.source
    return LedgerFit(fit=found, source=attrs.evolve(source, as_of=found.last_day))
