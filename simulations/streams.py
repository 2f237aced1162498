"""随机流 Named random streams: what is drawn for one thing never shifts what is drawn for another.

A stream is keyed by seed, replication, name and entity: its numbers are BLAKE2b of the key and of
the number of the block (RFC 7693), so that it is the same in every process and on every machine.
Generators that need no state but a count are known to be as good as their function (Salmon and
others 2011, "Parallel random numbers: as easy as 1, 2, 3"), and a stream of the ten draws that a
matter takes costs half of one of ``random.Random``, which sets up 2.5 kB for it first.

Each draw takes exactly one uniform number and inverts a distribution function: a changed parameter
changes the draws smoothly and leaves all later ones in step, which is what makes two scenarios
comparable (common random numbers; Law, *Simulation Modeling and Analysis*, ch. 11).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, count
from statistics import NormalDist
from struct import Struct
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")

MINUTES_PER_DAY = 1440.0

_standard_normal = NormalDist().inv_cdf
_Z90 = _standard_normal(0.9)
_LEAST = 2.0**-54  # stands for a uniform draw of exactly zero, where a logarithm needs more
_GRAIN = 2.0**-53  # a uniform number has the 53 bits of a float's mantissa
_words_of = Struct("<8Q").unpack


def uniforms(key: bytes) -> Iterator[float]:
    """Yield the uniform numbers in [0, 1) of a key, eight to a block, without end."""
    for block in count():
        for word in _words_of(blake2b(key + block.to_bytes(8, "little")).digest()):
            yield (word >> 11) * _GRAIN


class Stream:
    """One random stream; every draw but `arrivals` takes one uniform number from it."""

    __slots__ = ("_random",)

    def __init__(self, key: bytes) -> None:
        self._random = uniforms(key).__next__

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return a number between two bounds, the lower one included."""
        if not low <= high:
            raise ValueError(f"no number lies between {low} and {high}: give the lower bound first")
        return low + (high - low) * self._random()

    def exponential(self, mean: float) -> float:
        """Return a waiting time without memory, by its mean."""
        if not mean >= 0.0:
            raise ValueError(f"the mean of a waiting time is {mean}: give zero or more")
        return -mean * math.log(1.0 - self._random())

    def lognormal(self, median: float, p90: float) -> float:
        """Return a duration of which half lie below ``median`` and nine in ten below ``p90``."""
        return median * math.exp(_spread(median, p90) * _standard_normal(self._random() or _LEAST))

    def triangular(self, low: float, mode: float, high: float) -> float:
        """Return a number by its least, most likely and greatest value (an expert's guess)."""
        if not low <= mode <= high or low == high:
            raise ValueError(f"{low}, {mode}, {high} are no triangle: give low <= mode <= high")
        share, width = self._random(), high - low
        if share * width < mode - low:
            return low + math.sqrt(share * width * (mode - low))
        return high - math.sqrt((1.0 - share) * width * (high - mode))

    def choice(self, options: Sequence[T], weights: Sequence[float]) -> T:
        """Return one option, each as likely as its weight's share in their sum."""
        bounds = _bounds(len(options), tuple(weights))
        place = bisect_right(bounds, self._random() * bounds[-1])
        return options[place if place < len(bounds) else _last(weights)]

    def several(self, options: Sequence[T], weights: Sequence[float], count: int) -> tuple[T, ...]:
        """Return so many options, none twice, each drawn by its weight among those left.

        All that have a weight, where there are no more of them.
        """
        most = min(count, sum(weight > 0.0 for weight in weights))
        chosen: dict[T, None] = {}
        while len(chosen) < most:
            chosen[self.choice(options, weights)] = None
        return tuple(chosen)

    def bernoulli(self, probability: float) -> bool:
        """Return whether something of that probability happens."""
        if not 0.0 <= probability <= 1.0:
            raise ValueError(f"{probability} is no probability: give a number from 0 to 1")
        return self._random() < probability

    def integer(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        if low > high:
            raise ValueError(f"no integer lies between {low} and {high}: give the lower one first")
        return min(low + int((high - low + 1) * self._random()), high)

    def arrivals(
        self,
        rate_per_day: Callable[[float], float],
        ceiling: float,
        until: float,
        since: float = 0.0,
    ) -> Iterator[float]:
        """Yield the minutes of arrivals whose rate changes over time (Lewis and Shedler 1979).

        Candidates come at the ceiling's rate and are kept in proportion (thinning): two draws per
        candidate, so give arrivals a stream of their own.

        Args:
            rate_per_day: arrivals per day of 1440 minutes, at a simulated minute.
            ceiling: a rate per day that is nowhere exceeded; another ceiling is another sequence.
            until: the minute before which arrivals are wanted.
            since: the minute from which they are wanted.

        Raises:
            ValueError: if the ceiling is not positive, or a rate is negative or exceeds it.
        """
        if not 0.0 < ceiling < math.inf:
            raise ValueError(f"the ceiling of a rate per day is {ceiling}: give a positive number")
        minute = since
        while True:
            minute += self.exponential(MINUTES_PER_DAY / ceiling)
            if minute >= until:
                return
            rate = rate_per_day(minute)
            if not 0.0 <= rate <= ceiling:
                raise ValueError(
                    f"the rate {rate} per day at minute {minute} is not between 0 and the ceiling "
                    f"{ceiling}: raise the ceiling"
                )
            if self._random() * ceiling < rate:
                yield minute


@lru_cache(maxsize=1024)  # a scenario has some dozens of distributions, a year 60,000 draws of them
def _spread(median: float, p90: float) -> float:
    """Return the standard deviation of the logarithm of a duration."""
    if not 0.0 < median <= p90 < math.inf:
        raise ValueError(f"median {median}, p90 {p90}: give two positive numbers in order")
    return math.log(p90 / median) / _Z90


@lru_cache(maxsize=1024)
def _bounds(options: int, weights: tuple[float, ...]) -> tuple[float, ...]:
    """Return the sums of the weights up to each option."""
    bounds = tuple(accumulate(weights))
    if options != len(bounds) or not bounds or min(weights) < 0.0 or not bounds[-1] > 0.0:
        raise ValueError(
            f"{options} options with the weights {list(weights)}: give each option a "
            "weight of zero or more, not all zero"
        )
    return bounds


def _last(weights: Sequence[float]) -> int:
    """Return the last option that can be drawn: where rounding makes the product the whole sum."""
    return max(place for place, weight in enumerate(weights) if weight > 0.0)


class Streams:
    """All streams of one replication: ``streams.of("reply_time", entity="finance")``.

    Args:
        seed: of the experiment.
        replication: the number of the run; runs share no stream.
    """

    __slots__ = ("_open", "replication", "seed")

    def __init__(self, seed: int, replication: int = 0) -> None:
        self.seed = seed
        self.replication = replication
        self._open: dict[tuple[str, str], Stream] = {}

    def of(self, name: str, entity: str = "") -> Stream:
        """Return the stream of a name and an entity; asked again, it goes on where it was."""
        stream = self._open.get((name, entity))
        if stream is None:
            stream = self._open[name, entity] = self.once(name, entity)
        return stream

    def once(self, name: str, entity: str = "") -> Stream:
        """Return that stream from its beginning and do not keep it, as for every document's."""
        return Stream(repr((self.seed, self.replication, name, entity)).encode())
