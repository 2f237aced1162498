"""第十章 监督制度, Art. 62: disagreements are coordinated before they go up."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
