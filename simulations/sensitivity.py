"""敏感性 Sensitivity: which numbers of a scenario its result hangs on.

Three questions, each at more cost than the one before, all on the same draws:

1. what each parameter does alone, moved to either end (the tornado);
2. Morris's elementary effects (Morris 1991, Technometrics 33; μ* of Campolongo et al. 2007): which
   matter at all, and where σ is large beside μ*, matter through others or not in a straight line;
3. Sobol's indices (Saltelli et al. 2010) of those that matter: the share of the variance within
   the ranges that each makes alone (S1) and with all others (ST).

The designs and the estimators are SALib's. Each point is some years' mean: what chance is left in
it makes σ and S1 blurred, and ST a little too large.

Reading order: the table, points and what they give, the three questions, sensitivity.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from importlib import import_module
from typing import Any, Final

import attrs
import numpy as np
import pandas as pd

from simulations.parameters import Parameter, parameters, turned
from simulations.replications import attributes
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.spreading import Batch, Progress, Spreading, Work, spread_over

# --- the table ---

COLUMNS: Final = (
    *("parameter", "low", "high", "own", "factor", "at_low", "at_high"),
    *("mu_star", "mu_star_reach", "mu", "sigma"),
    *("first_order", "first_order_reach", "total", "total_reach"),
)
"""The columns, one row per parameter, the largest ``mu_star`` first:

- ``parameter``, ``low``, ``high``: its name and ends; ``own``: what the scenario has;
  ``factor``: whether it multiplies what the scenario has;
- ``at_low``, ``at_high``: the measure with this parameter alone at an end, in its unit;
- ``mu_star``: Morris's mean absolute effect over the whole range, in the measure's unit, with the
  half-width of its 95 % bootstrap interval; ``mu``: the same with its sign; ``sigma``: its spread;
- ``first_order``, ``total``: Sobol's S1 and ST with the half-widths of their 95 % intervals; NaN
  where Sobol was not asked for, or the parameter was screened out.
"""
Evaluate = Callable[[Sequence[Sequence[tuple[Parameter, float]]]], np.ndarray]
"""Gives the measure at points, each some parameters at values."""

# --- points and what they give ---


@attrs.define
class _Points:
    """Points of a scenario's parameters, played as years, and the mean of what was asked."""

    spreading: Spreading
    scenario: Scenario
    years: int
    of: tuple[str, str, str, str]
    tell: Callable[[int], None]
    played: int = 0

    def __call__(self, points: Sequence[Sequence[tuple[Parameter, float]]]) -> np.ndarray:
        """Play each point's years and return its mean."""
        works = [
            Work(str(place), turned(self.scenario, point), range(self.years))
            for place, point in enumerate(points)
        ]
        before = self.played
        batches = self.spreading.play(works, lambda done: self.tell(before + done))
        self.played += len(works) * self.years
        return self._means(batches, len(points))

    def _means(self, batches: Sequence[Batch], points: int) -> np.ndarray:
        values: list[dict[int, float]] = [{} for _ in range(points)]
        for batch in batches:
            for number, rows in batch.years:
                for row in rows:
                    if (row.measure, row.norm, row.organ, row.desk) == self.of and not row.month:
                        values[int(batch.name)][number] = row.value
        if not all(values):
            raise ScenarioError(
                f"{' '.join(filter(None, self.of))} was not measured (没有该度量) at some point: "
                "ask for another measure, or for narrower ends."
            )
        return np.array([np.mean([found[k] for k in sorted(found)]) for found in values])


# --- the three questions ---


def screened(
    chosen: Sequence[Parameter], evaluate: Evaluate, trajectories: int, seed: int
) -> dict[str, np.ndarray]:
    """Return Morris's measures, an array over the parameters each."""
    sampler, analyser = _salib("sample.morris"), _salib("analyze.morris")
    problem = _problem(chosen)
    design = sampler.sample(problem, trajectories, num_levels=4, seed=seed)
    given = evaluate([list(zip(chosen, map(float, row), strict=True)) for row in design])
    unit = (design - [p.low for p in chosen]) / [p.high - p.low for p in chosen]
    found = analyser.analyze(
        _problem(chosen, unit=True), unit, given, num_levels=4, seed=seed, print_to_console=False
    )
    names = {"mu_star": "mu_star", "mu_star_reach": "mu_star_conf", "mu": "mu", "sigma": "sigma"}
    return {name: np.ma.filled(np.ma.asarray(found[theirs])) for name, theirs in names.items()}


def apportioned(
    chosen: Sequence[Parameter], evaluate: Evaluate, samples: int, seed: int
) -> dict[str, np.ndarray]:
    """Return Sobol's indices, an array over the parameters each; NaN where nothing varied."""
    sampler, analyser = _salib("sample.sobol"), _salib("analyze.sobol")
    problem = _problem(chosen)
    design = sampler.sample(problem, samples, calc_second_order=False, seed=seed)
    given = evaluate([list(zip(chosen, map(float, row), strict=True)) for row in design])
    names = {"first_order": "S1", "first_order_reach": "S1_conf"}
    names |= {"total": "ST", "total_reach": "ST_conf"}
    if np.ptp(given) == 0:
        return {name: np.full(len(chosen), math.nan) for name in names}
    found = analyser.analyze(
        problem, given, calc_second_order=False, seed=seed, print_to_console=False
    )
    return {name: np.asarray(found[theirs]) for name, theirs in names.items()}


def _problem(chosen: Sequence[Parameter], *, unit: bool = False) -> dict[str, Any]:
    """Return parameters as SALib wants them told; with ``unit`` on the scale of their ranges."""
    bounds = [[0.0, 1.0] if unit else [p.low, p.high] for p in chosen]
    return {"num_vars": len(chosen), "names": [p.name for p in chosen], "bounds": bounds}


def _salib(part: str) -> Any:
    """Return a part of SALib, which few install.

    Raises:
        ScenarioError: it is not installed.

    """
    try:
        return import_module(f"SALib.{part}")
    except ImportError:
        raise ScenarioError(
            "Sensitivity (敏感性) needs SALib, which is not installed: "
            "pip install 'taizhang[sensitivity]'."
        ) from None


# --- sensitivity ---

MATTERS: Final = 0.1
"""Share of the largest ``mu_star`` from which a parameter goes on to Sobol."""


def sensitivity(  # noqa: PLR0913 - one parameter per choice of an experiment
    scenario: str | Scenario,
    ranges: Mapping[str, tuple[float, float]],
    measure: str = "adherence",
    n: int = 2,
    executor: Executor | None = None,
    *,
    trajectories: int = 8,
    sobol: int = 0,
    norm: str = "",
    organ: str = "",
    desk: str = "",
    seed: int = 1,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Screen which numbers of a scenario its result hangs on (敏感性): Morris, then Sobol.

    Args:
        scenario: by name, by the path of its file, or as it is.
        ranges: parameters by name, as in `simulations.parameters`, with their lower and upper end.
        measure: one of `projections.measure_names.MEASURES`.
        n: years of each point, the same for all.
        executor: where they are played, as for `replications.replicate`.
        trajectories: of Morris; each plays one point more than there are parameters. At least 2.
        sobol: base samples, a power of 2, of those that matter (``mu_star`` at least `MATTERS` of
            the largest); each plays two points more than there are of these. 0: no Sobol.
        norm: of which norm; empty for all together.
        organ: of which unit, by id or name; empty for all.
        desk: of which desk, by id or name; empty for all.
        seed: of the experiment and of the designs.
        progress: told how many years are done, and how many it takes by what is known.

    Returns:
        A frame with the columns `COLUMNS`; ``attrs["base"]`` is the measure of the scenario as it
        is, ``measure``, ``norm``, ``organ`` and ``desk`` say of what.

    Raises:
        ScenarioError: there is no such scenario, parameter, unit or measure of it, an end cannot
            be, or SALib is not installed.
        LookupError: there is no such norm.

    """
    base = load_scenario(scenario) if isinstance(scenario, str) else scenario
    chosen = parameters(base, ranges)
    if n < 1 or trajectories <= 1 or sobol < 0 or sobol & (sobol - 1):
        raise ScenarioError("Give 1 year, 2 trajectories (轨迹) and a power of 2 for Sobol.")
    of = _of(base, measure, norm, organ, desk)
    _salib("sample.morris")
    total = n * (1 + 2 * len(chosen) + trajectories * (len(chosen) + 1) + sobol * (len(chosen) + 2))
    with spread_over(executor) as pool:
        tell = progress or (lambda _done, _total: None)
        points = _Points(Spreading(pool, seed), base, n, of, lambda done: tell(done, total))
        ends = points([[], *([(p, end)] for p in chosen for end in (p.low, p.high))])
        found = screened(chosen, points, trajectories, seed)
        matter = np.flatnonzero(found["mu_star"] >= MATTERS * found["mu_star"].max())
        shares = apportioned([chosen[k] for k in matter], points, sobol, seed) if sobol else {}
        tell(points.played, points.played)
    frame = _frame(chosen, ends[1:], found, (matter, shares))
    frame.attrs = {
        **attributes(base, seed, points.played),
        **dict(zip(("measure", "norm", "organ", "desk"), of, strict=True)),
        "base": float(ends[0]),
        "years": n,
    }
    return frame


def _of(
    base: Scenario, measure: str, norm: str, organ: str, desk: str
) -> tuple[str, str, str, str]:
    """Return what is asked for by its ids."""
    return (
        measure,
        base.law().norm(norm).id if norm else "",
        base.unit(organ).id if organ else "",
        base.desk(desk).id if desk else "",
    )


def _frame(
    chosen: Sequence[Parameter],
    ends: np.ndarray,
    found: Mapping[str, np.ndarray],
    apart: tuple[np.ndarray, Mapping[str, np.ndarray]],
) -> pd.DataFrame:
    """Return the table of all parameters; what Sobol was not asked of is NaN."""
    told = [(p.name, p.low, p.high, p.own, p.factor) for p in chosen]
    frame = pd.DataFrame.from_records(told, columns=list(COLUMNS[:5]))
    frame["at_low"], frame["at_high"] = ends[::2], ends[1::2]
    for name, values in found.items():
        frame[name] = values
    matter, shares = apart
    for name in COLUMNS[-4:]:
        frame[name] = math.nan
        if name in shares:
            frame.loc[matter, name] = shares[name]
    return frame.sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)
