"""回测 Backtest: fit on the first part of a history, forecast the rest, and see whether it came so.

Every measure of the rest is held against the interval of its forecast. The interval is that of the
ranks: a year like those played is as likely to come at any place among them, so that the share of
observations inside is known without any distribution (Wilks 1941), if the model holds.

Reading order: the table, what was forecast, backtest.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import Any, Final, NamedTuple

import attrs
import numpy as np
import pandas as pd

from domain.act import Act
from domain.calendar import load_calendar
from simulations.fitting.fit import Fit, days_of
from simulations.fitting.fit import fit as fitted
from simulations.fitting.parameter_draws import drawn_scenario
from simulations.measures import Row
from simulations.observed import observed
from simulations.opening import check_law, opened, opening_of
from simulations.replications import attributes
from simulations.scenario import Scenario, ScenarioError
from simulations.spreading import Batch, Progress, Spreading, Work, spread_over

# --- the table ---

COLUMNS: Final = (
    *("measure", "norm", "organ", "n", "observed", "low", "median", "high", "inside"),
)
"""The columns, one row per measure and what it is of:

- ``measure``: one of `projections.measure_names.FORECAST`, which gives the unit;
- ``norm``, ``organ``: what it is of; empty for all together;
- ``n``: occasions that the observation rests on; 0 where it rests on the time itself;
- ``observed``: in the part that was kept from the fit;
- ``low``, ``median``, ``high``: of its forecast;
- ``inside``: whether the observation lies within.
"""
YEARS: Final = 39
"""Played by default: the least and the greatest of 39 are an interval of 95 %."""
LEAST: Final = 20
"""Occasions that a forecast must expect of a norm or an organ for it to be held against it."""
FEW: Final = 20
"""Measures below which a share of them inside says little."""


class Key(NamedTuple):
    """A measure, and the norm or the organ it is of."""

    measure: str
    norm: str
    organ: str


Values = dict[Key, tuple[float, float]]
"""The value of every measure, and on how many occasions it rests."""


def _values(rows: Iterable[Row]) -> Values:
    """Return what of the measures of a part of a history is held against a forecast."""
    found: Values = {}
    for row in rows:
        if row.desk or row.month or (row.norm and row.organ) or row.measure not in _COMPARED:
            continue
        found[Key(row.measure, row.norm, row.organ)] = (row.value, row.n)
        if row.measure == "adherence":
            found[Key("judged", row.norm, row.organ)] = (row.n, row.n)
        if row.measure == "issue_time":
            found[Key("issued", "", "")] = (row.n, row.n)
    return found


_COMPARED: Final = frozenset(
    {
        *("adherence", "lateness", "issue_time", "issue_time_p90", "unissued"),
        *("acts", "carried_adherence"),
    }
)
_COUNTS: Final = frozenset({"judged", "issued"})
"""The measures that are 0 where nothing came."""
_OF_PARTS: Final = frozenset({"adherence", "judged"})
"""The measures that are held against a forecast for each norm and organ too."""

# --- what was forecast ---


def _forecast(batches: Iterable[Batch]) -> dict[Key, list[float]]:
    """Return the values of every measure over the years; an occasion that never arose counts 0."""
    years = sorted((year for batch in batches for year in batch.years), key=lambda year: year[0])
    found: dict[Key, list[float]] = {}
    each = [_values(rows) for _, rows in years]
    for values in each:
        for key, (value, _) in values.items():
            found.setdefault(key, []).append(value)
    counts = {key: listed for key, listed in found.items() if key.measure in _COUNTS}
    return found | {key: [*some, *[0.0] * (len(each) - len(some))] for key, some in counts.items()}


def _ranks(n: int, level: float) -> tuple[int, float]:
    """Return the rank of the ends among n years, and how often an observation lies between."""
    rank = max(1, math.floor((n + 1) * (1 - level) / 2 + 1e-9))
    return rank, (n + 1 - 2 * rank) / (n + 1)


def _rows(
    seen: Values, forecast: Mapping[Key, Sequence[float]], years: int, rank: int
) -> list[tuple[Any, ...]]:
    rows = []
    for key, values in sorted(forecast.items()):
        if len(values) < years or not _is_held(key, forecast):
            continue  # some of the years had nothing of it, or it is too rare
        value, n = seen.get(key, (0.0, 0.0) if key.measure in _COUNTS else (math.nan, 0.0))
        if math.isnan(value):
            continue
        played = sorted(values)
        low, high = played[rank - 1], played[-rank]
        middle = float(np.median(played))
        rows.append((*key, n, value, low, middle, high, bool(low <= value <= high)))
    return rows


def _is_held(key: Key, forecast: Mapping[Key, Sequence[float]]) -> bool:
    """Say whether a measure is held against its forecast: the whole, and parts not too rare.

    How rare is asked of the forecast: chosen by what came, those that came often would be too many.
    """
    if not (key.norm or key.organ):
        return True
    often = forecast.get(Key("judged", key.norm, key.organ), ())
    return key.measure in _OF_PARTS and bool(often) and float(np.median(often)) >= LEAST


# --- backtest ---


@attrs.frozen(kw_only=True)
class _Plan:
    """A history cut in two, and the fit of its first part."""

    fit: Fit
    scenario: Scenario
    seen: Values

    def work(self, number: int, seed: int) -> Work:
        """Return one year of the forecast, under numbers drawn from around the fit."""
        drawn = drawn_scenario(self.fit, seed, number)
        numbered = attrs.evolve(self.scenario, numbers=drawn.numbers)
        return Work(str(number), numbered, [number])


def _plan(
    acts: Sequence[Act], base: Scenario, split: dt.date, until: dt.date, ledger: str
) -> _Plan:
    book, calendar = base.law(), load_calendar(base.calendar)
    first = [act for act in acts if act.occurred_at.astimezone(book.zone).date() <= split]
    found = fitted(first, base, book, calendar.latest, until=split)
    opening = opening_of(first, split, book.zone, ledger=ledger, position=len(first))
    scenario = found.scenario(f"{base.name}-fitted").start_from(opening, until)
    return _Plan(fit=found, scenario=scenario, seen=_values(observed(acts, scenario)))


def backtest(  # noqa: PLR0913 - one parameter per choice of an experiment
    acts: Iterable[Act],
    base: Scenario,
    split: dt.date | None = None,
    n: int = YEARS,
    executor: Executor | None = None,
    *,
    until: dt.date | None = None,
    level: float = 0.95,
    seed: int = 1,
    ledger: str = "",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Fit a history up to a day, forecast what follows, and compare it with what did (回测).

    Args:
        acts: of the history, in order of occurrence, its opening first.
        base: the scenario that lends what acts do not identify; its units are the ledger's.
        split: the last day that is fitted; by default the middle of the history.
        n: years of the forecast.
        executor: where they are played, as for `replications.replicate`.
        until: the last day that is forecast; by default that of the last act.
        level: of the intervals, reached from below where n allows for no more.
        seed: of the experiment.
        ledger: what the history is called.
        progress: told how many years are done and how many it takes.

    Returns:
        A frame with the columns `COLUMNS`; ``attrs["coverage"]`` is the share inside,
        ``attrs["nominal"]`` what it would be in the long run if the model held, and
        ``attrs["not_forecast"]`` names the norms that occurred and that no played year had.

    Raises:
        ScenarioError: the split leaves nothing on one side, or the scenario is not the ledger's.

    """
    if n < 2 or not 0 < level < 1:  # noqa: PLR2004 - an interval has two ends
        raise ScenarioError("A backtest (回测) needs two years, and a level between 0 and 1.")
    listed = list(acts)
    kept = opened(listed)
    check_law(kept, base.rulebook, ledger or "This ledger")
    day, last = _days(listed, base, split, until)
    plan = _plan(listed, base, day, last, ledger)
    tell = progress or (lambda _done, _total: None)
    with spread_over(executor) as pool:
        works = [plan.work(number, seed) for number in range(n)]
        batches = Spreading(pool, seed, chunk=1).play(works, lambda done: tell(done, n))
    real = kept is not None and not kept.simulated
    frame = _frame(plan, _forecast(batches), (n, level, seed), (ledger, day))
    frame.attrs["simulated"] = not real  # what came is not simulated, and the note says what is
    return frame


def _days(
    acts: Sequence[Act], base: Scenario, split: dt.date | None, until: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Return the last day that is fitted, and the last that is forecast."""
    first, latest = days_of(acts, base.law())
    last = until or latest
    day = split or first + (last - first) / 2
    if not first <= day < last:
        raise ScenarioError(
            f"The split 分界日 {day} leaves nothing on one side: the history runs from {first} to "
            f"{last}."
        )
    return day, last


def _frame(
    plan: _Plan,
    forecast: Mapping[Key, Sequence[float]],
    asked: tuple[int, float, int],
    history: tuple[str, dt.date],
) -> pd.DataFrame:
    n, level, seed = asked
    rank, nominal = _ranks(n, level)
    frame = pd.DataFrame.from_records(_rows(plan.seen, forecast, n, rank), columns=list(COLUMNS))
    if frame.empty:
        raise ScenarioError("Nothing that happened 没有可比的度量 was forecast: give more of it.")
    frame.attrs = {
        **attributes(plan.scenario, seed, n),
        "ledger": history[0],
        "split": history[1].isoformat(),
        "level": level,
        "nominal": nominal,
        "coverage": float(frame["inside"].mean()),
        "not_forecast": sorted(
            key.norm
            for key, (_, of) in plan.seen.items()
            if key.measure == "judged" and key.norm and key not in forecast and of
        ),
    }
    return frame
