"""第十二章 廉政和作风, Art. 78: no decision without research, hearing or argument."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
