"""第九章 公文审批, Art. 57: the issuance plan, what is not issued, electronic transmission."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

SHORT_PRACTICAL_WELL_FOCUSED_STYLE_IS = Principle(
    id="57.5",
    article="57",
    modality=Modality.DIRECTIVE,
    zh="短实新、条目式",
    en="Short, practical, well-focused style is promoted",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (SHORT_PRACTICAL_WELL_FOCUSED_STYLE_IS,)
