"""估计量 Estimators: maximum likelihood for a scenario's own distributions, with 95 % intervals.

What had not ended by the as-of day is censored there: known to last longer, never left out.

Reading order: the estimate, shares and counts, choices, durations, whole days.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
from scipy import optimize, stats

LEVEL: Final = 0.95
_TAIL: Final = (1 - LEVEL) / 2
_Z90: Final = float(stats.norm.ppf(0.9))
FEW: Final = 8
"""Below so many occasions a duration's two parameters are not fitted: the assumption stays."""

Bounds = tuple[float, float]


@attrs.frozen(kw_only=True)
class Estimate:
    """估计: what was fitted of one number.

    Attributes:
        parts: the fields of the number that were fitted, such as ``median`` and ``p90``.
        bounds: the 95 % interval of each.
        n: occasions it rests on, the censored included.
        censored: how many of them had not ended.
        how: the method, in English.
        p: goodness of fit, as the probability of a worse one; None where none is tested.

    """

    parts: Mapping[str, float | tuple[float, ...]]
    bounds: Mapping[str, Bounds | tuple[Bounds, ...]]
    n: int
    how: str
    censored: int = 0
    p: float | None = None


# --- shares and counts ---


def share(part: int, whole: int) -> Estimate | None:
    """Return the share of a whole, with the interval of Clopper and Pearson (1934)."""
    if whole == 0:
        return None
    found = stats.binomtest(part, whole).proportion_ci(LEVEL, method="exact")
    return Estimate(
        parts={"value": part / whole},
        bounds={"value": (float(found.low), float(found.high))},
        n=whole,
        how="binomial share, Clopper-Pearson interval",
    )


def rate(count: int, exposure: float) -> Estimate | None:
    """Return how many come per unit of exposure: Poisson, exact interval (Garwood 1936)."""
    if exposure <= 0:
        return None
    low = float(stats.chi2.ppf(_TAIL, 2 * count)) / 2 if count else 0.0
    high = float(stats.chi2.ppf(1 - _TAIL, 2 * count + 2)) / 2
    return Estimate(
        parts={"value": count / exposure},
        bounds={"value": (low / exposure, high / exposure)},
        n=count,
        how="Poisson rate, exact interval",
    )


# --- choices ---


def weights(counts: Sequence[int]) -> Estimate | None:
    """Return the weights of choices; each has its own interval of Clopper and Pearson."""
    whole = sum(counts)
    singly = [share(count, whole) for count in counts]
    known = [one for one in singly if one is not None]
    if not known:
        return None
    return Estimate(
        parts={"values": tuple(count / whole for count in counts)},
        bounds={"values": tuple(_of_value(one) for one in known)},
        n=whole,
        how="multinomial shares, Clopper-Pearson interval of each",
    )


def _of_value(estimate: Estimate) -> Bounds:
    found: Any = estimate.bounds["value"]
    return (found[0], found[1])


# --- durations ---


def lognormal(ended: Sequence[float], lasting: Sequence[float] = ()) -> Estimate | None:
    """Return the median and the 90th percentile of a lognormal duration, censoring respected.

    Args:
        ended: how long those took that have ended, above zero.
        lasting: how long the others have lasted so far.

    Returns:
        The maximum likelihood and intervals from the observed information on the log scale, with
        Student's t for the few; None below `FEW` that have ended.

    """
    logs = np.log([minutes for minutes in ended if minutes > 0])
    cut = np.log([minutes for minutes in lasting if minutes > 0])
    if len(logs) < FEW or np.ptp(logs) == 0:
        return None

    def loss(theta: Any) -> float:
        mean, log_spread = theta
        spread = math.exp(log_spread)
        seen = stats.norm.logpdf(logs, mean, spread).sum()
        return float(-seen - stats.norm.logsf(cut, mean, spread).sum())

    start = np.array([logs.mean(), math.log(logs.std())])
    best = optimize.minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-7}).x
    covariance = np.linalg.inv(hessian(loss, best))
    best[1] += 1 / len(logs)  # the maximum likelihood of a spread is that much too small
    return _of_logs(
        best, covariance, len(logs), len(cut), normality(logs) if not len(cut) else None
    )


def _of_logs(
    best: Any, covariance: Any, seen: int, censored: int, p: float | None, how: str = ""
) -> Estimate:
    """Return a lognormal's estimate from its log-mean and log-spread."""
    wide = float(stats.t.ppf(1 - _TAIL, max(seen - 1, 1)))
    spread = math.exp(best[1])
    parts: dict[str, float] = {}
    bounds: dict[str, Bounds] = {}
    for name, z in (("median", 0.0), ("p90", _Z90)):
        gradient = np.array([1.0, z * spread])
        middle = float(best[0] + z * spread)
        half = wide * math.sqrt(float(gradient @ covariance @ gradient))
        parts[name] = math.exp(middle)
        bounds[name] = (math.exp(middle - half), math.exp(middle + half))
    said = how or "lognormal, maximum likelihood"
    return Estimate(parts=parts, bounds=bounds, n=seen + censored, censored=censored, how=said, p=p)


def hessian(loss: Any, at: Any, step: float = 1e-3) -> Any:
    """Return the second derivatives of a function, by central differences."""
    size = len(at)
    found = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            one, other = step * np.eye(size)[i], step * np.eye(size)[j]
            corners = loss(at + one + other) - loss(at + one - other)
            corners -= loss(at - one + other) - loss(at - one - other)
            found[i, j] = corners / (4 * step * step)
    return found


def normality(logs: Any) -> float:
    """Return the probability of a worse fit to a normal: Anderson and Darling's test.

    Both parameters are estimated (case 3 of Stephens 1974; the probabilities of D'Agostino and
    Stephens 1986, table 4.9).
    """
    n = len(logs)
    ordered = np.sort((logs - logs.mean()) / logs.std(ddof=1))
    ranks = 2 * np.arange(1, n + 1) - 1
    both = stats.norm.logcdf(ordered) + stats.norm.logsf(ordered[::-1])
    a2 = (-n - float((ranks * both).sum()) / n) * (1 + 0.75 / n + 2.25 / n**2)
    for least, c0, c1, c2 in _A2:
        if a2 >= least:
            tail = math.exp(c0 + c1 * a2 + c2 * a2 * a2) if a2 < _A2_MOST else 0.0
            return tail if least >= _A2_UPPER else 1 - tail
    return 1.0


_A2_MOST: Final = 10.0
_A2_UPPER: Final = 0.34
_A2: Final = (
    (0.6, 1.2937, -5.709, 0.0186),
    (0.34, 0.9177, -4.279, -1.38),
    (0.2, -8.318, 42.796, -59.938),
    (-math.inf, -13.436, 101.14, -223.73),
)
"""From which statistic on, and the exponents of D'Agostino and Stephens."""

# --- whole days ---


def whole_days(days: Sequence[int]) -> Estimate | None:
    """Return the range of whole days, each as likely as the next.

    The least and the greatest are the maximum likelihood; a range can only be wider than what was
    seen of it, so each interval has one open side: the width that would have shown no more in one
    history of forty.
    """
    if len(days) < FEW:
        return None
    low, high, n = min(days), max(days), len(days)
    seen = high - low + 1
    beyond = seen * _TAIL ** (-1 / n) - seen
    return Estimate(
        parts={"low": float(low), "high": float(high)},
        bounds={
            "low": (float(math.floor(low - beyond)), float(low)),
            "high": (float(high), float(math.ceil(high + beyond))),
        },
        n=n,
        how="range of whole days, each as likely",
    )
