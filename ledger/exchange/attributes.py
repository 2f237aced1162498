"""属性 Attributes: what an act carries, as the plain typed values that process logs know.

Reading order: kinds of value, an act's own fields, every act's fields, the things an act is about.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, get_type_hints

import attrs
import msgspec

from domain.act import Act, act_class, all_acts

Attribute = tuple[str, object]
"""A name and a bool, int, float, aware datetime or text."""

STRING, TIME, INTEGER, FLOAT, BOOLEAN = "string", "time", "integer", "float", "boolean"
_KINDS: Final = {dt.datetime: TIME, int: INTEGER, float: FLOAT, bool: BOOLEAN}
COMMON: Final = (
    ("zh", STRING), ("en", STRING), ("position", INTEGER), ("place", INTEGER),
    ("recorded_at", TIME), ("source_recorded_at", TIME), ("capacity", STRING), ("cause", STRING),
    ("override", STRING), ("source", STRING),
)  # fmt: skip
"""What every act may carry beside its name, matter, instant and actor, with its kind."""
_BASE: Final = frozenset(field.name for field in attrs.fields(Act))

# --- an act's own fields ---


@cache
def own_fields(name: str) -> tuple[tuple[str, str], ...]:
    """Return the own fields of the acts of a permanent name, with their kinds, in order.

    A field that bears the name of one of ``COMMON`` is called ``own_`` and its name.
    """
    mixed = _mixed()
    return tuple(
        (_called(field), STRING if field in mixed else kind)
        for field, kind in _kinds_of(act_class(name))
    )


@cache
def _mixed() -> frozenset[str]:
    """Return the fields that are of one kind in some acts and of another in others.

    Process logs have one column a name, so these are text everywhere.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for cls in all_acts().values():
        for name, kind in _kinds_of(cls):
            known[name].add(kind)
    return frozenset(name for name, kinds in known.items() if len(kinds) > 1)


def _kinds_of(cls: type[Act]) -> list[tuple[str, str]]:
    hints = get_type_hints(cls)
    names = (field.name for field in attrs.fields(cls) if field.name not in _BASE)
    return [(name, _kind(hints[name])) for name in names]


def _called(name: str) -> str:
    return f"own_{name}" if name in dict(COMMON) else name


def _kind(hint: Any) -> str:
    parts = {part for part in getattr(hint, "__args__", (hint,)) if part is not type(None)}
    return _KINDS.get(parts.pop(), STRING) if len(parts) == 1 else STRING


def own(act: Act) -> Iterator[Attribute]:
    """Yield the own fields of an act that hold something."""
    for name, kind in own_fields(act.name):
        value = getattr(act, name.removeprefix("own_") if name.startswith("own_") else name)
        if value not in (None, "", ()):
            yield name, value if kind != STRING else text_of(value)


def text_of(value: object) -> str:
    """Return a value as text: a list by semicolons, a day as in ISO 8601, a record as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return msgspec.json.encode(value).decode()


# --- every act's fields ---


def common(position: int, act: Act) -> Iterator[Attribute]:
    """Yield what every act may carry, where it does (see ``COMMON``)."""
    yield from (("zh", act.zh), ("en", act.en), ("position", position))
    yield from (("place", act.originator_version), ("recorded_at", act.recorded_at))
    if act.source_recorded_at is not None:
        yield "source_recorded_at", act.source_recorded_at
    for name in ("capacity", "cause", "source"):
        if text := getattr(act, name):
            yield name, text
    if act.override is not None:
        yield "override", msgspec.json.encode(attrs.asdict(act.override)).decode()


# --- the things an act is about ---

ACTOR, ORGAN = "actor", "organ"
_THINGS: Final = {
    **dict.fromkeys(("unit", "lead_unit", "units", "assisting_units", "related_units"), ORGAN),
    **dict.fromkeys(("host", "responsible", "departments", "streets", "issuers"), ORGAN),
    **dict.fromkeys(("leader", "leaders", "chair", "convenors", "present", "absent"), ACTOR),
    **dict.fromkeys(("person", "grantee", "bearer", "signed_by"), ACTOR),
    **dict.fromkeys(("topic", "document", "meeting", "consultation"), ""),  # matters of that kind
}


def things(act: Act) -> Iterator[tuple[str, str, str]]:
    """Yield what an act relates to as ``(qualifier, type, id)``: each qualifier and id once.

    Its matter, who did it, the matter of the act that caused it, and the organs, people and matters
    that its own fields name.
    """
    seen = set()
    for qualifier, type_, name in _things(act):
        if name and (qualifier, type_, name) not in seen:
            seen.add((qualifier, type_, name))
            yield qualifier, type_, name


def _things(act: Act) -> Iterator[tuple[str, str, str]]:
    yield "matter", act.kind, act.matter
    yield "by", ACTOR, act.by
    if act.cause:
        kind, _, rest = act.cause.partition(":")
        yield "cause", kind, rest.rpartition("#")[0]
    for name, _ in own_fields(act.name):
        if name in _THINGS and name != act.kind:
            value = getattr(act, name)
            for one in (value,) if isinstance(value, str) else value:
                yield name, _THINGS[name] or name, one
