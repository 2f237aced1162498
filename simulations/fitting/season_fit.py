"""忙闲拟合 The season of a history: how busy each month and each rush was.

All kinds share the season of a scenario: a Poisson regression with a factor for each month and each
rush (log link, Newton's method). It takes only kinds whose first act is recorded as they arrive; a
submission's first trace comes when its draft is done, days later, and would smear the months.

Reading order: the season, its regression, the scenario's own, its months as one number.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
from scipy import stats

from simulations.fitting.arrivals import KINDS, Counts
from simulations.fitting.estimators import LEVEL, Estimate
from simulations.fitting.office_time import OfficeTime
from simulations.scenario import Scenario
from simulations.seasons import Season

# --- the season ---


@attrs.frozen(kw_only=True)
class SeasonFit:
    """忙闲: how busy each day of a history was, by month and rush.

    Attributes:
        factors: of every working day, against an average one of its year.
        months: estimates by month, 1 to 12; only of those the history covers.
        rushes: estimates of the rushes it covers, by their name in the scenario.

    """

    factors: Mapping[dt.date, float]
    months: Mapping[int, Estimate]
    rushes: Mapping[str, Estimate]


SEASON: Final = "season.month"
RUSHES: Final = ("season.before_spring_festival", "season.after_national_day")


def season_of(counts: Counts, scenario: Scenario, office: OfficeTime) -> SeasonFit:
    """Return the season of a history, from the kinds that are recorded as they arrive."""
    assumed = assumed_season(scenario, office)
    days = [day for day in office.all_days() if assumed.get(day)]
    design, names = _design(days, scenario, office)
    kinds = [kind.number for kind in KINDS if kind.at_once]
    came = np.array([sum(counts.get(k, Counter())[day] for k in kinds) for day in days], float)
    keep = [n for n in range(len(names)) if came[design[:, n] > 0].sum() > 0]
    if not keep:
        return SeasonFit(factors=assumed, months={}, rushes={})
    worked = design[:, keep].sum(axis=1) > 0
    cells = design[worked][:, keep]
    found, covariance = _poisson_regression(cells, came[worked])
    raw = np.exp(cells @ found)
    kept_days = [day for day, kept in zip(days, worked, strict=True) if kept]
    level = math.fsum(assumed[day] for day in kept_days) / raw.sum()
    share = (raw / raw.sum()) @ cells
    factors = dict(assumed) | {day: float(f * level) for day, f in zip(kept_days, raw, strict=True)}
    months: dict[int, Estimate] = {}
    rushes: dict[str, Estimate] = {}
    for place, column in enumerate(keep):
        name = names[column]
        unit = np.eye(len(keep))[place]
        n = int(came[worked][cells[:, place] > 0].sum())
        if isinstance(name, int):
            months[name] = _factor(found[place], unit - share, covariance, n, level)
        else:
            rushes[name] = _factor(found[place], unit, covariance, n, 1.0)
    return SeasonFit(factors=factors, months=months, rushes=rushes)


# --- its regression ---


def _factor(log: float, gradient: Any, covariance: Any, n: int, level: float) -> Estimate:
    half = float(stats.norm.ppf(0.5 + LEVEL / 2)) * math.sqrt(gradient @ covariance @ gradient)
    middle = math.exp(log) * level
    return Estimate(
        parts={"value": middle},
        bounds={"value": (middle * math.exp(-half), middle * math.exp(half))},
        n=n,
        how="Poisson regression of arrivals by day",
    )


def _poisson_regression(design: Any, came: Any) -> tuple[Any, Any]:
    """Return the log factors and their covariance: Newton's method from the mean."""
    found = np.full(design.shape[1], 0.0)
    found[:] = math.log(came.mean())
    found[design.sum(axis=0) == 0] = 0.0
    for _ in range(50):
        expected = np.exp(np.clip(design @ found, -30, 30))
        information = (design * expected[:, None]).T @ design
        step = np.linalg.lstsq(information, design.T @ (came - expected), rcond=None)[0]
        found = found + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-10:  # noqa: PLR2004 - what a float can tell
            break
    return found, np.linalg.pinv(information)


def _design(
    days: Sequence[dt.date], scenario: Scenario, office: OfficeTime
) -> tuple[Any, list[int | str]]:
    """Return which month and rush each working day is of."""
    names: list[int | str] = [*sorted({day.month for day in days})]
    columns = [[float(day.month == month) for day in days] for month in names]
    for rush in RUSHES:
        inside = _rushed(rush, scenario, office)
        column = [float(day in inside) for day in days]
        months = {day.month for day in days if day in inside}
        apart = [day for day in days if day.month in months and day not in inside]
        if sum(column) and apart:  # else it cannot be told from the month
            names.append(rush)
            columns.append(column)
    return np.array(columns).T.reshape(len(days), len(names)), names


def _rushed(name: str, scenario: Scenario, office: OfficeTime) -> set[dt.date]:
    """Return the days of a rush: those whose factor follows when the rush's does."""
    number = scenario.number(name)
    tripled = attrs.evolve(number, value=3.0 * (number.value or 1.0))
    neutral = {"season.month": attrs.evolve(scenario.number("season.month"), values=(1.0,) * 12)}
    for rush in RUSHES:
        neutral[rush] = attrs.evolve(scenario.number(rush), value=1.0)
    flat = attrs.evolve(scenario, numbers={**scenario.numbers, **neutral})
    steep = attrs.evolve(flat, numbers={**flat.numbers, name: tripled})
    without = assumed_season(flat, office)
    return {day for day, f in assumed_season(steep, office).items() if f > without[day]}


# --- the scenario's own ---


def assumed_season(scenario: Scenario, office: OfficeTime) -> dict[dt.date, float]:
    """Return a scenario's factor of every day of a history, against an average one of its year."""
    there = attrs.evolve(scenario, first_day=office.first, last_day=office.last)
    season = Season(there, office.calendar)
    return {day: season.factor(day) for day in office.all_days()}


# --- its months as one number ---


def months_of(
    season: SeasonFit, base: Scenario, office: OfficeTime
) -> Mapping[str, Estimate | None]:
    """Return the twelve months as one number; those not seen stay as assumed, on the same scale."""
    if not season.months:
        return {}
    assumed = base.number(SEASON).values
    scale = _scale(base, office)
    values = [value * scale for value in assumed]
    bounds = [(value, value) for value in values]
    for month, estimate in season.months.items():
        values[month - 1] = _single(estimate.parts["value"])
        bounds[month - 1] = _pair(estimate.bounds["value"])
    seen = sorted(season.months)
    rest = f"; months not seen stay assumed: {_missing(seen)}" if len(seen) < len(values) else ""
    whole = Estimate(
        parts={"values": tuple(values)},
        bounds={"values": tuple(bounds)},
        n=sum(one.n for one in season.months.values()),
        how=f"Poisson regression of arrivals by day{rest}",
    )
    return {SEASON: whole, **{name: season.rushes.get(name) for name in RUSHES}}


def _missing(seen: Sequence[int]) -> str:
    return ", ".join(str(month) for month in range(1, 13) if month not in seen)


def _scale(base: Scenario, office: OfficeTime) -> float:
    """Return what makes the base's months multiples of the average working day."""
    months = base.number(SEASON).values
    ratios = [f / months[d.month - 1] for d, f in assumed_season(base, office).items() if f]
    return float(np.median(ratios)) if ratios else 1.0


def _single(part: Any) -> float:
    return float(part)


def _pair(bounds: Any) -> tuple[float, float]:
    return float(bounds[0]), float(bounds[1])
