"""第十二章 廉政和作风, Arts 78–80: research, escorts, ceremonies, news."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

RESEARCH_TRAVELS_LIGHT_AND_RECEPTION_IS = Principle(
    id="78.8",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="轻车简从",
    en="Research travels light and reception is simple",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (RESEARCH_TRAVELS_LIGHT_AND_RECEPTION_IS,)
