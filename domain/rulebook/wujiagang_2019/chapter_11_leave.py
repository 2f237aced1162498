"""第十一章 工作纪律, Art. 69: leave of members, filed and made known."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
