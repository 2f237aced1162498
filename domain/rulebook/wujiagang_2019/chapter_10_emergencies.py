"""第十章 监督制度, Art. 62: emergencies and superior findings."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
