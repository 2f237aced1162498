"""情景 Scenario: one readable file with every number of a year, its unit and its source.

Reading order: numbers, people and units, the scenario, reading the file.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

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


@attrs.frozen(kw_only=True)
class UnitSpec:
    """An organ of the scenario, its clerks, and how much of the district's work begins with it.

    ``weight`` is as large as the clerks are many unless the file says otherwise; a clerk who comes
    or goes later leaves it as it is, for the work stays.
    """

    id: str
    kind: str
    subject: str
    zh: str
    en: str
    clerks: int
    weight: float = attrs.field(
        default=attrs.Factory(lambda unit: float(unit.clerks), takes_self=True)
    )


@attrs.frozen(kw_only=True)
class LeaderSpec:
    """A leader of the scenario, named by post, with portfolio and AB partner."""

    id: str
    post: str
    zh: str
    en: str
    subjects: tuple[str, ...]
    partner: str


@attrs.frozen(kw_only=True)
class Scenario:
    """A year to be played; a frozen value."""

    name: str
    zh: str
    en: str
    government: str
    rulebook: str
    calendar: str
    first_day: dt.date
    last_day: dt.date
    numbers: Mapping[str, Number]
    units: tuple[UnitSpec, ...]
    leaders: tuple[LeaderSpec, ...]

    def number(self, name: str) -> Number:
        """Return a number by its dotted name.

        Raises:
            ScenarioError: the file has no such number.

        """
        try:
            return self.numbers[name]
        except KeyError:
            raise ScenarioError(
                f"The scenario {self.name} has no number {name!r}: add it to the file with its "
                "unit and its source."
            ) from None

    def value(self, name: str) -> float:
        """Return a single value by its dotted name."""
        value = self.number(name).value
        if value is None:
            raise ScenarioError(f"{name} of the scenario {self.name} is not a single value.")
        return value


_NOT_NUMBERS = frozenset({"unit", "leader"})


def scenario_names() -> tuple[str, ...]:
    """Return the names of the scenarios that ship with the project."""
    folder = files("simulations") / "scenarios"
    found = (entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in found))


@lru_cache(maxsize=8)
def load_scenario(name: str) -> Scenario:
    """Load a scenario that ships with the project by its name, or any by the path of its file.

    Raises:
        ScenarioError: there is no such scenario, or its file is not one.

    """
    path = Path(name)
    if path.suffix == ".toml":
        if not path.is_file():
            raise ScenarioError(f"There is no scenario file {name}.")
        return _read(path.read_text(encoding="utf-8"), name)
    if name not in scenario_names():
        raise ScenarioError(f"Unknown scenario 未知情景 {name!r}: known are {scenario_names()}.")
    resource = files("simulations") / "scenarios" / f"{name}.toml"
    return _read(resource.read_text(encoding="utf-8"), name)


def _read(text: str, name: str) -> Scenario:
    try:
        table = tomllib.loads(text)
        numbers = {
            f"{group}.{key}": _number(f"{group}.{key}", entry)
            for group, entries in table.items()
            if isinstance(entries, dict)
            for key, entry in entries.items()
        }
        units = tuple(UnitSpec(**unit) for unit in table["unit"])
        leaders = tuple(_leader(leader) for leader in table["leader"])
        plain = {k: v for k, v in table.items() if not isinstance(v, dict | list)}
        return Scenario(numbers=numbers, units=units, leaders=leaders, **plain)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ScenarioError(f"The scenario {name} cannot be read: {error}.") from error


def _number(name: str, entry: Mapping[str, Any]) -> Number:
    if not entry.get("unit") or not entry.get("source"):
        raise ScenarioError(f"{name} needs a unit and a source (or the word assumption)")
    listed: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    return Number(**listed)


def _leader(entry: Mapping[str, Any]) -> LeaderSpec:
    return LeaderSpec(**{**entry, "subjects": tuple(entry["subjects"])})
