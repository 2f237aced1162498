"""参数抽样 Parameter draws: a fit's numbers drawn from how surely each is known.

A forecast from the best estimates alone is too sure of itself: it has the chance of the years in it
and not that of the fit.
"""

from __future__ import annotations

import math
from typing import Any, Final

import attrs
from scipy import stats

from simulations.fitting.estimators import LEVEL, Estimate
from simulations.fitting.fit import Fit
from simulations.scenario import Scenario
from simulations.streams import Stream, Streams

_HALF: Final = float(stats.norm.ppf(0.5 + LEVEL / 2))
"""Standard deviations from the middle to the end of an interval."""


def drawn_scenario(fit: Fit, seed: int, replication: int) -> Scenario:
    """Return the fitted scenario with every fitted number drawn from around its estimate.

    A two-piece normal whose ends are those of the interval, on the scale of logarithms where there
    is no zero, cut off there; the median and the 90th percentile of a
    duration move together. Whole days and the numbers that were assumed stay as they are.
    """
    streams = Streams(seed, replication)
    estimates = {
        name: _drawn(estimate, streams.once("parameter", name))
        for name, estimate in fit.estimates.items()
    }
    return attrs.evolve(fit, estimates=estimates).scenario(f"{fit.base.name}-fitted")


def _drawn(estimate: Estimate, dice: Stream) -> Estimate:
    """Return an estimate with other values in its parts."""
    if set(estimate.parts) == {"low", "high"}:  # the range of whole days
        return estimate
    together = _normal(dice)
    parts: dict[str, Any] = {}
    for name, value in estimate.parts.items():
        bounds: Any = estimate.bounds[name]
        if isinstance(value, tuple):
            pairs = zip(value, bounds, strict=True)
            parts[name] = tuple(_moved(one, span, _normal(dice)) for one, span in pairs)
        else:
            parts[name] = _moved(value, bounds, together)
    if "p90" in parts:
        parts["p90"] = max(parts["p90"], parts["median"])
    return attrs.evolve(estimate, parts=parts)


def _normal(dice: Stream) -> float:
    """Draw how many standard deviations away, not beyond the ends of the interval."""
    tail = (1 - LEVEL) / 2
    return float(stats.norm.ppf(dice.uniform(tail, 1 - tail)))


def _moved(value: float, bounds: tuple[float, float], z: float) -> float:
    """Return a value so many standard deviations away; never negative, a share never above 1.

    What cannot be zero moves by factors.
    """
    low, high = bounds
    end = high if z > 0 else low
    if low > 0 and high > 1:
        return value * math.exp(abs(z) * math.log(end / value) / _HALF)
    moved = value + abs(z) * (end - value) / _HALF
    return min(max(moved, 0.0), 1.0) if high <= 1 else max(moved, 0.0)
