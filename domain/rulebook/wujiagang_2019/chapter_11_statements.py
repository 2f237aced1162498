"""第十一章 工作纪律, Arts 66–68 and 70–71: statements, releases, secrets."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
