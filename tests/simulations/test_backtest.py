"""回测: a forecast is held against what came next, and says how often it should be right."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain.calendar import load_calendar
from simulations.backtest import COLUMNS, LEAST, backtest
from simulations.fitting.fit import fit
from simulations.fitting.parameter_draws import drawn_scenario
from simulations.opening import opening_of
from simulations.play import opening_act, play
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.spreading import InTurn

if TYPE_CHECKING:
    import pandas as pd

    from domain.act import Act

SPLIT = dt.date(2019, 3, 22)


def base(last: dt.date = dt.date(2019, 4, 12)) -> Scenario:
    """Six weeks of the scenario, at its full volume: what the fit begins from."""
    year = load_scenario("wujiagang-2019")
    return attrs.evolve(year, first_day=dt.date(2019, 3, 1), last_day=last)


def history(scenario: Scenario, seed: int) -> list[Act]:
    """Some weeks that were played, with their opening."""
    book, calendar = scenario.law(), load_calendar(scenario.calendar)
    acts: list[Act] = [opening_act(scenario, book, calendar, seed)]
    play(scenario, book, seed, acts.append)
    return acts


def turned(scenario: Scenario, acts: list[Act], seed: int, split: dt.date) -> list[Act]:
    """The same first weeks, gone on with under another scenario."""
    zone = scenario.law().zone
    first = [act for act in acts if act.occurred_at.date() <= split]
    opening = opening_of(first, split, zone, ledger="", position=len(first))
    play(scenario.start_from(opening), scenario.law(), seed, first.append)
    return first


def of_the_whole(frame: pd.DataFrame) -> dict[Any, dict[Any, Any]]:
    """Return the rows of the whole, by measure."""
    rows = frame[(frame["norm"] == "") & (frame["organ"] == "")]
    return rows.set_index("measure").to_dict("index")


@pytest.fixture(scope="module")
def acts() -> list[Act]:
    """Six weeks at a seventh of the volume, seed 2."""
    return history(base().grow(volume=0.15), 2)


@pytest.fixture(scope="module")
def found(acts: list[Act]) -> pd.DataFrame:
    """Their backtest, with few years; only to be read."""
    return backtest(acts, base(), SPLIT, 19, InTurn(), seed=2, ledger="six weeks")


def test_most_of_what_came_lies_inside(found: pd.DataFrame) -> None:
    """Nineteen years make intervals of 90 %; about so many of the measures lie inside."""
    assert list(found.columns) == list(COLUMNS)
    assert found.attrs["nominal"] == pytest.approx(0.9)
    assert len(found) > 25
    assert 0.8 <= found.attrs["coverage"] == found["inside"].mean()
    inside = (found["low"] <= found["observed"]) & (found["observed"] <= found["high"])
    assert (inside == found["inside"]).all()
    assert (found["low"] <= found["median"]).all()
    assert (found["median"] <= found["high"]).all()


def test_the_observed_is_what_happened_after_the_split(
    found: pd.DataFrame, acts: list[Act]
) -> None:
    """The acts observed are those after the split, and the whole stands beside its parts."""
    whole = of_the_whole(found)
    assert whole["acts"]["observed"] == sum(a.occurred_at.date() > SPLIT for a in acts)
    issued = [a for a in acts if a.name == "document.issued" and a.occurred_at.date() > SPLIT]
    assert whole["issued"]["observed"] == len(issued)
    rare = found[(found["measure"] == "judged") & (found["norm"] != "")]
    assert (rare["median"] >= LEAST).all()


def test_a_second_half_that_was_changed_is_seen_outside(acts: list[Act]) -> None:
    """Where four times as many documents and submissions come, their counts lie outside, above."""
    busy = base().grow(volume=0.15).grow(documents=4, submissions=4)
    changed = turned(busy, acts, 3, SPLIT)
    seen = backtest(changed, base(), SPLIT, 19, InTurn(), seed=2)
    whole = of_the_whole(seen)
    for measure in ("acts", "judged", "issued"):
        assert whole[measure]["observed"] > whole[measure]["high"], measure
    assert seen.attrs["coverage"] < 0.8


def test_the_same_history_and_seed_give_the_same_table(acts: list[Act]) -> None:
    """In processes or in turn, the same table to the last digit."""
    first = backtest(acts, base(), SPLIT, 3, InTurn(), seed=2, ledger="six weeks")
    with ProcessPoolExecutor(2) as pool:
        again = backtest(acts, base(), SPLIT, 3, pool, seed=2, ledger="six weeks")
    assert again.equals(first)
    assert again.attrs == first.attrs


def test_numbers_are_drawn_from_around_their_estimates(acts: list[Act]) -> None:
    """Each forecast has other numbers, all within the intervals of the fit; assumed ones stay."""
    book = base().law()
    fitted = fit(acts, base(), book, load_calendar("cn").latest, until=SPLIT)
    drawn = [drawn_scenario(fitted, 1, number) for number in range(20)]
    name = "submissions.per_working_day"
    bounds: Any = fitted.estimates[name].bounds["value"]
    low, high = bounds
    values = [one.value(name) for one in drawn]
    assert len(set(values)) == 20
    assert all(low * 0.999 <= value <= high * 1.001 for value in values)
    assumed = "documents.drafting"
    assert {one.number(assumed).median for one in drawn} == {base().number(assumed).median}


@pytest.mark.parametrize(
    ("split", "n", "match"),
    [
        (dt.date(2018, 1, 1), 19, "nothing on one side"),
        (dt.date(2020, 1, 1), 19, "nothing on one side"),
        (SPLIT, 1, "needs two years"),
    ],
)
def test_a_split_that_cannot_be_is_refused(
    acts: list[Act], split: dt.date, n: int, match: str
) -> None:
    """A day outside the history, or one year alone, is one clear sentence."""
    with pytest.raises(ScenarioError, match=match):
        backtest(acts, base(), split, n, InTurn())


def _backtested(seed: int) -> float:
    last = dt.date(2019, 5, 10)
    acts = history(base(last).grow(volume=0.2), seed)
    return float(backtest(acts, base(last), n=39, executor=InTurn(), seed=seed).attrs["coverage"])


@pytest.mark.slow
def test_intervals_cover_about_as_often_as_they_say() -> None:
    """Of six histories whose truth is the model, about 95 % of the measures lie inside."""
    with ProcessPoolExecutor(2) as pool:
        covered = list(pool.map(_backtested, range(10, 16)))
    assert 0.92 <= sum(covered) / len(covered) <= 0.99, covered


@pytest.mark.slow
def test_twice_as_many_documents_are_seen() -> None:
    """At the full volume, twice the own documents in the second half lie outside."""
    split = dt.date(2019, 4, 5)
    scenario = base(dt.date(2019, 5, 10))
    changed = turned(scenario.grow(documents=2), history(scenario, 7), 8, split)
    seen = backtest(changed, scenario, split, 39, seed=7)
    whole = of_the_whole(seen)
    assert whole["issued"]["observed"] > whole["issued"]["high"]
