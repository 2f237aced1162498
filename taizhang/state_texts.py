"""现状 States in words: the fields of any matter's state, readable in Chinese or English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import attrs

from domain.act import Act
from domain.roll import Roll
from projections.directory import Directory
from projections.sentences import Speaker, is_filled

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@lru_cache(maxsize=1)
def field_names() -> Mapping[str, str]:
    """Return the Chinese name of every field of a state, from ``state_fields.toml``."""
    text = files("taizhang").joinpath("state_fields.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def state_lines(state: Any, directory: Directory, zone: ZoneInfo, lang: str) -> Iterator[str]:
    """Yield the filled fields of a state, one to a line, parts indented under their whole."""
    yield from _Teller(Speaker(directory, zone), directory, lang).fields(state, "")


@attrs.frozen
class _Teller:
    """Tells values in one language."""

    speaker: Speaker
    directory: Directory
    lang: str

    def fields(self, record: Any, indent: str) -> Iterator[str]:
        for field in attrs.fields(type(record)):
            value = getattr(record, field.name)
            told = tuple(value) if isinstance(value, Roll) else value
            if is_filled(told) and told != {}:
                yield from self.lines(field.name, told, indent)

    def lines(self, name: str, value: Any, indent: str) -> Iterator[str]:
        """Yield one field: on one line where it is plain, else its parts below it."""
        heading = f"{indent}{self.called(name)}"
        colon = "：" if self.lang == "zh" else ": "
        parts = _parts(value)
        if parts is None:
            yield f"{heading}{colon}{self.plain(name, value)}"
            return
        yield f"{heading}{colon}"
        for key, part in parts:
            yield from self.part(key, part, f"{indent}  ")

    def part(self, key: str, part: Any, indent: str) -> Iterator[str]:
        label = self.directory.label(key, self.lang)
        inner = _parts(part)
        if _is_record(part):
            yield f"{indent}{label}" if label else f"{indent}·"
            yield from self.fields(part, f"{indent}  ")
        elif inner is not None:
            yield f"{indent}{label}"
            for below, one in inner:
                yield from self.part(below, one, f"{indent}  ")
        else:
            yield f"{indent}{label} {self.plain(key, part)}".rstrip()

    def called(self, name: str) -> str:
        """Return the name of a field."""
        return field_names().get(name, name) if self.lang == "zh" else name.replace("_", " ")

    def plain(self, name: str, value: Any) -> str:
        """Return a value on one line; an act by what it was, when, and its reference."""
        if isinstance(value, Act):
            gloss = value.zh if self.lang == "zh" else value.en
            return f"{gloss} {self.speaker.stamp(value.occurred_at)} [{value.ref}]"
        return self.speaker.text(name, value, self.lang)


def _is_record(value: Any) -> bool:
    return attrs.has(type(value)) and not isinstance(value, Act)


def _parts(value: Any) -> list[tuple[str, Any]] | None:
    """Return the parts of a value with their keys; None where it is told on one line."""
    if isinstance(value, Mapping):
        return [(str(key), part) for key, part in value.items()]
    if isinstance(value, tuple) and any(attrs.has(type(one)) for one in value):
        return [("", one) for one in value]
    return [("", value)] if _is_record(value) else None
