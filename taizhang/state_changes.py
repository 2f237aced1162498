"""现状变化 State changes: which fields of a matter's state differ between two looks, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from domain.act import Act
from domain.roll import Roll
from projections.directory import Directory
from projections.sentences import Speaker, is_filled
from taizhang.state_texts import field_names

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Text = tuple[str, str]
"""The same in Chinese and in English."""
_LANGS = ("zh", "en")
_NOTHING = object()
_COUNTED = frozenset({"version", "matter"})
"""Fields that say nothing of their own: how many acts there are, and whose state it is."""


@attrs.frozen(kw_only=True)
class FieldChange:
    """字段变化: one field that differs; empty text is nothing. ``path`` leads into its parts."""

    path: Text
    before: Text
    after: Text


def field_changes(
    before: Any, after: Any, directory: Directory, zone: ZoneInfo
) -> Iterator[FieldChange]:
    """Yield what differs between two states of one matter, None where there was none yet.

    Args:
        before: the state at the first look.
        after: the state at the second.
        directory: what people and organs are called.
        zone: on whose clock instants are told.

    """
    yield from _Comparison(directory, Speaker(directory, zone)).of(before, after, ((), ()), "")


Path = tuple[tuple[str, ...], tuple[str, ...]]


@attrs.frozen
class _Comparison:
    directory: Directory
    speaker: Speaker

    def of(self, before: Any, after: Any, path: Path, name: str) -> Iterator[FieldChange]:
        if _filled(before) == _filled(after):
            return
        parts, others = _parts(before), _parts(after)
        if parts is None or others is None:
            yield FieldChange(
                path=(" / ".join(path[0]), " / ".join(path[1])),
                before=self.told(name, before),
                after=self.told(name, after),
            )
            return
        for key in dict.fromkeys((*parts, *others)):
            step = self.step(key, is_field=_is_record(before) or _is_record(after))
            below = ((*path[0], step[0]), (*path[1], step[1]))
            yield from self.of(parts.get(key), others.get(key), below, key)

    def step(self, key: str, *, is_field: bool) -> Text:
        if is_field:
            return field_names().get(key, key), key.replace("_", " ")
        return self.directory.label(key, "zh"), self.directory.label(key, "en")

    def told(self, name: str, value: Any) -> Text:
        zh, en = (self.text(name, value, lang) for lang in _LANGS)
        return zh, en

    def text(self, name: str, value: Any, lang: str) -> str:
        """Return a value on one line, empty for none."""
        if not is_filled(_filled(value)):
            return ""
        if isinstance(value, Act):
            gloss = value.zh if lang == "zh" else value.en
            return f"{gloss} {self.speaker.stamp(value.occurred_at)} [{value.ref}]"
        if isinstance(value, (tuple, frozenset)):
            between = "、" if lang == "zh" else ", "
            return between.join(self.text(name, one, lang) for one in value)
        return self.speaker.text(name, value, lang)


def _filled(value: Any) -> Any:
    """Return a value such that all ways of having nothing are alike."""
    if isinstance(value, Roll):
        value = tuple(value)
    return None if value is None or value in ("", (), {}, frozenset()) else value


def _is_record(value: Any) -> bool:
    return attrs.has(type(value)) and not isinstance(value, Act)


def _parts(value: Any) -> Mapping[str, Any] | None:
    """Return the parts of a value by name, none of nothing; None where it is told on one line."""
    value = _filled(value)
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {str(key): part for key, part in value.items()}
    if isinstance(value, tuple) and any(_is_record(one) for one in value):
        return {str(place): part for place, part in enumerate(value, 1)}
    if not _is_record(value):
        return None
    names = (field.name for field in attrs.fields(type(value)) if field.name not in _COUNTED)
    return {name: getattr(value, name) for name in names}
