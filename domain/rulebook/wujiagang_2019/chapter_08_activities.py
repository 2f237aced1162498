"""第八章 会议制度, Arts 51–52: district-wide meetings of departments and leaders' activities."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
