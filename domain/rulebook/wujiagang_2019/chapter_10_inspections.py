"""第十章 监督制度, Art. 65: field inspections under plan and approval."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
