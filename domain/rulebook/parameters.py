"""参数 Parameters: the numbers the text leaves open (及时, 定期, 限期), dated, in a file.

A parameter without a value is *report-only*: how long it took is told, no lateness is found. Units
are ``working days``, ``calendar days``, ``period`` (``month``, ``quarter``, ``half-year``,
``year``) or ``number``.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import attrs

UNITS: Final = ("working days", "calendar days", "period", "number")


class ParameterError(ValueError):
    """参数文件有误: a parameter file cannot be read as one; the message names file and entry."""


@attrs.frozen
class DatedValue:
    """A value with the day it took effect and where it comes from."""

    since: dt.date
    value: int | str
    reference: str


@attrs.frozen(kw_only=True)
class Parameter:
    """参数: one open number of the text (``20.12.within``), its unit and its values over time."""

    name: str
    zh: str
    en: str
    unit: str
    values: tuple[DatedValue, ...] = ()

    def on(self, day: dt.date) -> int | str | None:
        """Return the value in effect on a day; None where none has been set."""
        begun = [one for one in self.values if one.since <= day]
        return max(begun, key=lambda one: one.since).value if begun else None


Parameters = Mapping[str, Parameter]


def load_parameters(path: Path) -> Parameters:
    """Read a parameter file.

    Raises:
        ParameterError: it is missing, torn, or an entry is incomplete or has an unknown unit.

    """
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as why:
        raise ParameterError(f"{path.name}: 参数文件无法读取 / cannot be read ({why}).") from why
    entries = read.get("parameter", [])
    if not isinstance(entries, list):
        raise ParameterError(f"{path.name}: write each entry as [[parameter]] 请按条目书写.")
    found = [_parameter(entry, path.name) for entry in entries]
    return {one.name: one for one in found}


def _parameter(entry: object, file: str) -> Parameter:
    name = str(entry.get("name", "?")) if isinstance(entry, dict) else "?"
    try:
        assert isinstance(entry, dict)  # noqa: S101 - anything else is said below
        values = tuple(DatedValue(**one) for one in entry.get("values", []))
        made = Parameter(**{**entry, "values": values})
    except (TypeError, AssertionError) as why:
        raise ParameterError(
            f"{file}: 参数 {name!r} needs name, zh, en, unit and values of since, value, reference."
        ) from why
    texts = (made.name, made.zh, made.en)
    if not all(isinstance(one, str) for one in texts):
        raise ParameterError(f"{file}: 参数 {name!r} needs name, zh and en as texts.")
    wrong = made.unit not in UNITS or any(not _fits(one, made.unit) for one in made.values)
    if wrong:
        raise ParameterError(
            f"{file}: 参数 {name!r} has a unit or a value that is none of {UNITS}."
        )
    return made


def _fits(one: DatedValue, unit: str) -> bool:
    if type(one.since) is not dt.date or not isinstance(one.reference, str):  # no instant
        return False
    if unit == "period":
        return one.value in ("month", "quarter", "half-year", "year")
    return isinstance(one.value, int) and not isinstance(one.value, bool) and one.value >= 0
