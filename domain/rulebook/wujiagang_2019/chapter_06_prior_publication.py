"""第六章 推进政务公开, Art. 30: drafts are published before they are decided."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
