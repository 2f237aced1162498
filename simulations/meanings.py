"""所指 Meanings: which unit, leader, number or kind of matter a word of a planner means.

Reading order: words, kinds of matter and numbers, days, units and leaders.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from simulations.scenario_numbers import Number, ScenarioError

RATE = "per_working_day"
"""How the numbers end that say how many matters of a kind arrive."""
VOLUME = "volume"
"""All kinds of matter together."""
KINDS_ZH = {
    VOLUME: "全部业务量",
    "submissions": "报文",
    "documents": "发文",
    "special_meetings": "专题会议",
    "study_meetings": "学习会",
    "superior_meetings": "上级会议",
    "instructions": "领导批示",
    "directives": "上级来文",
    "grassroots_visits": "基层走访",
    "problems": "督办问题",
    "proposals": "建议提案",
    "petitions": "信访",
    "requests": "依申请公开",
    "clues": "舆情线索",
    "services": "服务事项",
    "outreach_visits": "调研",
}
"""What the kinds of matter are called; one that is missing goes by its own word."""
WORDS = ("unit", "source")
"""What a number says of itself, beside its values."""
MEETINGS = {"executive": "常务会议", "regular": "例会"}


def word_of(rate: str) -> str:
    """Return what the matters of a rate are called: the number's own word, else its group's."""
    group, _, name = rate.partition(".")
    word = name.removesuffix(RATE).rstrip("_")
    if not word or group == "meetings":
        return f"{word}_{group}".strip("_")
    return word


def scaled(number: Number, factor: float) -> Number:
    """Return a number whose value is multiplied."""
    return attrs.evolve(number, value=(number.value or 0.0) * factor)


def assumed(name: str, was: Number, fields: Mapping[str, Any]) -> Number:
    """Return a number with other fields of those it has, if it can still be drawn from."""
    has = {one: old for one, old in attrs.asdict(was).items() if old not in (None, ())}
    for field, given in fields.items():
        old = has.get(field)
        listed = isinstance(old, tuple)
        fits = isinstance(given, (list, tuple)) if listed else _is_number(given)
        if field in WORDS or old is None or not fits:
            there = ", ".join(f"{name}.{one} = {has[one]}" for one in has if one not in WORDS)
            raise ScenarioError(f"{name} cannot have {field} = {given!r}: it has {there}.")
    kept: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
    changed: Number = attrs.evolve(was, **kept).assumed()
    if name.rpartition(".")[2].startswith("share") and not 0 <= (changed.value or 0.0) <= 1:
        raise ScenarioError(f"{name} is a share 比例: give a number from 0 to 1.")
    return changed


def _is_number(given: Any) -> bool:
    return isinstance(given, (int, float)) and math.isfinite(given)


def day_of(given: dt.date | str) -> dt.date:
    """Return a day given as one or as ISO text."""
    try:
        return dt.date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise ScenarioError(f"{given!r} is no day 日期: write one such as 2019-09-30.") from None


def meant(given: str, among: Iterable[Any], what: str, scenario: str) -> Any:
    """Return the one unit or leader of an id, a name, or a part of a name that is its alone."""
    listed = list(among)
    wanted = given.strip().casefold()
    for spec in listed:
        if wanted in {spec.id.casefold(), spec.zh, spec.en.casefold()}:
            return spec
    found = [one for one in listed if wanted and (wanted in one.en.casefold() or wanted in one.zh)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.id} {one.zh}" for one in found or listed)
    raise ScenarioError(
        f"{given!r} could be several of {scenario}: say which, {names}."
        if found
        else f"{scenario} has no {what} {given!r}: choose one of {names}."
    )


def unknown(what: str, there: Iterable[str], scenario: str) -> str:
    """Return the sentence for what a scenario does not have, with what it has."""
    return f"{scenario} has no {what}: choose one of {', '.join(there)}."
