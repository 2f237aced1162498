"""第四章 依法行政, Arts 18–21: normative documents, their making, filing and review."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
