"""第二章 组成人员及职责, Art. 7: major matters are decided in a meeting."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
