"""第九章 公文审批, Art. 57: the issuance plan, what is not issued, electronic transmission."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
