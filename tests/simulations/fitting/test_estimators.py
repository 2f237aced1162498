"""估计量: censoring is respected, and intervals hold where the truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from simulations.fitting.estimators import Estimate, lognormal, normality, rate, share, whole_days
from simulations.streams import Stream

MEDIAN, P90 = 90.0, 420.0


def drawn(seed: int, n: int) -> list[float]:
    """Durations as a scenario draws them."""
    stream = Stream(repr(("fit", seed)).encode())
    return [stream.lognormal(MEDIAN, P90) for _ in range(n)]


def covers(estimate: Estimate | None, part: str, true: float) -> bool:
    """Say whether an interval holds the truth."""
    assert estimate is not None
    low, high = estimate.bounds[part]
    return bool(low <= true <= high)  # type: ignore[operator]


def test_what_has_not_ended_is_censored_and_not_left_out() -> None:
    """Cut off at the median, half is censored: the median is still found; dropping it is not."""
    lasted = drawn(1, 2000)
    ended = [one for one in lasted if one <= MEDIAN]
    lasting = [MEDIAN for one in lasted if one > MEDIAN]
    found = lognormal(ended, lasting)
    assert found is not None
    assert found.censored == len(lasting)
    assert covers(found, "median", MEDIAN)
    assert covers(found, "p90", P90)
    assert not covers(lognormal(ended), "median", MEDIAN)


@pytest.mark.parametrize("n", [12, 40, 300])
def test_a_durations_interval_covers_the_truth_19_times_in_20(n: int) -> None:
    """Two hundred samples with a third censored: coverage is what 95 % allows."""
    hits = 0
    for seed in range(200):
        lasted = drawn(seed, n)
        ended = [one for one in lasted if one <= 180]
        found = lognormal(ended, [180.0] * (n - len(ended)))
        if found is None:
            hits += 1
            continue
        hits += covers(found, "median", MEDIAN)
    assert stats.binomtest(hits, 200, 0.95).pvalue > 0.001


def test_too_few_durations_are_not_fitted() -> None:
    """Seven have ended: no fit; eight: one."""
    assert lognormal(drawn(1, 7)) is None
    assert lognormal(drawn(1, 8)) is not None


def test_a_share_and_a_rate_of_nothing_seen_have_an_upper_bound() -> None:
    """None of a hundred, and none in a hundred days: at most 3.6 % and 0.037 a day."""
    none_of = share(0, 100)
    assert none_of is not None
    assert none_of.bounds["value"] == pytest.approx((0.0, 0.0362), abs=1e-4)
    none_in = rate(0, 100)
    assert none_in is not None
    assert none_in.bounds["value"] == pytest.approx((0.0, 0.0369), abs=1e-4)
    assert share(0, 0) is None
    assert rate(5, 0) is None


def test_a_range_reaches_beyond_what_was_seen_the_more_the_fewer_were_seen() -> None:
    """Days 5 to 40 seen: of a thousand occasions the range ends there, of ten it may not."""
    many = whole_days([5, 40] * 500)
    few = whole_days([5, 40] * 5)
    assert many is not None
    assert few is not None
    assert many.bounds == {"low": (4.0, 5.0), "high": (40.0, 41.0)}
    assert few.bounds["high"][1] > 50  # type: ignore[operator]


def test_the_test_of_fit_rejects_one_time_in_twenty_and_knows_an_exponential() -> None:
    """Lognormal samples pass 95 times in 100; the logs of exponentials do not pass at all."""
    rejected = sum(normality(np.log(drawn(seed, 100))) < 0.05 for seed in range(400))
    assert stats.binomtest(rejected, 400, 0.05).pvalue > 0.001
    stream = Stream(b"exponential")
    exponential = np.array([math.log(stream.exponential(60.0)) for _ in range(400)])
    assert normality(exponential) < 0.001
