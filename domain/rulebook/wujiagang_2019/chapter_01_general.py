"""第一章 总则, Arts 1–4: what the Rules rest on, and the Party committee's leadership."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
