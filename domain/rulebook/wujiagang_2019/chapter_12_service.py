"""第十二章 廉政和作风, Arts 72–77: service, cost, integrity."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
