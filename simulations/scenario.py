"""情景 Scenario: one readable file with every number of a year, its unit and its source.

Reading order: people and units, the scenario, reading the file. Its numbers are in
`simulations.scenario_numbers`, what a key may hold in `simulations.scenario_keys`, the verbs that
change it in `simulations.changes`.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import attrs

from simulations.changes import Changeable, Told
from simulations.opening import Opening
from simulations.scenario_keys import check
from simulations.scenario_numbers import Number, ScenarioError

__all__ = [
    "LeaderSpec",
    "Number",
    "PlannedLeave",
    "Scenario",
    "ScenarioError",
    "UnitSpec",
    "load_scenario",
    "scenario_names",
]


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
class PlannedLeave:
    """An absence that is planned and not drawn: of a leader, or of one clerk of a unit.

    Attributes:
        who: id of the leader or of the unit.
        first_day: the first day away.
        last_day: the last day away.

    """

    who: str
    first_day: dt.date
    last_day: dt.date


@attrs.frozen(kw_only=True)
class Scenario(Changeable):
    """情景: a year to be played; a frozen value, which the verbs of `Changeable` return changed.

    ``terms`` are numbers of the rulebook assumed otherwise (``54.4.days``), never the law;
    ``told`` says what was changed, one sentence per verb; ``opening`` what it goes on from.
    """

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
    leaves: tuple[PlannedLeave, ...] = ()
    terms: Mapping[str, int] = attrs.field(factory=dict)
    told: tuple[Told, ...] = ()
    opening: Opening | None = attrs.field(default=None, repr=False)

    @property
    def begins(self) -> dt.date:
        """The first day that is played: the one after its opening's, where it goes on from one."""
        return self.opening.first_day if self.opening else self.first_day

    @property
    def full_name(self) -> str:
        """Its name, and what was changed since it was read."""
        changes = "; ".join(told.en for told in self.told)
        return f"{self.name} ({changes})" if changes else self.name

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


PARTS = frozenset({"numbers", "units", "leaders", "leaves", "terms", "told", "opening"})
"""What a scenario has that is no plain key of its file."""
LISTS = frozenset({"unit", "leader"})
"""The lists of tables of a file."""
Spec = TypeVar("Spec", UnitSpec, LeaderSpec)


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
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ScenarioError(f"The scenario {name} is not UTF-8 text: {error}.") from error
        return _read(text, name)
    if name not in scenario_names():
        raise ScenarioError(f"Unknown scenario 未知情景 {name!r}: known are {scenario_names()}.")
    resource = files("simulations") / "scenarios" / f"{name}.toml"
    return _read(resource.read_text(encoding="utf-8"), name)


def _read(text: str, name: str) -> Scenario:
    try:
        table = tomllib.loads(text)
        plain = {k: v for k, v in table.items() if not isinstance(v, dict) and k not in LISTS}
        check(Scenario, plain, "", left_out=PARTS)
        return Scenario(
            numbers={key: _number(key, entry) for key, entry in _entries(table)},
            units=tuple(_made(UnitSpec, table, "unit")),
            leaders=tuple(_made(LeaderSpec, table, "leader")),
            **plain,
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ScenarioError(f"The scenario {name} cannot be read: {error}") from error


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the dotted name and the entry of every number."""
    for group, entries in table.items():
        if isinstance(entries, dict):
            yield from ((f"{group}.{key}", entry) for key, entry in entries.items())


def _made(cls: type[Spec], table: Mapping[str, Any], key: str) -> Iterator[Spec]:
    """Make what a list of tables gives, ``[[unit]]`` or ``[[leader]]``."""
    listed = table.get(key)
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise ScenarioError(f"it needs [[{key}]] tables, one for each.")
    for place, entry in enumerate(listed, 1):
        check(cls, entry, f"[[{key}]] {entry.get('id', place)}: ")
        yield cls(**_with_tuples(entry))


def _number(name: str, entry: Any) -> Number:
    if not isinstance(entry, dict) or not entry.get("unit") or not entry.get("source"):
        raise ScenarioError(f"{name} needs a unit and a source (or the word assumption).")
    check(Number, entry, f"{name}: ")
    return Number(**_with_tuples(entry))


def _with_tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(one) if isinstance(one, list) else one for key, one in entry.items()}
