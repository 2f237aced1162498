"""第八章 会议制度, Arts 40–45: the five meetings: who chairs, who attends, what for."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
