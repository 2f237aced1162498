"""Variants on the same draws: paired differences, and intervals that hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scipy import stats

from simulations.comparison import COLUMNS, HEADLINE, compare
from simulations.replications import replicate
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.spreading import InTurn

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd

YEARS = 6


@pytest.fixture(scope="module")
def compared(march: Scenario) -> pd.DataFrame:
    """A March with twice the reply work and one with two clerks more, beside the March as it is."""
    return compare(
        march,
        {
            "slow": march.assume("consultations.reply", median=110, p90=340),
            "same": march.assume("consultations.reply", median=55),
        },
        YEARS,
        InTurn(),
        seed=3,
        norms=["54.4"],
        desks=["Finance"],
    )


def row(table: pd.DataFrame, variant: str, measure: str, **of: str) -> dict[str, Any]:
    """Return one row of a comparison."""
    chosen = table[(table["variant"] == variant) & (table["measure"] == measure)]
    for key in ("norm", "organ", "desk"):
        chosen = chosen[chosen[key] == of.get(key, "")]
    (found,) = chosen.to_dict("records")
    return {str(key): value for key, value in found.items()}


def test_a_variant_that_changes_nothing_differs_in_nothing(compared: pd.DataFrame) -> None:
    """On the same draws the same scenario is the same year, to the last digit."""
    same = compared[compared["variant"] == "same"]
    assert len(same) >= len(HEADLINE)
    assert (same["difference"] == 0).all()
    assert (same["low"] == same["high"]).all()


def test_differences_are_those_of_pairs(compared: pd.DataFrame, march: Scenario) -> None:
    """The difference is the mean of yearly differences, and its interval Bonferroni's."""
    slow = march.assume("consultations.reply", median=110, p90=340)

    def values(scenario: Scenario) -> np.ndarray[Any, Any]:
        table = replicate(scenario, YEARS, InTurn(), seed=3)
        chosen = table[(table["measure"] == "utilisation") & (table["desk"] == "finance")]
        return chosen["value"].to_numpy(float)

    before, after = values(march), values(slow)
    found = row(compared, "slow", "utilisation", desk="finance")
    assert found["baseline"] == pytest.approx(before.mean())
    assert found["difference"] == pytest.approx((after - before).mean())
    assert found["difference"] > 0
    family = compared.attrs["family"]
    assert family == len(compared) == 2 * (len(HEADLINE) + 3 + 4)
    reach = stats.t.ppf(1 - 0.05 / family / 2, YEARS - 1) * stats.sem(after - before)
    assert found["high"] - found["difference"] == pytest.approx(reach)
    apart = before.var(ddof=1) + after.var(ddof=1)
    assert found["variance_reduction"] == pytest.approx(apart / (after - before).var(ddof=1))
    assert found["years"] == YEARS


def test_a_comparison_says_what_the_variants_are_called(march: Scenario) -> None:
    """A variant without a name goes by what was changed, in both languages."""
    table = compare(march, [march.grow(volume=1.1)], 2, InTurn())
    assert list(table.columns) == list(COLUMNS)
    assert table.attrs["names"] == {"volume × 1.1": {"zh": "全部业务量×1.1", "en": "volume × 1.1"}}
    assert set(table["variant"]) == {"volume × 1.1"}
    assert row(table, "volume × 1.1", "backlog")["years"] == 2


@pytest.mark.parametrize(
    ("variants", "asked", "said"),
    [
        ([], {}, "at least one variant"),
        (["same"], {}, "at least one variant"),
        (["grown", "grown"], {}, "at least one variant"),
        (["grown"], {"n": 1}, "two years"),
        (["grown"], {"organs": ["Atlantis"]}, "Atlantis"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    march: Scenario, variants: Sequence[str], asked: dict[str, Any], said: str
) -> None:
    """Nothing is played for nothing."""
    known = {"same": march, "grown": march.grow(volume=2)}
    with pytest.raises(ScenarioError, match=said):
        compare(march, [known[name] for name in variants], executor=InTurn(), **asked)


@pytest.mark.slow
def test_one_clerk_fewer_in_finance_is_seen_five_times_sharper() -> None:
    """Common draws make the paired interval of all adherence at least 5 x narrower in variance."""
    year = load_scenario("wujiagang-2019")
    table = compare(year, {"fewer": year.remove_clerk("Finance")}, 16, seed=1)
    found = row(table, "fewer", "adherence")
    assert found["variance_reduction"] >= 5
    assert found["high"] < 0
