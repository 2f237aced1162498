"""情景的键 Scenario keys: what a key of a scenario file may hold, by the classes it fills."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, Final, get_type_hints

import attrs
import msgspec

from simulations.scenario_numbers import ScenarioError

MOST_SHOWN: Final = 40
"""Characters of a wrong value that an error repeats."""


def check(
    cls: type[Any], entry: Mapping[str, Any], where: str, left_out: frozenset[str] = frozenset()
) -> None:
    """Refuse a key of a file that is unknown, missing, or holds a value of another type.

    Raises:
        ScenarioError: it names the key, and the unit, leader or number it stands in.

    """
    hints = get_type_hints(cls)
    known = {one.name: one for one in attrs.fields(cls) if one.name not in left_out}
    for key in entry:
        if key not in known:
            raise ScenarioError(f"{where}there is no key {key!r}; known are {', '.join(known)}.")
    for key, field in known.items():
        if key in entry:
            _check_type(hints[key], entry[key], f"{where}{key}")
        elif field.default is attrs.NOTHING:
            raise ScenarioError(f"{where}{key} is missing.")


def _check_type(hint: Any, value: Any, key: str) -> None:
    try:
        msgspec.convert(value, hint, builtin_types=(dt.date, dt.datetime, dt.time))
    except msgspec.ValidationError as why:
        said = str(why).replace("`", "").partition(" - at")[0]
        raise ScenarioError(
            f"{key} = {_as_written(value)} is of the wrong type 类型不符: {said}."
        ) from None
    for one in value if isinstance(value, list) else (value,):
        if isinstance(one, float) and not math.isfinite(one):
            raise ScenarioError(f"{key} = {_as_written(value)} is no number 不是数.")


def _as_written(value: Any) -> str:
    """Return a value as a file may have it, cut short."""
    text = repr(value) if isinstance(value, str | float | list | dict) else str(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
