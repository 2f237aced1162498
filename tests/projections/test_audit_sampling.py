"""Audit sampling 审计抽样: published sizes, and a drawing that anybody can repeat."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.audit_sampling import Plan, drawn, sample_size, upper_limit

UNLIMITED = 1_000_000


@pytest.mark.parametrize(
    ("confidence", "tolerable", "expected", "size", "deviations"),
    [
        (0.95, 0.02, 0.0, 149, 0),
        (0.95, 0.03, 0.0, 99, 0),
        (0.95, 0.05, 0.0, 59, 0),
        (0.95, 0.10, 0.0, 29, 0),
        (0.95, 0.05, 0.0025, 93, 1),
        (0.95, 0.05, 0.01, 93, 1),
        (0.95, 0.05, 0.015, 124, 2),
        (0.95, 0.05, 0.02, 181, 4),
        (0.95, 0.10, 0.02, 46, 1),
        (0.90, 0.02, 0.0, 114, 0),
        (0.90, 0.05, 0.0, 45, 0),
        (0.90, 0.10, 0.0, 22, 0),
    ],
)
def test_the_binomial_sizes_are_those_of_the_guide(
    confidence: float, tolerable: float, expected: float, size: int, deviations: int
) -> None:
    """AICPA Audit Guide "Audit Sampling", tables A-1 and A-2 (5 and 10 percent of overreliance)."""
    plan = Plan(confidence=confidence, tolerable=tolerable, expected=expected, model="binomial")
    assert sample_size(plan, UNLIMITED) == (size, deviations)


@pytest.mark.parametrize(("deviations", "factor"), [(0, 3.00), (1, 4.75), (2, 6.30)])
def test_the_poisson_sizes_are_those_of_the_reliability_factors(
    deviations: int, factor: float
) -> None:
    """At 95 %, factors 3.00, 4.75 and 6.30 over the tolerable rate, as published to two places."""
    expected = 0.0 if deviations == 0 else deviations * 0.001 / factor
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
