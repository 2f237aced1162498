"""改动文件 Change files: what a planner would change, written down as TOML, one key per verb.

::

    name = { zh = "财政局减一人", en = "one clerk fewer in Finance" }  # optional
    grow = { documents = 1.3, special_meetings = 1.1 }
    remove_clerk = ["Finance"]              # add_clerk likewise; named twice: two clerks
    add_leave = [{ who = "deputy_1", first_day = 2019-07-01, days = 14 }]
    meet_every = { weeks = 3 }
    term = { "54.4" = { days = 2 } }
    assume = { "consultations.reply" = { median = 70, p90 = 200 } }

Reading order: reading a file, one verb each.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs

from simulations.changes import Told
from simulations.scenario import Scenario, ScenarioError

# --- reading a file ---

NAME = "name"


def changed_by(scenario: Scenario, path: str | Path) -> Scenario:
    """Return a scenario changed as a file says.

    Raises:
        ScenarioError: the file cannot be read, or asks for what is not there.
        ChangeError: a term is none of the rulebook's.

    """
    table = _table(Path(path))
    name = table.pop(NAME, None)
    for verb, wanted in table.items():
        if verb not in VERBS:
            raise ScenarioError(
                f"{path} asks for {verb!r}: a change file knows {', '.join((NAME, *VERBS))}."
            )
        try:
            scenario = VERBS[verb](scenario, wanted)
        except (AttributeError, TypeError, KeyError, OverflowError) as error:
            raise ScenarioError(
                f"{path} says {verb} = {wanted!r}, which cannot be done: see the form in "
                f"docs/planning.md ({error})."
            ) from error
        except ScenarioError as error:
            raise ScenarioError(f"{path}: {error}") from error
    return scenario if name is None else _named(scenario, name, path)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ScenarioError(f"There is no change file 改动文件 {path}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ScenarioError(f"The change file {path} cannot be read: {error}.") from error


def _named(scenario: Scenario, name: str | Mapping[str, str], path: str | Path) -> Scenario:
    """Let one name stand for all that was changed."""
    if isinstance(name, str):
        return attrs.evolve(scenario, told=(Told(name, name),))
    if not isinstance(name, dict) or set(name) != {"zh", "en"}:
        raise ScenarioError(f"The name in {path} needs zh and en, or is one text for both.")
    return attrs.evolve(scenario, told=(Told(name["zh"], name["en"]),))


# --- one verb each ---


def _grow(scenario: Scenario, wanted: Mapping[str, float]) -> Scenario:
    return scenario.grow(**wanted)


def _each(units: str | list[str]) -> list[str]:
    return [units] if isinstance(units, str) else units


def _add_clerk(scenario: Scenario, units: str | list[str]) -> Scenario:
    for unit in _each(units):
        scenario = scenario.add_clerk(unit)
    return scenario


def _remove_clerk(scenario: Scenario, units: str | list[str]) -> Scenario:
    for unit in _each(units):
        scenario = scenario.remove_clerk(unit)
    return scenario


def _add_leave(scenario: Scenario, leaves: list[Mapping[str, Any]]) -> Scenario:
    for leave in leaves:
        scenario = scenario.add_leave(**leave)
    return scenario


def _meet_every(scenario: Scenario, wanted: Mapping[str, Any]) -> Scenario:
    return scenario.meet_every(**wanted)


def _term(scenario: Scenario, wanted: Mapping[str, Mapping[str, int]]) -> Scenario:
    for norm, numbers in wanted.items():
        scenario = scenario.term(norm, **numbers)
    return scenario


def _assume(scenario: Scenario, wanted: Mapping[str, Mapping[str, Any]]) -> Scenario:
    for number, fields in wanted.items():
        scenario = scenario.assume(number, **fields)
    return scenario


VERBS: Mapping[str, Callable[[Scenario, Any], Scenario]] = {
    "grow": _grow,
    "add_clerk": _add_clerk,
    "remove_clerk": _remove_clerk,
    "add_leave": _add_leave,
    "meet_every": _meet_every,
    "term": _term,
    "assume": _assume,
}
"""The keys a change file may have."""
