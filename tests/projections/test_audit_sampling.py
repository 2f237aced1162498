"""Audit sampling 审计抽样: the smallest sizes, and a drawing that anybody can repeat."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.audit_sampling import Plan, drawn, sample_size, upper_limit

UNLIMITED = 1_000_000


def few(population: int, deviating: int, size: int, found: int) -> Fraction:
    """Return exactly how likely a sample holds at most so many deviations, drawn without return."""
    ways = sum(
        comb(deviating, one) * comb(population - deviating, size - one) for one in range(found + 1)
    )
    return Fraction(ways, comb(population, size))


def few_of_many(rate: Fraction, size: int, found: int) -> Fraction:
    """Return the same where the population has no end."""
    return sum(
        (comb(size, one) * rate**one * (1 - rate) ** (size - one) for one in range(found + 1)),
        Fraction(0),
    )


CONFIDENCE = st.sampled_from((80, 90, 95, 99))
PERCENT = st.integers(2, 20)


@settings(deadline=None)
@given(CONFIDENCE, PERCENT, st.integers(0, 10))
def test_a_binomial_size_is_the_smallest_that_keeps_the_risk(
    confidence: int, tolerable: int, tenths: int
) -> None:
    """By exact fractions: one item less, or one deviation less, would not do."""
    rate, risk = Fraction(tolerable, 100), Fraction(100 - confidence, 100)
    expected = rate * tenths / 20
    plan = Plan(confidence=confidence / 100, tolerable=tolerable / 100, expected=float(expected),
                model="binomial")  # fmt: skip
    size, allowed = sample_size(plan, UNLIMITED)
    assert few_of_many(rate, size, allowed) <= risk < few_of_many(rate, size - 1, allowed)
    assert size * expected <= allowed
    if allowed:  # a smaller sample that allows fewer would have to expect more than it allows
        fewer = next(
            n for n in range(allowed, size + 1) if few_of_many(rate, n, allowed - 1) <= risk
        )
        assert fewer * expected > allowed - 1


@settings(deadline=None)
@given(CONFIDENCE, PERCENT, st.integers(1, 300))
def test_a_size_is_the_smallest_for_its_population(
    confidence: int, tolerable: int, population: int
) -> None:
    """By counting the ways: exact for the population, however small."""
    plan = Plan(confidence=confidence / 100, tolerable=tolerable / 100)
    size, allowed = sample_size(plan, population)
    deviating, risk = -(-population * tolerable // 100), Fraction(100 - confidence, 100)
    assert allowed == 0
    assert few(population, deviating, size, 0) <= risk
    assert few(population, deviating, size - 1, 0) > risk


@pytest.mark.parametrize(("deviations", "factor"), [(0, 2.9957), (1, 4.7439), (2, 6.2958)])
def test_the_poisson_sizes_are_those_of_the_reliability_factors(
    deviations: int, factor: float
) -> None:
    """At 95 %, half the quantiles of chi-square at 2, 4 and 6 degrees: 3.00, 4.74 and 6.30."""
    expected = 0.0 if deviations == 0 else 0.999 * deviations * 0.001 / factor
    size, allowed = sample_size(
        Plan(tolerable=0.001, expected=expected, model="poisson"), UNLIMITED
    )
    assert allowed == deviations
    assert size == pytest.approx(factor / 0.001, rel=0.002)


def test_a_small_population_needs_fewer() -> None:
    """Of 100 acts, 5 deviating: 45 suffice, for C(95,45)/C(100,45) is the first below 5 %."""
    assert sample_size(Plan(tolerable=0.05), 100) == (45, 0)
    assert sample_size(Plan(tolerable=0.05), UNLIMITED) == (59, 0)
    assert sample_size(Plan(tolerable=0.05), 3) == (3, 0)


def test_what_is_no_plan_is_refused() -> None:
    """No more can be expected than is tolerable, and a rate is less than 1."""
    for wrong in ({"expected": 0.05}, {"confidence": 1.0}, {"tolerable": 5.0}):
        with pytest.raises(ValueError, match="抽样计划"):
            Plan(**wrong)  # type: ignore[arg-type]


@given(st.integers(1, 200), st.integers(1, 200), st.text(max_size=9))
def test_a_larger_sample_contains_the_smaller(population: int, size: int, seed: str) -> None:
    """So a sample can be extended, and the same seed draws the same items again."""
    leaves = [sha256(str(n).encode()).digest() for n in range(population)]
    smaller, larger = drawn(leaves, seed, size), drawn(leaves, seed, size + 1)
    assert len(smaller) == min(size, population)
    assert set(smaller) <= set(larger)
    assert smaller == drawn(leaves, seed, size)


def test_the_order_of_the_population_does_not_matter() -> None:
    """Which items are drawn depends on the seed and on what they are alone."""
    leaves = [sha256(bytes([n])).digest() for n in range(50)]
    one = {leaves[at] for at in drawn(leaves, "x", 7)}
    assert one == {leaves[::-1][at] for at in drawn(leaves[::-1], "x", 7)}
    assert one != {leaves[at] for at in drawn(leaves, "y", 7)}


def test_the_upper_limit_is_that_of_the_guide() -> None:
    """Table A-3: of 100 items none, one or two deviating leave 3.0, 4.7 and 6.2 percent."""
    assert [round(100 * upper_limit(k, 100, 0.95), 1) for k in (0, 1, 2)] == [3.0, 4.7, 6.2]
    assert upper_limit(3, 3, 0.95) == 1.0
