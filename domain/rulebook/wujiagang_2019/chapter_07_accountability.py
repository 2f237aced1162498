"""第七章 监督, Art. 39: major decisions can be traced for life."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
