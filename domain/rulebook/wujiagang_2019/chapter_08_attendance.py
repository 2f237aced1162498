"""第八章 会议制度, Arts 47–50: material, attendance, leave, reporting of decisions."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
