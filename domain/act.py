"""行为 Act: the immutable fact everything else is rebuilt from, and the register of names.

Reading order: identity, the base act, the register of names, lookups.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, TypeVar
from uuid import UUID, uuid5

import attrs

NAMESPACE = UUID("7f0c6d0e-2c0b-5d9e-9c86-6a1d0b0a8f19")
"""The uuid5 namespace of every stream; permanent, since stream ids are stored."""


@lru_cache(maxsize=65_536)
def stream_id(kind: str, matter: str) -> str:
    """Return the id of the stream of one matter: uuid5 of its kind and business number.

    The same file is therefore the same stream in any ledger (RFC 9562, version 5).
    """
    return str(uuid5(NAMESPACE, f"{kind}:{matter}"))


@lru_cache(maxsize=4096)
def about(kind: str, matter: str) -> str:
    """Return how a matter is named beside others: ``document:D2019-00012``.

    Remembered, so that what rests on the acts of one matter shares one text.
    """
    return f"{kind}:{matter}"


_set = object.__setattr__  # a frozen class's own refuses


@attrs.frozen(kw_only=True)
class Override:
    """强行通过: a gate was overridden; who allowed it and why is part of the record."""

    norms: tuple[str, ...]
    reason: str
    allowed_by: str


class Referable:
    """可引用: has a reference, which is put together once and shared by all that rests on it."""

    __slots__ = ("_ref",)
    _ref: str


@attrs.frozen(kw_only=True)
class Act(Referable):
    """行为: one governance act, as it happened and as the ledger learnt of it.

    Attributes:
        matter: business number of the matter, unique within its kind (``D2019-00012``).
        occurred_at: when it happened, timezone-aware.
        recorded_at: when the ledger learnt of it, timezone-aware; stamped once.
        by: the accountable person or organ, by its id.
        originator_version: place in the matter's stream, from 1; 0 while not yet placed.
        capacity: in which capacity, ``basis:of`` (see ``domain.capacity``); empty for an organ.
        source_recorded_at: when the source of an imported act had registered it.
        source: file and line an imported act was read from.
        cause: reference of the act that led to this one.
        override: set where a gate was overridden.

    """

    name: ClassVar[str] = ""
    kind: ClassVar[str] = ""
    zh: ClassVar[str] = ""
    en: ClassVar[str] = ""

    matter: str
    occurred_at: dt.datetime
    recorded_at: dt.datetime
    by: str
    originator_version: int = 0
    capacity: str = ""
    source_recorded_at: dt.datetime | None = None
    source: str = ""
    cause: str = ""
    override: Override | None = None

    @property
    def originator_id(self) -> str:
        """The stream this act belongs to."""
        return stream_id(self.kind, self.matter)

    @property
    def ref(self) -> str:
        """A short reference a person can follow: ``kind:matter#version``."""
        ref: str | None = getattr(self, "_ref", None)  # an exception would cost thrice as much
        if ref is None:
            ref = f"{self.kind}:{self.matter}#{self.originator_version}"
            _set(self, "_ref", ref)
        return ref

    @property
    def about(self) -> str:
        """Its matter as it is named beside others: ``kind:matter``."""
        return about(self.kind, self.matter)


MOST_DIGITS = 18
"""Digits of the greatest position or version: what 64 bits hold in any database."""


def is_count(text: str) -> bool:
    """Say whether a text is a position or a version: digits, and not too many of them."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def read_ref(ref: str) -> tuple[str, str, int] | None:
    """Return kind, matter and version of a reference as ``Act.ref`` gives it; None for no such."""
    matter, _, version = ref.rpartition("#")
    kind, colon, number = matter.partition(":")
    if not (colon and number and is_count(version)):
        return None
    return kind, number, int(version)


AnyAct = TypeVar("AnyAct", bound=Act)
_register: dict[str, type[Act]] = {}


def recorded_as(name: str, *, zh: str, en: str) -> Callable[[type[AnyAct]], type[AnyAct]]:
    """Give an act class its permanent stored name ``kind.verb`` and its gloss in both languages.

    Raises:
        ValueError: the name is taken; names are never reused.

    """

    def register(cls: type[AnyAct]) -> type[AnyAct]:
        if name in _register:
            raise ValueError(f"The act name {name!r} is taken by {_register[name].__qualname__}.")
        cls.name, cls.kind, cls.zh, cls.en = name, name.partition(".")[0], zh, en
        _register[name] = cls
        return cls

    return register


class UnknownActError(LookupError):
    """An act name that no class is registered for."""


def act_class(name: str) -> type[Act]:
    """Return the class recorded under a permanent name.

    Raises:
        UnknownActError: nothing is registered under that name.

    """
    try:
        return _register[name]
    except KeyError:
        raise UnknownActError(
            f"Unknown act 未知行为 {name!r}: `taizhang acts` lists the {len(_register)} known acts."
        ) from None


def all_acts() -> Mapping[str, type[Act]]:
    """Return every registered act class by its permanent name, in order of registration."""
    return MappingProxyType(_register)
