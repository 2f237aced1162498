"""组合寻优 Cheapest: the cheapest combination of levers that reaches a target adherence.

By `simulations.combinations`. Reading order: the table, the levers, cheapest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from importlib.util import find_spec
from math import prod
from typing import Any, Final

import attrs
import pandas as pd

from simulations.combinations import CANDIDATES, Combined, Places, cheapest_of
from simulations.confidence import LEVEL
from simulations.feasibility import Year
from simulations.levers import Lever, lever
from simulations.replications import FIRST_LOOK, attributes
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.search import Years
from simulations.spreading import Progress, Spreading, spread_over

# --- the table ---

COLUMNS: Final = ("cost", "adherence", "low", "high", "judged", "years", "stage", "outcome")
"""The columns after those of the levers, which are called as they were given; a row per
combination that was played, and one more for each that was confirmed:

- ``cost``: steps of the levers from their cheapest values, weighted;
- ``adherence``: share kept of those judged, over all years; ``low``, ``high``: its interval: of
  the row alone where ``stage`` is ``screened``, all ``confirmed`` ones together;
- ``judged``: occasions; ``years``: played;
- ``outcome``: ``reached``, ``missed`` or ``undecided``.
"""


def _frame(levers: Mapping[str, Lever], combined: Combined) -> pd.DataFrame:
    rows = [
        (
            *(one.steps[place] for one, place in zip(levers.values(), tried.places, strict=True)),
            *(getattr(tried, column) for column in COLUMNS),
        )
        for tried in combined.rows
    ]
    return pd.DataFrame.from_records(rows, columns=[*levers, *COLUMNS])


def _values(levers: Mapping[str, Lever], places: Places) -> dict[str, int]:
    listed = zip(levers.items(), places, strict=True)
    return {words: one.steps[place] for (words, one), place in listed}


# --- the levers ---


@attrs.define
class _Combinations:
    """Years of combinations: what `cheapest_of` plays."""

    years: Years
    levers: Sequence[Lever]

    def __call__(self, places: Places, numbers: range) -> list[Year]:
        """Play some years of a combination."""
        turned = self.years.scenario
        for one, place in zip(self.levers, places, strict=True):
            turned = one.turn(turned, one.steps[place])
        return self.years.of(turned, numbers)


def _levers(
    base: Scenario, between: Mapping[str, tuple[int, int]], costs: Mapping[str, float]
) -> tuple[dict[str, Lever], tuple[float, ...]]:
    """Return the levers by their words, and what a step of each costs."""
    unknown = [words for words in costs if words not in between]
    if len(between) < 2 or unknown:  # noqa: PLR2004 - one lever is `search`'s
        raise ScenarioError(
            "Give two levers (杠杆) or more, each once, and costs of those alone"
            + (f", not of {', '.join(unknown)}." if unknown else "; search turns one.")
        )
    if any(not cost > 0 for cost in costs.values()):
        raise ScenarioError("What a step of a lever costs (成本) has to be above 0.")
    found = {words: lever(base, words, *span) for words, span in between.items()}
    return found, tuple(float(costs.get(words, 1.0)) for words in found)


def _check(target: float, confidence: float, n: int, *, needs_optuna: bool) -> None:
    if not 0 < target < 1 or not 0 < confidence < 1:
        raise ScenarioError("Give a target (目标) and a confidence (置信度) between 0 and 1.")
    if n < FIRST_LOOK:
        raise ScenarioError(f"A candidate is confirmed (确证) with {FIRST_LOOK} years or more.")
    if needs_optuna and find_spec("optuna") is None:
        raise ScenarioError(
            "So many combinations 组合 are explored by optuna, which is not installed: pip install "
            "'taizhang[optuna]', or allow as many trials as there are combinations."
        )


# --- cheapest ---


def cheapest(  # noqa: PLR0913 - one parameter per choice of an experiment
    scenario: str | Scenario,
    between: Mapping[str, tuple[int, int]],
    target: float,
    n: int = 80,
    executor: Executor | None = None,
    *,
    costs: Mapping[str, float] | None = None,
    trials: int = 40,
    confidence: float = LEVEL,
    norm: str = "",
    organ: str = "",
    seed: int = 1,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Find the cheapest combination of several levers that reaches a target adherence (组合寻优).

    Args:
        scenario: by name, by the path of its file, or as it is.
        between: each lever's least and greatest value: ``{"clerks Finance": (1, 6), "clerks
            Office": (4, 12), "meeting executive": (7, 21)}``; levers as for `search`.
        target: adherence to reach, from 0 to 1.
        n: years of each candidate at most, in confirming; at least 10.
        executor: where they are played, as for `replications.replicate`.
        costs: what one step of a lever costs (a clerk more, a meeting a day sooner); 1 by default.
        trials: combinations that are explored, with ten years each.
        confidence: that the combination found does reach the target.
        norm: whose adherence; empty for all together.
        organ: whose adherence, by id or name; empty for all.
        seed: of the experiment.
        progress: told how many years are done and how many it takes at most.

    Returns:
        A frame with a column for each lever and `COLUMNS`; ``attrs["found"]`` are the values by
        lever, None where no combination was shown to reach the target; ``attrs["cheaper"]`` says
        how many cheaper ones were played and how many left untried.

    Raises:
        ScenarioError: there is no such scenario, lever or unit, a number asked for cannot be, or
            there are more combinations than trials and optuna is not installed.
        LookupError: there is no such norm.

    """
    base = load_scenario(scenario) if isinstance(scenario, str) else scenario
    levers, weights = _levers(base, between, costs or {})
    shape = tuple(len(one.steps) for one in levers.values())
    _check(target, confidence, n, needs_optuna=prod(shape) > trials)
    total = min(trials, prod(shape)) * FIRST_LOOK + CANDIDATES * n
    with spread_over(executor) as pool:
        years = Years.of_base(base, Spreading(pool, seed), (norm, organ), (progress, total))
        play = _Combinations(years, list(levers.values()))
        combined = cheapest_of(
            shape, weights, target, play,
            trials=trials, most=n, confidence=confidence, seed=seed,
        )  # fmt: skip
    frame = _frame(levers, combined)
    if frame["adherence"].isna().all():
        raise ScenarioError(
            "Nothing was judged (没有已认定事项) of what was asked for: name another norm or organ."
        )
    found = None if combined.found is None else _values(levers, combined.found)
    asked: dict[Any, Any] = {"target": target, "level": confidence, "found": found}
    asked |= {"levers": {words: {"zh": one.zh, "en": one.en} for words, one in levers.items()}}
    asked |= {"cheaper": combined.cheaper, "costs": dict(zip(levers, weights, strict=True))}
    asked |= {"norm": years.norm, "organ": years.organ}
    frame.attrs = {**attributes(base, seed, years.played), **asked}
    return frame
