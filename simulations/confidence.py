"""置信区间 Confidence: how far the mean of some replications may lie from the truth.

Means get Student's t. Shares are the sum of what was kept (or breached) over the sum of what was
judged, and get the bias-corrected and accelerated bootstrap over replications (Efron 1987, "Better
bootstrap confidence intervals", JASA 82; as scipy computes it): years differ in how much there was
to judge, and a busy year has more breaches of every kind, so that no formula for independent
occasions holds.

Reading order: the interval, of means, of shares, of a whole table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from scipy import stats

from projections.adherence import wilson
from projections.measure_names import SHARES

if TYPE_CHECKING:
    import pandas as pd

# --- the interval ---

LEVEL: Final = 0.95
RESAMPLES: Final = 1_999
"""Resamples of a bootstrap; more of them change the bounds by less than the years do."""
ENOUGH: Final = 2
"""Replications below which there is no interval at all."""


class Interval(NamedTuple):
    """An estimate with its confidence interval; NaN bounds where there is none."""

    estimate: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of how wide it is."""
        return (self.high - self.low) / 2.0


# --- of means ---


def mean_interval(values: Sequence[float], level: float = LEVEL) -> Interval:
    """Return the mean of independent replications with its t interval."""
    known = np.asarray([value for value in values if not math.isnan(value)], float)
    if known.size < ENOUGH:
        mean = float(known.mean()) if known.size else math.nan
        return Interval(mean, math.nan, math.nan)
    mean = float(known.mean())
    reach = float(stats.t.ppf(0.5 + level / 2.0, known.size - 1) * stats.sem(known))
    return Interval(mean, mean - reach, mean + reach)


# --- of shares ---


def share_interval(
    parts: Sequence[float] | np.ndarray, wholes: Sequence[float] | np.ndarray, level: float = LEVEL
) -> Interval:
    """Return the share of parts in wholes over replications, with its BCa interval.

    The bootstrap is seeded: the same years give the same interval. Where every year has the same
    share there is nothing to resample, and the interval is Wilson's for all occasions together.

    Args:
        parts: how many of each replication's occasions count.
        wholes: how many occasions there were; replications without any are left out.
        level: of confidence.

    """
    part, whole = np.asarray(parts, float), np.asarray(wholes, float)
    part, whole = part[whole > 0], whole[whole > 0]
    if not whole.size:
        return Interval(math.nan, math.nan, math.nan)
    share = float(part.sum() / whole.sum())
    if np.ptp(part / whole) == 0.0:
        low, high = wilson(round(part.sum()), round(whole.sum()))
        return Interval(share, low, high)
    found = stats.bootstrap(
        (part, whole),
        _share,
        n_resamples=RESAMPLES,
        confidence_level=level,
        paired=True,
        vectorized=True,
        method="BCa",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return Interval(share, float(found.low), float(found.high))


def ratio_interval(
    parts: Sequence[float] | np.ndarray, wholes: Sequence[float] | np.ndarray, level: float = LEVEL
) -> Interval:
    """Return the share of parts in wholes over replications, with a t interval for ratios.

    The interval of the linearised ratio (Cochran, *Sampling Techniques*, ch. 6; Law, ch. 9.5):
    Student's t of ``part - share × whole``, over the mean whole. For levels so high that resamples
    have no such tails: those of many intervals that must hold together. Bounds stay within 0 and 1.
    Where every year has the same share it is Wilson's for all occasions together.

    Args:
        parts: how many of each replication's occasions count.
        wholes: how many occasions there were; replications without any are left out.
        level: of confidence.

    """
    part, whole = np.asarray(parts, float), np.asarray(wholes, float)
    part, whole = part[whole > 0], whole[whole > 0]
    if whole.size < ENOUGH:
        return Interval(float(part.sum() / whole.sum()) if whole.size else math.nan, *_UNKNOWN)
    share = float(part.sum() / whole.sum())
    if np.ptp(part / whole) == 0.0:
        found = stats.binomtest(round(part.sum()), round(whole.sum()))
        low, high = found.proportion_ci(level, method="wilson")
        return Interval(share, float(low), float(high))
    error = float(stats.sem(part - share * whole)) / float(whole.mean())
    reach = float(stats.t.ppf(0.5 + level / 2.0, whole.size - 1)) * error
    return Interval(share, max(0.0, share - reach), min(1.0, share + reach))


_UNKNOWN: Final = (math.nan, math.nan)
SEED: Final = 20_190_301
"""Of the resampling: an interval is a function of the years it is of."""


def _share(part: Any, whole: Any, axis: int = -1) -> Any:
    return part.sum(axis=axis) / whole.sum(axis=axis)


# --- of a whole table ---

KEYS: Final = ("measure", "norm", "organ", "desk", "month")


def estimates(
    replications: pd.DataFrame, measures: Sequence[str] = (), level: float = LEVEL
) -> pd.DataFrame:
    """Return each measure over the replications, with its interval.

    Args:
        replications: the table of `simulations.replications.replicate`; filter it first for what is
            of interest, as each share takes some milliseconds.
        measures: only these; by default all of the table.
        level: of confidence.

    Returns:
        ``measure``, ``norm``, ``organ``, ``desk``, ``month``; ``estimate`` (of a share the sum of
        its parts over the sum of its wholes, of the others the mean of the years), ``low`` and
        ``high`` of its interval, ``sd`` between years, and ``years`` that had it.

    """
    import pandas as pd  # noqa: PLC0415 (intervals alone need none)

    rows = replications
    if measures:
        rows = rows[rows["measure"].isin(measures)]
    made = [
        (*key, *_estimate(str(key[0]), group, level), group["value"].std(), len(group))
        for key, group in rows.groupby(list(KEYS), observed=True, sort=False)
    ]
    table = pd.DataFrame.from_records(
        made, columns=[*KEYS, "estimate", "low", "high", "sd", "years"]
    )
    table.attrs = dict(replications.attrs)
    return table


def _estimate(measure: str, group: pd.DataFrame, level: float) -> Interval:
    value, n = group["value"].to_numpy(float), group["n"].to_numpy(float)
    if measure in SHARES:
        return share_interval(value * n, n, level)
    return mean_interval(list(value), level)
