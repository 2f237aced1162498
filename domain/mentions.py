"""提及 Mentions: the other matters that an act's own fields name.

A mention is no cause: a consultation that says what it is about was not brought about by that
matter. What caused an act it states itself (``Act.cause``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import attrs

from domain.act import Act, act_class

ANY: Final = ""
"""The kind of a mention whose field may name a matter of any kind."""
ABOUT_ANOTHER: Final = "determination"
"""A kind whose matters are themselves named after what they are about, ``kind:number``."""
PEOPLE: Final = frozenset({"leave", "entrustment", "integrity", "contact_point", "organisation"})
"""Kinds whose matters are people and the chart: a name is no mention of such a matter."""
GATHERED: Final = PEOPLE | {"ledger", "number_register", "plan", "rulebook", "threshold"}
"""Kinds whose acts lie together for keeping: one does not follow upon another."""
KINDS: Final[Mapping[str, str]] = {
    "meeting": "meeting",
    "topic": "topic",
    "topics": "topic",
    "consultation": "consultation",
    "assignment": "assignment",
    "bypass_approval": "submission",
    "decided_item": "meeting",  # <meeting>/<item>
    "items": "document",
    **dict.fromkeys(("document", "about", "origin", "matters", "plan"), ANY),
    **dict.fromkeys(("repeats", "duplicate_of", "on_decision"), ANY),
}
"""The fields that name a matter, and of which kind it is."""


def mentions(act: Act) -> Iterator[tuple[str, str]]:
    """Yield ``(kind, number)`` of every matter an act may name; the kind is ``ANY`` where open.

    A number is what the act says, and where that has a part (``M2019-00003/2``) the number before
    it too: whether there is such a matter, the ledger knows.
    """
    if act.kind == ABOUT_ANOTHER:
        yield from _read(ANY, act.matter)
    for name in _naming(act.name):
        value = getattr(act, name)
        for text in (value,) if isinstance(value, str) else value:
            yield from _read(KINDS[name], text)


@cache
def _naming(act: str) -> tuple[str, ...]:
    return tuple(one.name for one in attrs.fields(act_class(act)) if one.name in KINDS)


def _read(kind: str, text: str) -> Iterator[tuple[str, str]]:
    if not text:
        return
    yield kind, text
    said, colon, number = text.partition(":")
    if colon and kind == ANY:
        yield said, number
    whole, slash, _ = text.partition("/")
    if slash and whole:
        yield kind, whole
