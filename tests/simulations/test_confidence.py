"""Intervals of means and shares: as scipy has them, honest at the edges, and true."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from projections.adherence import wilson
from simulations.confidence import estimates, mean_interval, share_interval
from simulations.desk import Desk
from simulations.streams import Stream, Streams
from simulations.working_clock import always_open


def test_a_mean_gets_students_interval() -> None:
    """Five years: the mean plus and minus t(4) standard errors, by hand."""
    found = mean_interval([1.0, 2.0, 3.0, 4.0, 5.0])
    reach = 2.776445 * math.sqrt(2.5 / 5)
    assert found.estimate == 3.0
    assert found.half_width == pytest.approx(reach, rel=1e-6)
    assert found.high - 3.0 == pytest.approx(3.0 - found.low)


def test_one_year_has_no_interval_and_nothing_has_no_mean() -> None:
    """An estimate without replications to spread has no bounds; NaN years are left out."""
    assert mean_interval([2.0]).estimate == 2.0
    assert math.isnan(mean_interval([2.0, math.nan]).low)
    assert math.isnan(mean_interval([]).estimate)
    assert math.isnan(share_interval([0.0], [0.0]).estimate)


def test_a_share_is_of_all_occasions_together() -> None:
    """1 of 10 and 9 of 10,000: ten in 10,010, not the mean of 10 % and 0.09 %."""
    assert share_interval([1, 9, 4], [10, 10_000, 90]).estimate == pytest.approx(14 / 10_100)


def test_a_share_that_never_varied_still_has_an_interval() -> None:
    """No breach in ten years of 20 occasions: Wilson's interval of 0 in 200, not 0 to 0."""
    found = share_interval([0] * 10, [20] * 10)
    assert tuple(found) == (0.0, *wilson(0, 200))
    assert found.high > 0.0


def test_a_share_gets_the_accelerated_bootstrap() -> None:
    """The bounds are scipy's, of replications resampled with their occasions, each time alike."""
    draw = np.random.default_rng(7)
    whole = draw.integers(80, 120, 25).astype(float)
    part = draw.binomial(whole.astype(int), 0.05).astype(float)
    theirs = stats.bootstrap(
        (part, whole), lambda a, b, axis=-1: a.sum(axis) / b.sum(axis), paired=True,
        vectorized=True, n_resamples=40_000, rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    ours = share_interval(part, whole)
    assert ours.low == pytest.approx(theirs.low, abs=1.5e-3)
    assert ours.high == pytest.approx(theirs.high, abs=1.5e-3)
    assert ours == share_interval(part, whole)


def test_a_table_estimates_shares_as_shares_and_means_as_means() -> None:
    """Adherence by its occasions, backlog by its years; one row per measure and what it is of."""
    rows = [
        (0, "adherence", "54.4", "", "", "", 0.5, 10.0),
        (1, "adherence", "54.4", "", "", "", 1.0, 30.0),
        (0, "backlog", "", "", "finance", "", 4.0, 9.0),
        (1, "backlog", "", "", "finance", "", 6.0, 9.0),
    ]
    columns = ["replication", "measure", "norm", "organ", "desk", "month", "value", "n"]
    table = estimates(pd.DataFrame.from_records(rows, columns=columns)).set_index("measure")
    assert table.loc["adherence", "estimate"] == pytest.approx(35 / 40)
    assert table.loc["backlog", "estimate"] == 5.0
    assert list(table["years"]) == [2, 2]


# --- the truth, 1,000 times ---

STUDIES = 1_000


def second_wait(stream: Stream) -> float:
    """Return how long the second customer of an empty desk waits, where the kernel serves both."""
    desk = Desk("desk", [always_open()])
    first = stream.exponential(1.25)
    arrival = first + stream.exponential(1.25)
    desk.serve(first, stream.exponential(1.0))
    work = stream.exponential(1.0)
    return desk.serve(arrival, work) - arrival - work


def breaches_and_occasions(stream: Stream) -> tuple[int, int]:
    """Return a year of duties: busy years have more of them, and more of each are breached."""
    busy = stream.uniform(0.5, 1.5)
    occasions = stream.integer(120, 180) + round(60 * busy)
    return sum(stream.bernoulli(0.08 * busy) for _ in range(occasions)), occasions


TRUE_WAIT = 0.8 / (1.0 * 1.8)
"""E[(S - A)+] of exponential service (rate 1) and gaps (rate 0.8): a / (s (a + s))."""
TRUE_RATE = 0.08 * (150 + 60 * (1 + 1 / 12)) / (150 + 60)
"""E[breaches] / E[occasions]: the mean of busy is 1 and its variance 1/12."""


@pytest.mark.slow
def test_intervals_of_means_cover_the_truth() -> None:
    """Of 1,000 studies of 25 years, 93-97 % of the t intervals hold the true mean wait: 948."""
    covered = 0
    for study in range(STUDIES):
        years = []
        for year in range(25):
            stream = Streams(study, year).once("queue")
            years.append(float(np.mean([second_wait(stream) for _ in range(20)])))
        found = mean_interval(years)
        covered += found.low <= TRUE_WAIT <= found.high
    assert 0.93 * STUDIES <= covered <= 0.97 * STUDIES


@pytest.mark.slow
def test_intervals_of_shares_cover_the_truth() -> None:
    """Of 1,000 studies of 25 years, 93-97 % of the bootstrap's intervals hold the rate: 950."""
    covered = 0
    for study in range(STUDIES):
        years = [breaches_and_occasions(Streams(study, year).once("duties")) for year in range(25)]
        found = share_interval([part for part, _ in years], [whole for _, whole in years])
        covered += found.low <= TRUE_RATE <= found.high
    assert 0.93 * STUDIES <= covered <= 0.97 * STUDIES
