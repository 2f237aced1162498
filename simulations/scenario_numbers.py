"""数 Numbers: one number of a scenario, its distribution, its unit and its source."""

from __future__ import annotations

import attrs

from simulations.streams import Stream


class ScenarioError(ValueError):
    """A scenario that cannot be played: which file, what is wrong, and the way out."""


@attrs.frozen(kw_only=True)
class Number:
    """One number of a scenario: its value or its distribution, its unit and its source.

    A single ``value``; a range ``low``–``high`` (with ``mode``: triangular); a duration by
    ``median`` and ``p90`` (lognormal); or ``values``, the weights of choices, named by ``names``.
    """

    unit: str
    source: str
    value: float | None = None
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    median: float | None = None
    p90: float | None = None
    values: tuple[float, ...] = ()
    names: tuple[str, ...] = ()

    def assumed(self) -> Number:
        """Return it as an assumption, if it can be drawn from.

        Raises:
            ScenarioError: its values make no distribution.

        """
        try:
            if self.values:
                self.choose(Stream(b""))
            else:
                self.draw(Stream(b""))
        except ValueError as error:
            raise ScenarioError(f"A number of unit {self.unit!r} cannot be: {error}.") from error
        return attrs.evolve(self, source="assumption")

    def draw(self, stream: Stream) -> float:
        """Draw from the distribution; a single value is itself."""
        if self.value is not None:
            return self.value
        if self.median is not None and self.p90 is not None:
            return stream.lognormal(self.median, self.p90)
        if self.low is not None and self.high is not None:
            if self.mode is not None:
                return stream.triangular(self.low, self.mode, self.high)
            return float(stream.integer(int(self.low), int(self.high)))
        raise ScenarioError(f"A number of unit {self.unit!r} has no distribution to draw from.")

    def choose(self, stream: Stream) -> int:
        """Draw the index of a choice by its weight."""
        return stream.choice(range(len(self.values)), self.values)
