"""第三章 全面履行政府职能, Arts 11–17: functions no log can check."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
