"""情景文件 Scenario writing: a scenario as the file that `load_scenario` reads again, the same."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from simulations.scenario_numbers import Number

if TYPE_CHECKING:
    from simulations.scenario import LeaderSpec, Scenario, UnitSpec

HEAD = """\
# {zh}  {en}
#
# Every number stands here with its unit and its source: "fitted" gives the days it was fitted to,
# the occasions it rests on (n), its 95 % interval and the method; "assumption" was not fitted:
# nobody measured it, change it and play again; "text" cites the Working Rules.
# 每个数字都注明单位和来源："fitted"为据台账拟合（日期、次数n、95%区间、方法）；"assumption"为假设，
# 未经拟合；"text"为条文规定。
{notes}
"""
PLAIN = ("name", "zh", "en", "government", "rulebook", "calendar")


def scenario_text(scenario: Scenario, notes: tuple[str, ...] = ()) -> str:
    """Return a scenario as the text of a TOML file; ``notes`` are added to its head.

    Planned leaves and assumed terms are changes of a scenario and no part of its file.
    """
    lines = [HEAD.format(zh=scenario.zh, en=scenario.en, notes=_comments(notes)).rstrip(), ""]
    lines += [f"{name} = {_quoted(getattr(scenario, name))}" for name in PLAIN]
    lines += [f"{name} = {getattr(scenario, name)}" for name in ("first_day", "last_day")]
    groups: dict[str, list[str]] = defaultdict(list)
    for name, number in scenario.numbers.items():
        group, _, key = name.partition(".")
        groups[group].append(f"{key} = {_number(number)}")
    for group, entries in groups.items():
        lines += ["", f"[{group}]", *entries]
    for unit in scenario.units:
        lines += ["", "[[unit]]", *_unit(unit)]
    for leader in scenario.leaders:
        lines += ["", "[[leader]]", *_leader(leader)]
    return "\n".join(lines) + "\n"


def _comments(notes: tuple[str, ...]) -> str:
    return "\n".join(f"# {note}" for note in ("", *notes)) if notes else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(number: Number) -> str:
    filled = ((name, getattr(number, name)) for name in _VALUES)
    parts = [f"{name} = {_value(value)}" for name, value in filled if value not in (None, ())]
    parts += [f"unit = {_quoted(number.unit)}", f"source = {_quoted(number.source)}"]
    return "{ " + ", ".join(parts) + " }"


_VALUES = ("names", "value", "values", "low", "mode", "high", "median", "p90")


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _unit(unit: UnitSpec) -> Iterator[str]:
    for field in attrs.fields(type(unit)):
        value = getattr(unit, field.name)
        if field.name != "weight" or value != unit.clerks:
            yield f"{field.name} = {_value(value)}"


def _leader(leader: LeaderSpec) -> Iterator[str]:
    for field in attrs.fields(type(leader)):
        yield f"{field.name} = {_value(getattr(leader, field.name))}"
