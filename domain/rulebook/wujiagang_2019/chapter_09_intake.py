"""第九章 公文审批, Arts 53 and 55: submitting, intake, routing, disputes."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
