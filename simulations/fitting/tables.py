"""拟合表 Tables of a fit: its numbers, its arrivals, and how long each step took in each organ.

Reading order: the numbers, the arrivals, the steps.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from scipy import stats

from simulations.fitting.arrivals import DOCUMENTS, KINDS
from simulations.fitting.estimators import FEW, LEVEL
from simulations.fitting.steps import REPLY, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulations.fitting.fit import Fit

    Seen = Sequence[tuple[float, bool]]
    """How long a step lasted each time it was taken, and whether it had ended."""

NUMBERS: Final = ("number", "part", "value", "low", "high", "n", "censored", "fitted", "how", "p")
"""One row per part of every number: ``p`` is the probability of a worse fit; an assumption has no
interval, and ``how`` gives its source."""
ARRIVALS: Final = ("number", "month", "came", "expected", "low", "high", "rate")
"""One row per kind and month: matters that came, what the fit expects, between what bounds the
count of such a month lies in 95 of 100, and matters per working day."""
STEPS_COLUMNS: Final = ("step", "organ", "in_days", "n", "ended", "median", "low", "high", "p")
"""One row per step and organ (empty: all): the Kaplan-Meier median in office minutes or working
days with its 95 % interval; NaN where it is not reached. ``p``, of all organs only: how probable
such differences between the organs were, had they one distribution (log-rank test, organs with
at least `FEW` that ended)."""
_TAIL: Final = (1 - LEVEL) / 2

# --- the numbers ---


def numbers_frame(fit: Fit) -> pd.DataFrame:
    """Return what was fitted and what was assumed (拟合参数), with the columns `NUMBERS`."""
    rows = [row for name in fit.base.numbers for row in _of_number(fit, name)]
    return pd.DataFrame.from_records(rows, columns=list(NUMBERS))


def _of_number(fit: Fit, name: str) -> Iterator[tuple[Any, ...]]:
    number = fit.base.number(name)
    estimate = fit.estimates.get(name)
    if estimate is None:
        if number.names and number.value is None and not len(number.values):
            yield (name, "names", None, None, None, 0, 0, False, number.source, None)
        for part in ("value", "low", "mode", "high", "median", "p90", "values"):
            held = getattr(number, part)
            for value in held if isinstance(held, tuple) else (held,):
                if value is not None:
                    yield (name, part, value, None, None, 0, 0, False, number.source, None)
        return
    for part, value in estimate.parts.items():
        many: Any = value if isinstance(value, tuple) else (value,)
        spans: Any = estimate.bounds[part] if isinstance(value, tuple) else (estimate.bounds[part],)
        for one, (low, high) in zip(many, spans, strict=True):
            yield (
                name, part, one, low, high, estimate.n, estimate.censored, True, estimate.how,
                estimate.p,
            )  # fmt: skip


# --- the arrivals ---


def arrivals_frame(fit: Fit) -> pd.DataFrame:
    """Return the arrivals by month and kind (来件), with the columns `ARRIVALS`.

    Documents are left out: which of them an approval led to, no act says.
    """
    rows = [
        row
        for kind in KINDS
        if kind.number in fit.estimates and kind.number != DOCUMENTS
        for row in _of_kind(fit, kind.number)
    ]
    return pd.DataFrame.from_records(rows, columns=list(ARRIVALS))


def _of_kind(fit: Fit, number: str) -> Iterator[tuple[Any, ...]]:
    rate: Any = fit.estimates[number].parts["value"]
    came: Counter[str] = Counter()
    for day, count in fit.traces.counts.get(number, Counter()).items():
        came[f"{day:%Y-%m}"] += count
    busy: dict[str, float] = defaultdict(float)
    worked: Counter[str] = Counter()
    for day, factor in fit.season.factors.items():
        busy[f"{day:%Y-%m}"] += factor
        worked[f"{day:%Y-%m}"] += factor > 0
    for month in sorted(month for month in busy if worked[month]):
        expected = rate * busy[month]
        low, high = stats.poisson.ppf((_TAIL, 1 - _TAIL), expected)
        yield number, month, came[month], expected, low, high, came[month] / worked[month]


# --- the steps ---


def steps_frame(fit: Fit) -> pd.DataFrame:
    """Return how long each step took, by organ (办理时长), with the columns `STEPS_COLUMNS`.

    What had not ended is censored (Kaplan and Meier 1958, by lifelines).
    """
    rows = []
    for step in (*STEPS, REPLY):
        organs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for one in fit.taken[step.number]:
            last = one.ended or fit.office.last_instant
            measure = fit.office.days if step.in_days else fit.office.minutes
            seen = (float(measure(one.began, last)), one.ended is not None)
            organs[""].append(seen)
            if one.unit:
                organs[one.unit].append(seen)
        alike = _alike({organ: seen for organ, seen in organs.items() if organ})
        rows += [
            (step.number, organ, step.in_days, *_curve(organs[organ]), math.nan if organ else alike)
            for organ in organs
        ]
    return pd.DataFrame.from_records(rows, columns=list(STEPS_COLUMNS))


CURVES: Final = ("step", "hours", "survival", "low", "high", "fitted")
"""One row per fitted step and duration: the share not yet done after so many office hours."""
_SHOWN: Final = 0.02
"""The share still open at which a curve is no longer drawn."""


def curves_frame(fit: Fit) -> pd.DataFrame:
    """Return the curve of every step that was fitted (环节用时), with the columns `CURVES`."""
    rows = [
        (step.number, *row)
        for step in STEPS
        if not step.in_days and step.number in fit.estimates
        for row in _survival(fit, step.number)
    ]
    return pd.DataFrame.from_records(rows, columns=list(CURVES))


def _survival(fit: Fit, number: str) -> Iterator[tuple[float, ...]]:
    from lifelines import KaplanMeierFitter  # noqa: PLC0415 (imports matplotlib: only when asked)

    ended, lasting = fit.minutes(number)
    seen = np.array([True] * len(ended) + [False] * len(lasting))
    curve = KaplanMeierFitter().fit(np.array([*ended, *lasting]), seen)
    parts: Any = fit.estimates[number].parts
    spread = math.log(parts["p90"] / parts["median"]) / stats.norm.ppf(0.9)
    table = curve.survival_function_.join(curve.confidence_interval_)
    for minutes, survival, low, high in table.itertuples():
        fitted = stats.lognorm.sf(minutes, spread, scale=parts["median"])
        yield minutes / 60, survival, low, high, float(fitted)
        if survival < _SHOWN:
            return


def _alike(organs: Mapping[str, Seen]) -> float:
    """Return the log-rank probability of organs that are alike; NaN where there are no two.

    Organs with fewer than `FEW` that ended are left out: the chi-square holds for none of them.
    """
    from lifelines.statistics import multivariate_logrank_test  # noqa: PLC0415 (as above)

    many = {organ: seen for organ, seen in organs.items() if sum(e for _, e in seen) >= FEW}
    if len(many) <= 1:
        return math.nan
    told = [(lasted, organ, ended) for organ, seen in many.items() for lasted, ended in seen]
    lasted, names, ended = zip(*told, strict=True)
    return float(multivariate_logrank_test(lasted, names, ended).p_value)


def _curve(seen: list[tuple[float, bool]]) -> tuple[int, int, float, float, float]:
    """Return how many, how many ended, and the median with its interval."""
    from lifelines import KaplanMeierFitter  # noqa: PLC0415 (imports matplotlib: only when asked)
    from lifelines.utils import median_survival_times  # noqa: PLC0415

    lasted, ended = (np.array(column) for column in zip(*seen, strict=True))
    curve = KaplanMeierFitter().fit(lasted, ended)
    bounds = median_survival_times(curve.confidence_interval_).to_numpy()[0]
    found = (float(curve.median_survival_time_), *map(float, bounds))
    middle, low, high = (one if math.isfinite(one) else math.nan for one in found)
    return len(seen), int(ended.sum()), middle, low, high
