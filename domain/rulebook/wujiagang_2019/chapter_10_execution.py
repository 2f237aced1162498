"""第十章 监督制度, Arts 58–63: information reports, requirements, assignments, plans."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
