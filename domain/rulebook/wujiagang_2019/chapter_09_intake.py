"""第九章 公文审批, Arts 53 and 55: submitting, intake, routing, disputes."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

A_DOCUMENT_IS_ISSUED_ONLY_WHEN = Principle(
    id="53.2",
    article="53",
    modality=Modality.SHOULD,
    zh="确有必要、讲求实效",
    en="A document is issued only when truly necessary and effective",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (A_DOCUMENT_IS_ISSUED_ONLY_WHEN,)
