"""记述 Narrative: the audit trail, one sentence per act, in Chinese and in English.

Reading order: the sentence, the narrator, the frame. Acts come in order, so that people and organs
are called as they were by then; whom no act has named is called by his id.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from domain.act import Act
from domain.capacity import AB_PARTNER, HOLDER, split
from projections.directory import SHANGHAI, Directory
from projections.sentences import Speaker, book, fields_of, is_filled, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    import pandas as pd

    from projections.source import Source

COLUMNS: Final = ("occurred_at", "recorded_at", "ref", "act", "by", "zh", "en")
_OF: Final = {HOLDER: "post", AB_PARTNER: "leader"}
"""As which field the second half of a capacity is spoken."""
_BREAKS: Final = re.compile(r"[\r\n\t]+")
_COMMON: Final = frozenset(field.name for field in attrs.fields(Act))


@attrs.frozen(kw_only=True)
class Sentence:
    """一句: what one act says, and where to find it.

    ``zh`` and ``en`` begin with the local time at which it happened; ``ref`` leads to the act.
    """

    occurred_at: dt.datetime
    recorded_at: dt.datetime
    ref: str
    act: str
    by: str
    zh: str
    en: str


class Narrator:
    """Tells acts one by one."""

    def __init__(self, zone: ZoneInfo = SHANGHAI, directory: Directory | None = None) -> None:
        self._directory = directory or Directory()
        self._speaker = Speaker(self._directory, zone)

    def feed(self, act: Act) -> Sentence:
        """Take in the next act and tell it; a directory given at the start already knows labels."""
        self._directory.feed(act)
        return self.tell(act)

    def tell(self, act: Act) -> Sentence:
        """Tell an act by what is known already, taking nothing in."""
        stamp = self._speaker.stamp(act.occurred_at)
        return Sentence(
            occurred_at=act.occurred_at,
            recorded_at=act.recorded_at,
            ref=act.ref,
            act=act.name,
            by=act.by,
            zh=f"{stamp} {self._told(act, 'zh')}。",
            en=f"{stamp} {self._told(act, 'en')}.",
        )

    def label(self, who: str) -> tuple[str, str]:
        """Return how a person or organ is called, in Chinese and English; the id where unknown."""
        return self._directory.label(who, "zh"), self._directory.label(who, "en")

    @property
    def labels(self) -> dict[str, tuple[str, str]]:
        """What organs and people are called, by id."""
        return dict(self._directory.labels)

    def _told(self, act: Act, lang: str) -> str:
        template = book().templates.get(act.name)
        clause = self._clause(template[lang], act, lang) if template else self._plain(act, lang)
        if clause.startswith("the "):  # only a label can begin so
            clause = f"T{clause[1:]}"
        return _BREAKS.sub(" ", clause + self._override(act, lang))

    def _clause(self, template: str, act: Act, lang: str) -> str:
        who = self._who(act, lang)
        clause = self._speaker.fill(template, act, lang, by=who)
        fields = fields_of(template)
        told = any(getattr(act, name) == act.by for name in fields if name != "by")
        if "by" in fields or (told and not act.capacity):
            return clause
        return f"{clause}（经办：{who}）" if lang == "zh" else f"{clause} (by {who})"

    def _plain(self, act: Act, lang: str) -> str:
        """Tell an act that has no template by its gloss and whatever it carries."""
        own = [field.name for field in attrs.fields(type(act)) if field.name not in _COMMON]
        filled = [name for name in own if is_filled(getattr(act, name))]
        parts = [f"{name}={self._speaker.field(act, name, lang)}" for name in filled]
        who, matter = self._who(act, lang), self._speaker.field(act, "matter", lang)
        if lang == "zh":
            return f"{who}：{act.zh} {matter}" + (f"（{'；'.join(parts)}）" if parts else "")
        return f"{who}: {act.en}, {matter}" + (f" ({'; '.join(parts)})" if parts else "")

    def _who(self, act: Act, lang: str) -> str:
        """Return the accountable person or organ, and in which capacity it acted."""
        who = self._speaker.field(act, "by", lang)
        if not act.capacity:
            return who
        basis, of = split(act.capacity)
        entry = book().capacity.get(basis)
        spoken = self._speaker.text(_OF.get(basis, ""), of, lang)
        capacity = put(entry[lang], {"of": spoken}) if entry else act.capacity
        return f"{who}（{capacity}）" if lang == "zh" else f"{who} ({capacity})"

    def _override(self, act: Act, lang: str) -> str:
        override = act.override
        if override is None:
            return ""
        names = ("norms", "reason", "allowed_by")
        texts = {name: self._speaker.text(name, getattr(override, name), lang) for name in names}
        return put(book().override[lang], texts)


def narrative(
    acts: Iterable[Act], zone: ZoneInfo = SHANGHAI, directory: Directory | None = None
) -> Iterator[Sentence]:
    """Yield one sentence per act, in the order of the acts.

    Args:
        acts: in order; those of the organisation are told like any other.
        zone: on whose clock times are told.
        directory: knows labels already, for acts without the organisation's own among them.

    """
    narrator = Narrator(zone, directory)
    for act in acts:
        yield narrator.feed(act)


def narrative_frame(
    acts: Iterable[Act],
    source: Source,
    zone: ZoneInfo = SHANGHAI,
    directory: Directory | None = None,
) -> pd.DataFrame:
    """Return the audit trail as a frame, one row per act: ``COLUMNS``; ``attrs`` is the source.

    ``occurred_at`` and ``recorded_at`` are ``datetime64[ns, zone]``, ``act`` is the permanent name.
    """
    from projections.frames import build, instants  # noqa: PLC0415 (pandas only when asked)

    narrator = Narrator(zone, directory)
    told = [narrator.feed(act) for act in acts]
    columns: dict[str, Any] = {name: [getattr(one, name) for one in told] for name in COLUMNS}
    for name in ("occurred_at", "recorded_at"):
        columns[name] = instants(columns[name], zone)
    frame = build(columns)
    frame.attrs = source.for_frame(narrator.labels)
    return frame
