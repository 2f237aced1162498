"""第六章 推进政务公开, Arts 27–33: disclosure, publication, public opinion."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
