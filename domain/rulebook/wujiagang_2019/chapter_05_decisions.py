"""第五章 科学民主决策, Arts 22–26: major decisions and what must come before them."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
