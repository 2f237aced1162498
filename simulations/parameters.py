"""参数 Parameters: numbers of a scenario by name, to be moved between two ends.

A name is one of:

- a number with a single value, ``people.share_of_time``: its value;
- a field of a number, ``consultations.reply.median`` or ``supervision.limit.low``: that field;
- a duration, ``consultations.reply``: a factor on its median and 90th percentile together;
- a kind of matter, ``documents``, or ``volume``: a factor on how many arrive.

Reading order: a parameter, by name, with its ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from simulations.meanings import VOLUME, unknown
from simulations.scenario import Scenario, ScenarioError

# --- a parameter ---


@attrs.frozen(kw_only=True)
class Parameter:
    """参数: a number of a scenario, and the ends it is moved between.

    Attributes:
        name: as it was given.
        low: lower end.
        high: upper end.
        own: what the scenario has; 1 for a factor.
        factor: whether it multiplies what the scenario has.
        turn: makes of a scenario the one with a value.

    """

    name: str
    low: float
    high: float
    own: float
    factor: bool
    turn: Callable[[Scenario, float], Scenario]


# --- by name ---

Meaning = tuple[float, bool, Callable[[Scenario, float], Scenario]]
"""What the scenario has, whether it is a factor, and how to turn it."""


def _meant(scenario: Scenario, name: str) -> Meaning:
    """Return what a name stands for.

    Raises:
        ScenarioError: nothing goes by it.

    """
    if name == VOLUME or name in scenario.kinds_of_matter():
        return 1.0, True, lambda base, value: base.grow(**{name: value})
    if name in scenario.numbers:
        return _number(scenario, name)
    number, _, field = name.rpartition(".")
    own = getattr(scenario.numbers.get(number), field, None)
    if isinstance(own, (int, float)):
        return float(own), False, lambda base, value: base.assume(number, **{field: value})
    kinds = [VOLUME, *scenario.kinds_of_matter()]
    raise ScenarioError(unknown(f"parameter 参数 {name!r}", [*kinds, *scenario.numbers], name))


def _number(scenario: Scenario, name: str) -> Meaning:
    number = scenario.numbers[name]
    if number.value is not None:
        return number.value, False, lambda base, value: base.assume(name, value=value)
    if number.median is None or number.p90 is None:
        fields = [f for f in ("low", "mode", "high") if getattr(number, f) is not None]
        raise ScenarioError(
            f"{name} has no single value (单一数值): name one of "
            f"{', '.join(f'{name}.{field}' for field in fields) or 'the other numbers'}."
        )
    median, p90 = number.median, number.p90

    def turn(base: Scenario, value: float) -> Scenario:
        return base.assume(name, median=median * value, p90=p90 * value)

    return 1.0, True, turn


# --- with its ends ---


def parameters(
    scenario: Scenario, ranges: Mapping[str, tuple[float, float]]
) -> tuple[Parameter, ...]:
    """Return parameters by their names and ends, each tried at both.

    Raises:
        ScenarioError: there are none, nothing goes by a name, or an end cannot be.

    """
    if not ranges:
        raise ScenarioError("Name at least one parameter (参数) with its two ends.")
    made = []
    for name, (low, high) in ranges.items():
        own, factor, turn = _meant(scenario, name)
        if not low < high:
            raise ScenarioError(f"{name} cannot go from {low} to {high}: give the lower end first.")
        one = Parameter(name=name, low=low, high=high, own=own, factor=factor, turn=turn)
        for end in (low, high):
            one.turn(scenario, end)
        made.append(one)
    return tuple(made)


def turned(scenario: Scenario, given: Sequence[tuple[Parameter, float]]) -> Scenario:
    """Return a scenario with parameters at values."""
    changed = scenario
    for parameter, value in given:
        changed = parameter.turn(changed, value)
    return changed
