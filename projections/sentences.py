"""句式 Sentences: how an act's fields are spoken, and the templates they are put into.

The templates are in ``sentences.toml``, which says what its marks mean. Reading order: the book,
pieces of a template, fields.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import attrs

if TYPE_CHECKING:
    from domain.act import Act
    from projections.directory import Directory

WHO: Final = frozenset(
    {
        *("by", "unit", "units", "host", "lead_unit", "assisting_units", "related_units"),
        *("reasons_of", "addressees", "to", "person", "leader", "first", "second", "grantee"),
        *("chair", "convenors", "members", "attendees", "guests", "present", "absent"),
        *("persons", "first_responsible", "found_by", "superior", "allowed_by"),
        "bearer",
    }
)
"""Fields that hold people or organs, and so are spoken by their labels."""
PERSONAL: Final = frozenset({"leave", "entrustment", "integrity"})
"""Kinds whose matters are people (of integrity a year's too, which no chart calls anything)."""
Entry = Mapping[str, str]
"""A text in ``zh`` and ``en``."""


@attrs.frozen(kw_only=True)
class Book:
    """The contents of ``sentences.toml``."""

    templates: Mapping[str, Entry]
    words: Mapping[str, Mapping[str, Entry]]
    capacity: Mapping[str, Entry]
    override: Entry


@lru_cache(maxsize=1)
def book() -> Book:
    """Return the templates and words, read once."""
    text = files("projections").joinpath("sentences.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Book(
        words=table.pop("words"),
        capacity=table.pop("capacity"),
        override=table.pop("override")["reason"],
        templates=table,
    )


# --- pieces ---

_PIECE = re.compile(r"\[(?:([?!])(\w+) )?([^\]]*)\]|([^\[\]]+)")
_FIELD = re.compile(r"\{(\w+)\}")


@attrs.frozen(kw_only=True)
class Piece:
    """A stretch of a template; ``flag`` must be true (``?``) or false (``!``) for it to be said.

    ``parts`` are texts and names of fields in turn, beginning and ending with a text.
    """

    parts: tuple[str, ...]
    optional: bool = False
    sign: str = ""
    flag: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it speaks."""
        return self.parts[1::2]

    def is_said(self, act: Act) -> bool:
        """Say whether an act has what the piece needs."""
        if self.flag and bool(getattr(act, self.flag)) != (self.sign == "?"):
            return False
        return not self.optional or all(is_filled(getattr(act, name)) for name in self.fields)


@lru_cache(maxsize=1024)
def pieces(template: str) -> tuple[Piece, ...]:
    """Return a template taken apart."""
    return tuple(_pieces(template))


def _pieces(template: str) -> Iterator[Piece]:
    for sign, flag, section, plain in _PIECE.findall(template):
        parts = tuple(_FIELD.split(plain or section))
        yield Piece(parts=parts, optional=not plain, sign=sign, flag=flag)


def put(template: str, texts: Mapping[str, str]) -> str:
    """Return a template without optional parts, with texts in the place of its fields."""
    return _FIELD.sub(lambda match: texts[match[1]], template)


@lru_cache(maxsize=1024)
def fields_of(template: str) -> frozenset[str]:
    """Return the fields a template speaks or asks about."""
    named = {name for piece in pieces(template) for name in (*piece.fields, piece.flag)}
    return frozenset(named - {""})


# --- fields ---


def is_filled(value: object) -> bool:
    """Say whether there is something to speak of; 0 and False are something."""
    return value is not None and value not in ("", ())


class Speaker:
    """Speaks the fields of acts, in one zone and by the labels of one directory."""

    def __init__(self, directory: Directory, zone: dt.tzinfo) -> None:
        self._directory = directory
        self._zone = zone

    def fill(self, template: str, act: Act, lang: str, **given: str) -> str:
        """Return a template with an act's fields in it; ``given`` replaces fields by texts."""
        told: list[str] = []
        for piece in pieces(template):
            if not piece.is_said(act):
                continue
            for place, part in enumerate(piece.parts):
                is_field = place % 2
                spoken = given.get(part) or self.field(act, part, lang) if is_field else part
                told.append(spoken)
        return "".join(told)

    def field(self, act: Act, name: str, lang: str) -> str:
        """Return one field of an act as text."""
        named_after = "person" if name == "matter" and act.kind in PERSONAL else name
        return self.text(named_after, getattr(act, name), lang)

    def text(self, name: str, value: Any, lang: str) -> str:
        """Return a value as a field of that name would have it."""
        if not is_filled(value):
            return "（未填）" if lang == "zh" else "(not given)"
        if isinstance(value, tuple):
            between = "、" if lang == "zh" else ", "
            return between.join(self.text(name, one, lang) for one in value)
        return self._single(name, value, lang)

    def _single(self, name: str, value: Any, lang: str) -> str:
        match value:
            case bool():
                return ("否", "是")[value] if lang == "zh" else ("no", "yes")[value]
            case float():
                return f"{value:.2f}"
            case dt.datetime():
                return self.stamp(value)
            case str():
                return self._word(name, value, lang)
        return str(value)

    def stamp(self, moment: dt.datetime) -> str:
        """Return an instant on the local clock, to the minute."""
        return f"{moment.astimezone(self._zone):%Y-%m-%d %H:%M}"

    def _word(self, name: str, value: str, lang: str) -> str:
        words = book().words.get(name, {}).get(value)
        if words is not None:
            return words[lang]
        return self._directory.label(value, lang) if name in WHO else value
