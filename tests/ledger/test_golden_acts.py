"""Every stored shape is permanent: tests/golden/acts.json pins the fields of every act.

After adding an act, or a field with a default, write the new shapes and commit them with it:

    TAIZHANG_GOLDEN=write python -m pytest tests/ledger/test_golden_acts.py

Anything else (a name gone, a field renamed, retyped, made required, or with another default) would
leave stored acts unreadable or change what they say; writing refuses it. Give the act a new name.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import pkgutil
import types
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest

import domain
from domain.act import all_acts
from domain.world import AGGREGATES

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "acts.json"
WRITING = os.environ.get("TAIZHANG_GOLDEN") == "write"
WORDS = {
    str: "text", int: "integer", float: "number", bool: "yes or no", type(None): "nothing",
    dt.date: "day", dt.datetime: "instant",
}  # fmt: skip

Shape = dict[str, Any]
"""The fields of a record: name to ``[type]``, or ``[type, default]``."""


def in_words(hint: Any) -> Any:
    """Say a field's type without a word of Python in it; a nested record is its own shape."""
    origin, parts = get_origin(hint), get_args(hint)
    if attrs.has(hint):
        return shape_of(hint)
    if origin in {Union, types.UnionType}:
        return {"one of": [in_words(part) for part in parts]}
    if origin is tuple and parts[-1] is Ellipsis:
        return {"list of": in_words(parts[0])}
    if origin is tuple:
        return {"row of": [in_words(part) for part in parts]}
    return WORDS[hint]


def shape_of(cls: type) -> Shape:
    """Return the stored shape of an attrs class."""
    hints, shape = get_type_hints(cls), {}
    for field in attrs.fields(cls):
        default = [] if field.default is attrs.NOTHING else [field.default]
        shape[field.name] = [in_words(hints[field.name]), *default]
    return shape


def shapes() -> dict[str, Shape]:
    """Return the shape of every registered act, as JSON would hold it."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    made = {name: shape_of(cls) for name, cls in all_acts().items()}
    as_json: dict[str, Shape] = json.loads(json.dumps(made))
    return as_json


def broken(old: dict[str, Shape], new: dict[str, Shape]) -> list[str]:
    """Return what would hurt acts already stored: anything but new acts and optional fields."""
    hurt = [f"{name} is gone" for name in old if name not in new]
    for name, shape in new.items():
        before = old.get(name, shape)
        hurt += [f"{name}.{key}" for key in before if shape.get(key) != before[key]]
        hurt += [f"{name}.{key}" for key in shape if key not in before and len(shape[key]) == 1]
    return hurt


def test_no_stored_shape_has_changed() -> None:
    """Every act has the shape its stored rows were written in."""
    old = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    new = shapes()
    assert broken(old, new) == [], "stored acts could no longer be read: give the act a new name"
    if WRITING:
        text = json.dumps(new, ensure_ascii=False, indent=1, sort_keys=True)
        GOLDEN.write_text(text + "\n", encoding="utf-8")
    else:
        fresh = sorted(name for name in new if new[name] != old.get(name))
        assert fresh == [], "not pinned yet: see this module's first lines"


def test_the_guard_sees_every_kind_of_damage() -> None:
    """A name gone, a field gone, retyped, redefaulted or newly required is damage; others not."""
    old = {"a.done": {"x": ["text"], "y": ["day", None]}}
    assert broken(old, {}) == ["a.done is gone"]
    assert broken(old, {"a.done": {"y": ["day", None]}}) == ["a.done.x"]
    assert broken(old, {"a.done": {"x": ["day"], "y": ["day", None]}}) == ["a.done.x"]
    assert broken(old, {"a.done": {"x": ["text"], "y": ["day", ""]}}) == ["a.done.y"]
    assert broken(old, {"a.done": {**old["a.done"], "z": ["text"]}}) == ["a.done.z"]
    grown = {"a.done": {**old["a.done"], "z": ["text", ""]}, "b.done": {}}
    assert broken(old, grown) == []


@pytest.mark.parametrize("name", sorted(all_acts()))
def test_every_act_belongs_to_a_kind_that_can_be_folded(name: str) -> None:
    """The kind in an act's permanent name has an aggregate, or the act could not be recorded."""
    assert name.partition(".")[0] in AGGREGATES
