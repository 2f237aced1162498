"""第十章 监督制度, Art. 63: the year's supervision plan."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
