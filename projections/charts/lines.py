"""行: how wide a line of Chinese and Latin is, and where it may be folded or cut."""

from __future__ import annotations

import unicodedata
from typing import Final

NO_LINE_BEGINS: Final = "，。；：、）〕》”%,.;:)"
NO_LINE_ENDS: Final = "（〔《“("
_NARROW: Final = frozenset("iljftrI.,;:'|!()[]/-")
_EMS: Final = {"wide": 1.0, "space": 0.23, "narrow": 0.34, "capital": 0.64, "letter": 0.56}
"""Widths in our typeface, a little above the mean, so that a line never runs over."""


def width(text: str) -> float:
    """Return how wide a text is, in ems."""
    return sum(_EMS[_kind(mark)] for mark in text)


def fold(text: str, ems: float, lines: int | None = None) -> str:
    """Fold a text into lines of at most so many ems, between words or Chinese characters.

    With ``lines``, what does not fit into so many is cut, and an ellipsis says so.
    """
    folded = [""]
    for piece in _pieces(text):
        if folded[-1] and width(folded[-1] + piece.rstrip()) > ems:
            folded.append("")
        folded[-1] += piece if folded[-1] else piece.lstrip()
    if lines is not None and len(folded) > lines:
        folded[lines - 1 :] = [_cut("".join(folded[lines - 1 :]), ems)]
    return "\n".join(line.rstrip() for line in folded)


def _cut(text: str, ems: float) -> str:
    """Return as much of a text as fits, with an ellipsis (on the line in Latin, as is the use)."""
    ellipsis = "…" if _is_wide(text[0]) else "..."
    kept = text
    while kept and width(kept + ellipsis) > ems:
        kept = kept[:-1]
    return kept.rstrip(NO_LINE_BEGINS + NO_LINE_ENDS + " ") + ellipsis


def _pieces(text: str) -> list[str]:
    """Return what must stay on one line: a word with its space, a character with its comma."""
    pieces: list[str] = []
    for mark in text:
        if pieces and not _may_part(pieces[-1][-1], mark):
            pieces[-1] += mark
        else:
            pieces.append(mark)
    return pieces


def _may_part(before: str, after: str) -> bool:
    """Say whether a line may end after one mark and the next begin with another."""
    if after in NO_LINE_BEGINS or after == " " or before in NO_LINE_ENDS:
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def _is_wide(mark: str) -> bool:
    """Say whether a mark takes a whole square, as Chinese does."""
    return unicodedata.east_asian_width(mark) in "WF"


def _kind(mark: str) -> str:
    """Return which of the widths a mark has."""
    if _is_wide(mark):
        return "wide"
    if mark == " ":
        return "space"
    if mark in _NARROW:
        return "narrow"
    return "capital" if mark.isupper() or mark in "mwMW%…" else "letter"
