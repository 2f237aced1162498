"""规则目录 Catalogue: every rulebook of this package by its permanent id, loaded when asked for.

A new law is a folder beside these and one line here; the judge is not touched.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.rulebook.norms import Rulebook

RULEBOOKS: Mapping[str, str] = {
    "wjg-2019": "domain.rulebook.wujiagang_2019",
    "nyc-charter-37": "domain.rulebook.new_york_charter",
    "travel-declarations": "domain.rulebook.travel_declarations",
}
"""The module that holds each rulebook as ``RULEBOOK``."""


class UnknownRulebookError(LookupError):
    """规则不存在: a rulebook was asked for that is not in the catalogue."""


def rulebook(rulebook_id: str) -> Rulebook:
    """Return the rulebook of an id.

    Raises:
        UnknownRulebookError: the catalogue has none of that id.

    """
    module = RULEBOOKS.get(rulebook_id)
    if module is None:
        raise UnknownRulebookError(
            f"There is no rulebook 规则 {rulebook_id!r}: choose one of {', '.join(RULEBOOKS)}."
        )
    book: Rulebook = import_module(module).RULEBOOK
    return book
