"""方案比较 Comparison: what a change does, on the same years drawn for all (common random numbers).

Replication ``k`` of every variant meets the same arrivals, leave and luck as replication ``k`` of
the baseline, as every stream is keyed by seed, replication, name and the matter's origin. What the
years have in common cancels in their differences (Law, *Simulation Modeling and Analysis*, ch.
11.2). The intervals hold together: each is as wide as Bonferroni asks of so many at once.

Reading order: what is compared, the differences, compare.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from simulations.changes import Told
from simulations.confidence import LEVEL, mean_interval
from simulations.replications import attributes
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.spreading import Batch, Progress, Spreading, Work, spread_over

# --- what is compared ---

BASELINE: Final = ""
HEADLINE: Final = (
    *("adherence", "breaches", "lateness", "issue_time", "utilisation", "backlog", "overtime"),
)
"""Measures of the whole that every comparison has."""
OF_NORMS: Final = ("adherence", "breaches", "lateness")
OF_ORGANS: Final = ("adherence", "breaches", "lateness")
OF_DESKS: Final = ("utilisation", "queue", "backlog", "overtime")


class Asked(NamedTuple):
    """One measure that is compared, and what it is of; empty for all together."""

    measure: str
    norm: str = ""
    organ: str = ""
    desk: str = ""


def _asked(
    scenario: Scenario, norms: Sequence[str], organs: Sequence[str], desks: Sequence[str]
) -> list[Asked]:
    """Return what is compared: the headline, and what was asked for beside it."""
    book = scenario.law()
    asked = [Asked(measure) for measure in HEADLINE]
    asked += [Asked(m, norm=book.norm(norm).id) for norm in norms for m in OF_NORMS]
    asked += [Asked(m, organ=scenario.unit(organ).id) for organ in organs for m in OF_ORGANS]
    asked += [Asked(m, desk=scenario.desk(desk).id) for desk in desks for m in OF_DESKS]
    return list(dict.fromkeys(asked))


def named(variants: Mapping[str, Scenario] | Iterable[Scenario]) -> dict[str, Scenario]:
    """Return variants by name: the names given, or what was changed in each.

    Raises:
        ScenarioError: there are none, one changes nothing and has no name, or two have the same.

    """
    if isinstance(variants, Mapping):
        listed = list(variants.items())
    else:
        listed = [(_english(one.told), one) for one in variants]
    by_name = dict(listed)
    if not by_name or len(by_name) < len(listed) or BASELINE in by_name:
        raise ScenarioError(
            "A comparison (方案比较) needs at least one variant, each with a name or a change "
            "of its own: give {name: scenario}, or scenarios changed by their verbs."
        )
    return by_name


# --- the differences ---

COLUMNS: Final = (
    *("variant", "measure", "norm", "organ", "desk"),
    *("baseline", "changed", "difference", "low", "high"),
    *("variance_reduction", "years"),
)
"""The columns of a comparison, one row per variant and measure:

- ``variant``: its name; ``measure``, ``norm``, ``organ``, ``desk``: as in `replications.COLUMNS`;
- ``baseline``, ``changed``: means over the years, in the measure's unit
  (`projections.measure_names.MEASURES`);
- ``difference``: ``changed - baseline``, with its simultaneous interval ``low``, ``high``;
- ``variance_reduction``: how many times wider in variance the interval would be, had the two been
  drawn independently: (s² of the baseline + s² of the variant) / s² of the differences; infinite
  where the years differ by the same amount each, NaN where neither differs at all;
- ``years``: pairs of replications that had the measure.
"""

Values = dict[Asked, dict[int, float]]


def _values(batches: Iterable[Batch], asked: Sequence[Asked]) -> Values:
    """Return what was asked, by replication."""
    wanted: Values = {one: {} for one in asked}
    for batch in batches:
        for number, rows in batch.years:
            for row in rows:
                if not row.month:
                    found = wanted.get(Asked(row.measure, row.norm, row.organ, row.desk))
                    if found is not None:
                        found[number] = row.value
    return wanted


def _difference(before: Mapping[int, float], after: Mapping[int, float], level: float) -> list[Any]:
    """Return the columns from ``baseline`` on, of the replications that have both."""
    pairs = sorted(number for number in before.keys() & after.keys())
    base = np.array([before[number] for number in pairs])
    changed = np.array([after[number] for number in pairs])
    if not pairs:
        return [math.nan] * 6 + [0]
    difference = mean_interval(changed - base, level)
    return [
        float(base.mean()),
        float(changed.mean()),
        *difference,
        _variance_reduction(base, changed),
        len(pairs),
    ]


def _variance_reduction(base: np.ndarray, changed: np.ndarray) -> float:
    """Return the variance of independent draws over that of the pairs."""
    if base.size <= 1:
        return math.nan
    apart = float(base.var(ddof=1) + changed.var(ddof=1))
    paired = float((changed - base).var(ddof=1))
    if not paired:
        return math.inf if apart else math.nan
    return apart / paired


# --- compare ---


def compare(  # noqa: PLR0913 - one parameter per choice of an experiment
    baseline: str | Scenario,
    variants: Mapping[str, Scenario] | Iterable[Scenario],
    n: int = 100,
    executor: Executor | None = None,
    *,
    seed: int = 1,
    norms: Sequence[str] = (),
    organs: Sequence[str] = (),
    desks: Sequence[str] = (),
    level: float = LEVEL,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Play a baseline and its variants on the same draws (方案比较) and return the differences.

    The paired differences get t intervals at the level Bonferroni asks of them all together: with
    probability ``level`` every one of the table holds its truth. What is asked for widens all of
    them, so ask for what matters.

    Args:
        baseline: a scenario by name, by the path of its file, or as it is.
        variants: scenarios by name, or scenarios that their changes name.
        n: years of each, at least 2.
        executor: where they are played, as for `replications.replicate`.
        seed: of the experiment.
        norms: norms compared beside the whole: adherence, breaches, lateness.
        organs: units likewise, by id or name.
        desks: desks of units or leaders: utilisation, queue, backlog, overtime.
        level: that all intervals hold together.
        progress: told how many years are done and how many it takes.

    Returns:
        A frame with the columns `COLUMNS`; ``attrs`` says where it comes from, ``names`` what the
        variants are called in Chinese and English, and ``family`` how many intervals hold together.

    Raises:
        ScenarioError: there is no such scenario, unit or desk, or too few years.
        LookupError: there is no such norm.

    """
    base = load_scenario(baseline) if isinstance(baseline, str) else baseline
    by_name = named(variants)
    if n <= 1:
        raise ScenarioError("A comparison (方案比较) needs at least two years of each.")
    asked = _asked(base, norms, organs, desks)
    works = [Work(name, one, range(n)) for name, one in ({BASELINE: base} | by_name).items()]
    total = len(works) * n
    with spread_over(executor) as pool:
        tell = progress or (lambda _done, _total: None)
        batches = Spreading(pool, seed).play(works, lambda done: tell(done, total))
    frame = _table(batches, list(by_name), asked, level)
    frame.attrs = {**attributes(base, seed, n), "names": _names(by_name), "level": level}
    frame.attrs["family"] = len(frame)
    return frame


def _table(
    batches: Sequence[Batch], names: Sequence[str], asked: Sequence[Asked], level: float
) -> pd.DataFrame:
    values = {
        name: _values((batch for batch in batches if batch.name == name), asked)
        for name in (BASELINE, *names)
    }
    each = 1.0 - (1.0 - level) / (len(names) * len(asked))
    rows = [
        (name, *one, *_difference(values[BASELINE][one], values[name][one], each))
        for name in names
        for one in asked
    ]
    return pd.DataFrame.from_records(rows, columns=list(COLUMNS))


def _names(variants: Mapping[str, Scenario]) -> dict[str, dict[str, str]]:
    """Return what variants are called; one that was given a name goes by it in both languages."""
    told = {name: scenario.told for name, scenario in variants.items()}
    return {
        name: {
            "zh": "；".join(one.zh for one in said) if name == _english(said) else name,
            "en": name,
        }
        for name, said in told.items()
    }


def _english(told: Sequence[Told]) -> str:
    """Return what was changed, in one line."""
    return "; ".join(one.en for one in told)


def _chinese(told: Sequence[Told]) -> str:
    return "；".join(one.zh for one in told)
