"""编码 Codec: an act as the bytes that are stored, and back.

What is stored is the JSON of an act's fields without those at their default. What is read is held
to the same shape: a field of another type, a time without its zone, or a field that the act does
not have is refused, never dropped. The same act gives the same bytes, always.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
import types
from collections import defaultdict
from collections.abc import Callable
from functools import reduce
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
import msgspec
from cattrs.gen import make_dict_unstructure_fn
from cattrs.preconf.msgspec import make_converter

from domain.act import Act, act_class, all_acts
from ledger.errors import LedgerError

AWARE = Annotated[dt.datetime, msgspec.Meta(tz=True)]
Restore = Callable[[Any], Any]

_converter = make_converter()
_converter.register_unstructure_hook_factory(
    attrs.has,
    lambda cls: make_dict_unstructure_fn(cls, _converter, _cattrs_omit_if_default=True),
)
_to_json = msgspec.json.Encoder().encode


@attrs.frozen
class Codec:
    """How one class of act is written and read.

    Attributes:
        write: act to bytes; raises what cattrs and msgspec raise on a value of the wrong type.
        read: bytes to act; raises ``msgspec.ValidationError`` or ``msgspec.DecodeError``.

    """

    write: Callable[[Act], bytes]
    read: Callable[[bytes], Act]


# --- shapes ---


def form(cls: type) -> type[msgspec.Struct]:
    """Return the strict shape of an attrs class: the same fields, and no others.

    msgspec reads attrs classes too, but forbids unknown fields only to its own structs.
    """
    hints = get_type_hints(cls)
    fields = [(f.name, _stored(hints[f.name]), _default(f)) for f in attrs.fields(cls)]
    return msgspec.defstruct(
        cls.__name__, fields, kw_only=True, forbid_unknown_fields=True, gc=False
    )


def _default(field: attrs.Attribute[Any]) -> Any:
    if field.default is attrs.NOTHING:
        return msgspec.field()
    factory = getattr(field.default, "factory", None)  # set where the default is made anew
    if factory is not None:
        return msgspec.field(default_factory=factory)
    return msgspec.field(default=field.default)


def _stored(hint: Any) -> Any:
    """Return the type a field is read as: times must be aware, nested records keep their shape."""
    if hint is dt.datetime:
        return AWARE
    if attrs.has(hint):
        return form(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if not parts or origin is Literal:
        return hint
    if origin in {Union, types.UnionType}:
        return reduce(operator.or_, map(_stored, parts))
    return origin[tuple(map(_stored, parts))]


def _restore(hint: Any) -> Restore | None:
    """Return how to turn the read value of a field into the record it was; None where it is one.

    Raises:
        TypeError: the field nests records in a way no act has needed yet.

    """
    if attrs.has(hint):
        return _rebuild(hint)
    origin, parts = get_origin(hint), get_args(hint)
    nested = [found for part in parts if (found := _restore(part)) is not None]
    if not nested or origin is Literal:
        return None
    [one, *others] = nested
    if others or origin not in {Union, types.UnionType, tuple}:
        raise TypeError(f"An act cannot hold {hint}: nest one record, or a tuple of one kind.")
    if origin is tuple:
        return lambda values: tuple(map(one, values))
    return lambda value: None if value is None else one(value)


_RECURRING: defaultdict[str, dict[str, str]] = defaultdict(dict)
"""The texts that recur, by the field they stand in: who acts, in which unit, in what capacity. A
million acts name the same hundred people, and what is kept of the acts shares their names."""
_OWN = frozenset({"matter", "source", "cause"})
"""What is an act's own, and so is not looked for among the texts that recur."""
_FEW = 1000
"""How many texts of a field are kept to be shared: one with more names matters, not people."""


_latest = [dt.datetime(1970, 1, 1, tzinfo=dt.UTC)]
"""The instant of the act read last: of many at one instant, it is kept once."""
_WHEN, _LEARNT = map(list(attrs.fields_dict(Act)).index, ("occurred_at", "recorded_at"))


def _rebuild(cls: type) -> Restore:
    """Return how to turn the form of a class into an instance of it."""
    astuple, made = msgspec.structs.astuple, _maker(cls)
    hints = get_type_hints(cls)
    names = [field.name for field in attrs.fields(cls)]
    texts = [
        (place, _RECURRING[name])
        for place, name in enumerate(names)
        if hints[name] is str and name not in _OWN
    ]
    nested = [(n, found) for n, name in enumerate(names) if (found := _restore(hints[name]))]
    dated = issubclass(cls, Act)

    def rebuild(read: Any) -> Any:
        values = list(astuple(read))
        for place, known in texts:
            text = values[place]
            if text in known:
                values[place] = known[text]
            elif len(known) < _FEW:
                known[text] = text
        for place, restore in nested:
            if values[place] is not None:
                values[place] = restore(values[place])
        if dated:
            when, learnt = values[_WHEN], values[_LEARNT]
            before = _latest[0]
            if when.tzinfo is before.tzinfo and when == before:
                when = values[_WHEN] = before  # much happens at once: one meeting, one registry
            else:
                _latest[0] = when
            if learnt.tzinfo is when.tzinfo and learnt == when:
                values[_LEARNT] = when  # recorded at once, as in a simulation: kept once
        return made(values)

    return rebuild


def _maker(cls: type) -> Callable[[list[Any]], Any]:
    """Return how an instance is made of its values, in the order of its fields.

    What was read has been checked, so its slots are set without its constructor, in two thirds of
    the time; a class that checks or converts of itself keeps its constructor.
    """
    fields = attrs.fields(cls)
    checked = any(f.validator or f.converter or not f.init for f in fields)
    if checked or hasattr(cls, "__attrs_post_init__") or "__slots__" not in vars(cls):
        return lambda values: cls(**{f.alias: v for f, v in zip(fields, values, strict=True)})
    new, setters = object.__new__, [getattr(cls, field.name).__set__ for field in fields]

    def made(values: list[Any]) -> Any:
        instance: Any = new(cls)
        for put, value in zip(setters, values, strict=True):
            put(instance, value)
        return instance

    return made


# --- codecs ---

_NUL = rb"\u0000"


def _holds_nul(state: bytes) -> bool:
    """Say whether a JSON text escapes U+0000, and not a backslash before those letters."""
    return re.search(rb"(?<!\\)(?:\\\\)*\\u0000", state) is not None


def codec(cls: type[Act]) -> Codec:
    """Return the codec of a class of act.

    Raises:
        LedgerError: the class has no permanent name of its own.

    """
    if all_acts().get(cls.name) is not cls:
        raise LedgerError(f"{cls.__qualname__} has no permanent name 行为名称: add @recorded_as.")
    unstructure = _converter.get_unstructure_hook(cls)
    shape = msgspec.json.Decoder(form(cls), strict=True).decode
    rebuild = _rebuild(cls)

    def write(act: Act) -> bytes:
        state = _to_json(unstructure(act))
        if _NUL in state and _holds_nul(state):
            raise ValueError("it holds the character U+0000, which no database keeps as text")
        shape(state)  # what is written can be read back: an append-only row cannot be mended
        return state

    return Codec(write=write, read=lambda state: rebuild(shape(state)))


class Codecs(dict[type[Act], Codec]):
    """The codec of every class met so far; a plain lookup after the first time."""

    def __missing__(self, cls: type[Act]) -> Codec:
        """Add the codec of a class."""
        made = self[cls] = codec(cls)
        return made


class Readers(dict[str, Callable[[bytes], Act]]):
    """The reader of every permanent name met so far; a plain lookup after the first time."""

    def __missing__(self, name: str) -> Callable[[bytes], Act]:
        """Add the reader of a name (``domain.act.UnknownActError`` where there is none)."""
        reader = self[name] = CODECS[act_class(name)].read
        return reader


CODECS, READERS = Codecs(), Readers()


def encode(act: Act) -> bytes:
    """Return the bytes of an act.

    Raises:
        LedgerError: it has no permanent name, or a field holds what its type does not allow.

    """
    try:
        return CODECS[type(act)].write(act)
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError) as why:
        raise LedgerError(
            f"{act.ref} {act.zh} {act.name} cannot be stored: {why}. Correct the field and record "
            "it again."
        ) from why


def unreadable(place: str, name: str, why: Exception) -> LedgerError:
    """Return the error for a stored act that does not fit what this version knows."""
    return LedgerError(
        f"The act {place} ({name}) cannot be read: {why}. It was written by another version of "
        "taizhang, or altered: check the version, then prove the ledger."
    )
