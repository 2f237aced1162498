"""达标判定 Feasibility: which is the cheapest of some values that reaches a target, surely enough.

Feasibility determination of ranking and selection (Batur and Kim 2010, "Finding feasible systems in
the presence of constraints on multiple performance measures", ACM TOMACS 20:3), with a budget of
years instead of a tolerance: as many years of a value are played as it takes to say on which side
of the target its adherence lies. A value has reached the target once the lower bound of its
interval has, and has missed it once the upper bound has; one that is still undecided after the last
year counts as not reached.

Nothing is presumed of how adherence runs along the values: they are tried one after the other, the
cheapest first, up to the first that has reached. The intervals of all looks at all values, tried
or not, hold together (Bonferroni). So with the confidence asked for, all at once, the value that is
found reaches the target and every cheaper one misses it, but for those named as undecided. Of
dearer ones nothing is said.

Reading order: what is known of a value, when to look, the cheapest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import attrs

from simulations.confidence import ratio_interval
from simulations.replications import FIRST_LOOK

# --- what is known of a value ---

REACHED: Final = "reached"
MISSED: Final = "missed"
UNDECIDED: Final = "undecided"
Year = tuple[float, float]
"""Occasions kept and judged in one year."""
Play = Callable[[int, range], Sequence[Year]]
"""Plays some years of a value, by their numbers."""


@attrs.frozen
class Known:
    """What the years of one value say."""

    value: int
    adherence: float
    low: float
    high: float
    judged: int
    years: int
    outcome: str = ""


def known_of(value: int, years: Sequence[Year], target: float | None, level: float) -> Known:
    """Return what some years of a value say, against a target if there is one."""
    kept, judged = [year[0] for year in years], [year[1] for year in years]
    found = ratio_interval(kept, judged, level)
    outcome = ""
    if target is not None:
        reached, missed = found.low >= target, found.high < target
        outcome = REACHED if reached else MISSED if missed else UNDECIDED
    return Known(value, *found, round(sum(judged)), len(years), outcome)


# --- when to look ---


def looks(most: int) -> list[int]:
    """Return after how many years to look: ten, then twice as many each time, at last all."""
    listed = []
    look = FIRST_LOOK
    while look < most:
        listed.append(look)
        look *= 2
    return [*listed, most]


def level_of_each(confidence: float, intervals: int) -> float:
    """Return the level of each of so many intervals that hold together (Bonferroni)."""
    return 1.0 - (1.0 - confidence) / intervals


def decided(
    value: int,
    target: float,
    play: Callable[[range], Sequence[Year]],
    at: Sequence[int],
    level: float,
    first: int = 0,
) -> Known:
    """Play a value until it is known on which side of the target it lies, or to the last look.

    One of which nothing was judged at the first look stays undecided. ``first`` is the number of
    the first year that is played.
    """
    years: list[Year] = []
    for look in at:
        years += play(range(first + len(years), first + look))
        known = known_of(value, years, target, level)
        if known.outcome != UNDECIDED or not known.judged:
            break
    return known


# --- the cheapest ---


def cheapest_first(
    values: Sequence[int], target: float, play: Play, most: int, confidence: float
) -> list[Known]:
    """Return what is known of each value from the cheapest on, up to the first that has reached.

    Args:
        values: from the cheapest to the dearest.
        target: adherence to reach.
        play: plays years of a value.
        most: years of each value at most.
        confidence: with which all outcomes hold together.

    """
    at = looks(most)
    level = level_of_each(confidence, len(at) * len(values))
    tried = []
    for value in values:
        known = decided(value, target, partial(play, value), at, level)
        tried.append(known)
        if known.outcome == REACHED:
            break
    return tried
