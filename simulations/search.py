"""寻优 Search: the cheapest value of a lever that reaches a target adherence, surely enough.

By `simulations.feasibility`, all values on the same draws (common random numbers).

Reading order: the table, years as kept and judged, search, capacity.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any, Final

import attrs
import pandas as pd

from simulations.confidence import LEVEL
from simulations.feasibility import REACHED, Known, Year, cheapest_first, known_of, level_of_each
from simulations.levers import Lever, lever
from simulations.replications import attributes
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.spreading import Progress, Spreading, Work, spread_over

# --- the table ---

COLUMNS: Final = ("value", "adherence", "low", "high", "judged", "years", "outcome")
"""The columns, one row per value that was played, in order of value:

- ``value``: of the lever; ``adherence``: share kept of those judged, over all years;
- ``low``, ``high``: its interval; all of the table hold together;
- ``judged``: occasions; ``years``: played;
- ``outcome``: ``reached``, ``missed`` or ``undecided``; empty where there is no target.
"""


def _frame(
    known: Sequence[Known], base: Scenario, chosen: Lever, play: Years, asked: dict[Any, Any]
) -> pd.DataFrame:
    if all(math.isnan(one.adherence) for one in known):
        raise ScenarioError(
            "Nothing was judged (没有已认定事项) of what was asked for: name another norm or organ."
        )
    rows = sorted((attrs.astuple(one) for one in known), key=lambda row: row[0])
    frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS))
    frame.attrs = {
        **attributes(base, asked["seed"], play.played),
        **asked,
        "norm": play.norm,
        "organ": play.organ,
        "lever": {"zh": chosen.zh, "en": chosen.en},
    }
    return frame


# --- years as kept and judged ---


@attrs.define
class Years:
    """Years of changed scenarios on their way through an executor, as kept and judged."""

    spreading: Spreading
    scenario: Scenario
    norm: str
    organ: str
    tell: Callable[[int], None]
    played: int = 0

    @classmethod
    def of_base(
        cls,
        base: Scenario,
        spreading: Spreading,
        of: tuple[str, str],
        told: tuple[Progress | None, int],
    ) -> Years:
        """Return what plays years and takes from them the adherence that was asked for."""
        norm, organ = of
        progress, total = told
        return cls(
            spreading=spreading,
            scenario=base,
            norm=base.law().norm(norm).id if norm else "",
            organ=base.unit(organ).id if organ else "",
            tell=lambda done: progress(done, total) if progress else None,
        )

    def of(self, turned: Scenario, numbers: range) -> list[Year]:
        """Play some years of a scenario."""
        before = self.played
        batches = self.spreading.play(
            [Work("", turned, numbers)], lambda done: self.tell(before + done)
        )
        self.played += len(numbers)
        listed = sorted((year for batch in batches for year in batch.years), key=lambda y: y[0])
        return [self._year(rows) for _, rows in listed]

    def _year(self, rows: Sequence[Any]) -> Year:
        """Return what was kept and judged of the norm and organ; nothing where there was none."""
        for row in rows:
            of = (row.norm, row.organ, row.month)
            if row.measure == "adherence" and of == (self.norm, self.organ, ""):
                return row.value * row.n, row.n
        return 0.0, 0.0


def _given(
    scenario: str | Scenario, turn: str | Lever, between: tuple[int, int], n: int
) -> tuple[Scenario, Lever]:
    """Return the scenario and the lever that were given."""
    base = load_scenario(scenario) if isinstance(scenario, str) else scenario
    if n <= 1:
        raise ScenarioError("A search (寻优) needs at least two years of each value.")
    return base, turn if isinstance(turn, Lever) else lever(base, turn, *between)


@attrs.frozen
class _Turned:
    """Years of the values of one lever: what `cheapest_first` plays."""

    years: Years
    lever: Lever

    def __call__(self, value: int, numbers: range) -> list[Year]:
        """Play some years of a value."""
        return self.years.of(self.lever.turn(self.years.scenario, value), numbers)


# --- search ---


def search(  # noqa: PLR0913 - one parameter per choice of an experiment
    scenario: str | Scenario,
    turn: str | Lever,
    between: tuple[int, int],
    target: float,
    n: int = 80,
    executor: Executor | None = None,
    *,
    confidence: float = LEVEL,
    norm: str = "",
    organ: str = "",
    seed: int = 1,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Find the cheapest value of a lever that reaches a target adherence (寻优).

    The cheapest is the fewest clerks, the longest interval between meetings, the shortest term.
    Every cheaper value is played too, for adherence need not rise along a lever: meeting more often
    makes more work. For the same reason nothing is said of dearer ones; `capacity` plays them all.

    Args:
        scenario: by name, by the path of its file, or as it is.
        turn: ``clerks UNIT``, ``meeting executive``, ``term NORM``, or a lever of one's own.
        between: its least and greatest value; a lever of one's own brings its values with it.
        target: adherence to reach, from 0 to 1.
        n: years of each value at most; at least 2.
        executor: where they are played, as for `replications.replicate`.
        confidence: that the value found does reach the target, and that those missed do miss it.
        norm: whose adherence; empty for all together.
        organ: whose adherence, by id or name; empty for all.
        seed: of the experiment.
        progress: told how many years are done and how many it takes at most.

    Returns:
        A frame with the columns `COLUMNS`, the values that were tried: all that are cheaper than
        what was found; ``attrs["found"]`` is that value, None where none in the range was shown to
        reach the target.

    Raises:
        ScenarioError: there is no such scenario, lever or unit, or a number asked for cannot be.
        LookupError: there is no such norm.

    """
    if not 0 < target < 1 or not 0 < confidence < 1:
        raise ScenarioError("Give a target (目标) and a confidence (置信度) between 0 and 1.")
    base, chosen = _given(scenario, turn, between, n)
    most = n * len(chosen.steps)
    with spread_over(executor) as pool:
        years = Years.of_base(base, Spreading(pool, seed), (norm, organ), (progress, most))
        tried = cheapest_first(chosen.steps, target, _Turned(years, chosen), n, confidence)
    found = tried[-1].value if tried[-1].outcome == REACHED else None
    asked = {"target": target, "found": found}
    return _frame(tried, base, chosen, years, {**asked, "level": confidence, "seed": seed})


# --- capacity ---


def capacity(  # noqa: PLR0913 - one parameter per choice of an experiment
    scenario: str | Scenario,
    turn: str | Lever,
    between: tuple[int, int],
    n: int = 20,
    executor: Executor | None = None,
    *,
    target: float | None = None,
    level: float = LEVEL,
    norm: str = "",
    organ: str = "",
    seed: int = 1,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return adherence at every value of a lever (能力曲线), with intervals that hold together.

    Args:
        scenario: by name, by the path of its file, or as it is.
        turn: the lever, as for `search`.
        between: its least and greatest value.
        n: years of each value; at least 2.
        executor: where they are played.
        target: adherence that the outcomes are told by; none: no outcomes.
        level: that all intervals hold together.
        norm: whose adherence; empty for all together.
        organ: whose adherence, by id or name; empty for all.
        seed: of the experiment.
        progress: told how many years are done and how many it takes.

    Returns:
        A frame with the columns `COLUMNS`, one row per value.

    Raises:
        ScenarioError: there is no such scenario, lever or unit, or a number asked for cannot be.
        LookupError: there is no such norm.

    """
    base, chosen = _given(scenario, turn, between, n)
    each = level_of_each(level, len(chosen.steps))
    with spread_over(executor) as pool:
        total = n * len(chosen.steps)
        years = Years.of_base(base, Spreading(pool, seed), (norm, organ), (progress, total))
        play = _Turned(years, chosen)
        known = [known_of(v, play(v, range(n)), target, each) for v in chosen.steps]
    asked = {"target": target, "level": level, "seed": seed}
    return _frame(known, base, chosen, years, asked)
