"""台账 taizhang: the dozen names a notebook imports.

``import taizhang as tz`` costs nothing: each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ledger.verifying import verify
    from projections import charts
    from projections.adherence import adherence
    from projections.lateness import lateness
    from projections.reply_time import reply_time
    from projections.workload import workload
    from projections.writing import write
    from simulations.change_file import changed_by
    from simulations.cheapest import cheapest
    from simulations.comparison import compare
    from simulations.confidence import estimates
    from simulations.replications import replicate
    from simulations.scenario import load_scenario
    from simulations.search import capacity, search
    from simulations.sensitivity import sensitivity
    from taizhang.api import LedgerView, SimulatedYear, judge, simulate
    from taizhang.api import open_ledger as open  # noqa: A004 - tz.open, as in gzip.open
    from taizhang.backtesting import backtest
    from taizhang.fitting import LedgerFit, fit
    from taizhang.starting import carried, opening
    from taizhang.years_bar import YearsBar

__all__ = [
    "LedgerFit",
    "LedgerView",
    "SimulatedYear",
    "YearsBar",
    "adherence",
    "backtest",
    "capacity",
    "carried",
    "changed_by",
    "charts",
    "cheapest",
    "compare",
    "estimates",
    "fit",
    "judge",
    "lateness",
    "load_scenario",
    "open",
    "opening",
    "replicate",
    "reply_time",
    "search",
    "sensitivity",
    "simulate",
    "verify",
    "workload",
    "write",
]

_WHERE = {
    "LedgerFit": "taizhang.fitting",
    "LedgerView": "taizhang.api",
    "SimulatedYear": "taizhang.api",
    "YearsBar": "taizhang.years_bar",
    "adherence": "projections.adherence",
    "backtest": "taizhang.backtesting",
    "capacity": "simulations.search",
    "carried": "taizhang.starting",
    "changed_by": "simulations.change_file",
    "cheapest": "simulations.cheapest",
    "compare": "simulations.comparison",
    "estimates": "simulations.confidence",
    "fit": "taizhang.fitting",
    "judge": "taizhang.api",
    "lateness": "projections.lateness",
    "load_scenario": "simulations.scenario",
    "opening": "taizhang.starting",
    "replicate": "simulations.replications",
    "reply_time": "projections.reply_time",
    "search": "simulations.search",
    "sensitivity": "simulations.sensitivity",
    "simulate": "taizhang.api",
    "verify": "ledger.verifying",
    "workload": "projections.workload",
    "write": "projections.writing",
}


def __getattr__(name: str) -> Any:
    if name == "charts":
        return import_module("projections.charts")
    if name == "open":
        return import_module("taizhang.api").open_ledger
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'taizhang' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
