"""第二章 组成人员及职责, Arts 5–10: who the members are and what each of them answers for."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
