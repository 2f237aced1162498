"""第七章 监督, Arts 34–39: proposals, courts, audit, petitions, accountability."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
