"""Search: the cheapest value that reaches a target, and how often it may be wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulations.confidence import ratio_interval
from simulations.feasibility import MISSED, REACHED, UNDECIDED, cheapest_first, looks
from simulations.levers import lever
from simulations.scenario import Scenario, ScenarioError
from simulations.search import COLUMNS, capacity, search
from simulations.spreading import InTurn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulations.feasibility import Known, Year

RISING = {value: 1 - 0.5 / value for value in range(1, 13)}
"""Adherence by clerks, say: 0.5, 0.75, 0.833, 0.875, 0.9 …"""
FORTNIGHT = {
    **{days: 0.84 - 0.01 * (days - 15) for days in range(21, 14, -1)},
    14: 0.91,
    **{days: 0.80 - 0.05 * (13 - days) for days in range(13, 9, -1)},
}
"""By days between meetings, the longest first: it rises to one value, and falls beyond it."""
DIP = {1: 0.5, 2: 0.9, 3: 0.7, 4: 0.72, 5: 0.8, 6: 0.92, 7: 0.93, 8: 0.94}
"""It rises, falls, and rises again."""


def invented(truth: Mapping[int, float], draws: int, value: int, numbers: range) -> list[Year]:
    """Return years whose adherence varies around its truth as years do, the same for the same."""
    years = []
    for number in numbers:
        draw = np.random.default_rng((draws, value, number))
        rate = draw.beta(60 * truth[value], 60 * (1 - truth[value]))
        judged = int(draw.integers(50, 300))
        years.append((float(draw.binomial(judged, rate)), float(judged)))
    return years


def tried(truth: Mapping[int, float], draws: int, target: float, most: int = 80) -> list[Known]:
    """Return what a search tried."""
    return cheapest_first([*truth], target, partial(invented, truth, draws), most, 0.95)


def found(truth: Mapping[int, float], draws: int, target: float, most: int = 80) -> int | None:
    """Return the cheapest value shown to reach a target."""
    last = tried(truth, draws, target, most)[-1]
    return last.value if last.outcome == REACHED else None


def test_the_smallest_value_that_reaches_is_found() -> None:
    """Given a target well between two values, then the dearer of the two is found."""
    assert [found(RISING, draws, 0.79) for draws in range(8)] == [3] * 8


def test_the_one_cadence_that_reaches_is_found() -> None:
    """Given adherence that falls again beyond the best cadence, then that one is found."""
    assert [found(FORTNIGHT, draws, 0.88) for draws in range(8)] == [14] * 8


def test_the_cheapest_is_found_before_a_dip() -> None:
    """Given dearer values that miss the target, then the cheaper one that reaches it is found."""
    assert [found(DIP, draws, 0.85) for draws in range(8)] == [2] * 8


def test_a_target_beyond_the_range_is_not_reached() -> None:
    """Given a target above every value's adherence, then all are played and nothing is found."""
    for truth in (RISING, FORTNIGHT):
        assert found(truth, 1, 0.99) is None
        assert [one.value for one in tried(truth, 1, 0.99)] == [*truth]


def test_a_value_just_below_the_target_is_seldom_taken() -> None:
    """Given a value a hair below the target, 200 searches take it no more often than 5 in 100."""
    target = RISING[4] + 0.0005
    wrong = sum((found(RISING, draws, target, 40) or 12) <= 4 for draws in range(200))
    assert wrong <= 10


@pytest.mark.parametrize("truth", [RISING, FORTNIGHT, DIP], ids=["rising", "fortnight", "dip"])
@pytest.mark.parametrize("hair", [-0.0005, 0.0005])
def test_no_outcome_of_a_search_is_wrong(truth: Mapping[int, float], hair: float) -> None:
    """Given a target a hair off some value, 100 searches err in any outcome at most 5 times.

    Whether adherence rises along the values or not: none that reached lies below the target, none
    that missed lies above it.
    """
    target = sorted(truth.values())[-4] + hair
    wrong = 0
    for draws in range(100):
        wrong += any(
            (one.outcome == REACHED and truth[one.value] < target)
            or (one.outcome == MISSED and truth[one.value] >= target)
            for one in tried(truth, draws, target, 40)
        )
    assert wrong <= 5


def test_a_clear_value_stops_at_ten_years() -> None:
    """Given values far below the target, then ten years of each are enough; none is left out."""
    rising = tried(RISING, 1, 0.80)
    assert [one.value for one in rising] == [1, 2, 3]
    assert rising[0].years == 10
    assert looks(80) == [10, 20, 40, 80]
    assert looks(5) == [5]


def test_what_is_never_judged_is_not_played_to_the_end() -> None:
    """Given years with nothing to judge, then the first look is the last, and says nothing."""
    nothing = cheapest_first([1, 2], 0.9, lambda _, numbers: [(0.0, 0.0)] * len(numbers), 80, 0.95)
    assert [(one.years, one.outcome) for one in nothing] == [(10, UNDECIDED)] * 2


def test_a_ratios_interval_is_of_sums() -> None:
    """Given years of unequal size, then the share is of the sums, and equal years get Wilson's."""
    uneven = ratio_interval([1, 90, 40], [10, 100, 50])
    assert uneven.estimate == pytest.approx(131 / 160)
    assert 0 <= uneven.low < uneven.estimate < uneven.high <= 1
    perfect = ratio_interval([50, 20], [50, 20])
    assert perfect.high == 1
    assert perfect.low == pytest.approx(0.948, abs=0.001)
    assert np.isnan(ratio_interval([5], [10]).low)


def test_the_clerks_of_a_unit_are_searched(march: Scenario) -> None:
    """Given one and two clerks in Finance, then two reply in time more often; 99.9 % is neither."""
    asked = {"norm": "54.4", "organ": "Finance", "seed": 3}
    curve = capacity(march, "clerks Finance", (1, 2), 4, InTurn(), **asked)  # type: ignore[arg-type]
    assert list(curve.columns) == list(COLUMNS)
    assert list(curve["value"]) == [1, 2]
    assert curve["adherence"].is_monotonic_increasing
    assert (curve["outcome"] == "").all()
    sought = search(march, "clerks Finance", (1, 2), 0.999, 2, InTurn(), **asked)  # type: ignore[arg-type]
    assert sought.attrs["found"] is None
    assert sought.attrs["organ"] == "finance"
    assert sought.attrs["lever"]["en"] == "clerks of Finance Bureau"


def test_each_lever_runs_from_cheap_to_dear(march: Scenario) -> None:
    """Given the three levers, then clerks and terms rise, and meetings come closer together."""
    clerks = lever(march, "clerks Finance", 1, 4)
    meeting = lever(march, "meeting executive", 7, 9)
    term = lever(march, "term 54.4", 2, 3)
    assert (clerks.steps, meeting.steps, term.steps) == ((1, 2, 3, 4), (9, 8, 7), (2, 3))
    assert clerks.turn(march, 4).unit("Finance").clerks == 4
    assert clerks.turn(march, march.unit("Finance").clerks) is march
    assert meeting.turn(march, 9).value("meetings.executive_every") == 9
    assert term.turn(march, 2).terms == {"54.4.days": 2}


@pytest.mark.parametrize(
    ("words", "between", "said"),
    [
        ("desks Finance", (1, 2), "clerks and a unit"),
        ("clerks", (1, 2), "clerks and a unit"),
        ("clerks Atlantis", (1, 2), "Atlantis"),
        ("clerks Finance", (0, 2), "1 or more"),
        ("clerks Finance", (3, 2), "1 or more"),
        ("meeting weekly", (7, 9), "executive"),
    ],
)
def test_what_cannot_be_searched_is_refused(
    march: Scenario, words: str, between: tuple[int, int], said: str
) -> None:
    """Nothing is played for a lever or a range that is not there."""
    with pytest.raises(ScenarioError, match=said):
        search(march, words, between, 0.9, executor=InTurn())


@pytest.mark.parametrize(("target", "years"), [(1.0, 10), (0.0, 10), (0.9, 1)])
def test_a_target_or_a_year_too_few_is_refused(march: Scenario, target: float, years: int) -> None:
    """A certainty cannot be shown by chance, nor anything by one year."""
    with pytest.raises(ScenarioError):
        search(march, "clerks Finance", (1, 2), target, years, InTurn())


def test_values_are_played_on_the_same_years(march: Scenario) -> None:
    """A search in any company plays the same years: twice the same table."""
    tables: Sequence[object] = [
        capacity(march, "clerks Finance", (2, 2), 2, InTurn(), norm="54.4").to_dict()
        for _ in range(2)
    ]
    assert tables[0] == tables[1]
