"""审计抽样 Audit sampling: how many items to draw, which ones, and what they allow to say.

The size is that of an attribute sample for tests of controls (the terms are those of ISA 530 /
中国注册会计师审计准则第1314号, which give no formula): the fewest items such that, were the rate of
deviation as high as is tolerable, no more deviations than are expected would be found with a
probability of at most 1 - confidence. It is computed, not read off a table. The drawing is by hash,
so that anybody can repeat it: the items with the smallest SHA-256 of seed and leaf hash. A larger
sample contains the smaller one.

Reading order: the plan, the drawing, the evaluation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final, Literal

import attrs

Model = Literal["hypergeometric", "binomial", "poisson"]
MODELS: Final = ("hypergeometric", "binomial", "poisson")

ROUNDING: Final = 1e-12
"""What binary fractions may err by: a risk that is exactly the one allowed is kept."""

# --- the plan ---


@attrs.frozen(kw_only=True)
class Plan:
    """抽样计划: what is asked of a sample.

    Attributes:
        confidence: 1 less the risk of overreliance 信赖过度风险.
        tolerable: tolerable rate of deviation 可容忍偏差率.
        expected: expected rate of deviation in the population 预计总体偏差率.
        model: exact for the population (``hypergeometric``), or for an unlimited one (``binomial``;
            ``poisson``, the reliability factors' one).

    """

    confidence: float = 0.95
    tolerable: float = 0.05
    expected: float = 0.0
    model: Model = "hypergeometric"

    def __attrs_post_init__(self) -> None:
        """Refuse what is no plan.

        Raises:
            ValueError: a rate is none, or no more deviations are tolerable than expected.

        """
        if not (0 < self.confidence < 1 and 0 <= self.expected < self.tolerable < 1):
            raise ValueError(
                "A sampling plan 抽样计划 needs 0 < confidence < 1 and "
                "0 <= expected < tolerable < 1: write rates such as 0.05."
            )


def sample_size(plan: Plan, population: int) -> tuple[int, int]:
    """Return how many items to draw, and how many deviations among them are still expected.

    The whole population is drawn where nothing less will do.
    """
    deviations = 0
    while True:
        size = _fewest(plan, population, deviations)
        if size >= population or size * plan.expected <= deviations:
            return min(size, population), deviations
        deviations += 1


def _fewest(plan: Plan, population: int, deviations: int) -> int:
    """Return the fewest items that keep the risk, by halving; at most the population."""
    risk_of, low, high = _risk(plan, population, deviations), deviations, population
    while low < high:
        middle = (low + high) // 2
        if risk_of(middle) <= 1 - plan.confidence + ROUNDING:
            high = middle
        else:
            low = middle + 1
    return low


def _risk(plan: Plan, population: int, deviations: int) -> Callable[[int], float]:
    """Return how likely so few deviations are in samples of a size, at the tolerable rate."""
    from scipy import stats  # noqa: PLC0415 (half a second, only when asked)

    if plan.model == "binomial":
        return lambda size: float(stats.binom.cdf(deviations, size, plan.tolerable))
    if plan.model == "poisson":
        return lambda size: float(stats.poisson.cdf(deviations, size * plan.tolerable))
    deviating = math.ceil(population * plan.tolerable - 1e-9)
    return lambda size: float(stats.hypergeom.cdf(deviations, population, deviating, size))


# --- the drawing ---


def drawn(leaves: Sequence[bytes], seed: str, size: int) -> list[int]:
    """Return the places of the items drawn, in the order of the population.

    Args:
        leaves: the hash of every item of the population.
        seed: any text.
        size: how many to draw; all where there are fewer.

    """
    start = sha256(seed.encode()).digest()
    tickets = sorted((sha256(start + leaf).digest(), at) for at, leaf in enumerate(leaves))
    return sorted(at for _, at in tickets[:size])


# --- the evaluation ---


def upper_limit(found: int, size: int, confidence: float) -> float:
    """Return the highest rate of deviation that a sample does not rule out (Clopper-Pearson)."""
    from scipy import stats  # noqa: PLC0415 (as above)

    return 1.0 if found >= size else float(stats.beta.ppf(confidence, found + 1, size - found))
