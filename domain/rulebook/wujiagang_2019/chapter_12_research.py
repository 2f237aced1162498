"""第十二章 廉政和作风, Arts 78–80: research, escorts, ceremonies, news."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
