"""第八章 会议制度, Arts 40–45: the five meetings: who chairs, who attends, what for."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

STUDY_CONTENTS_POLITICS_ECONOMY_TECHNOLOGY_FINANCE = Principle(
    id="45.2",
    article="45",
    modality=Modality.DECLARATIVE,
    zh="主要内容",
    en="Study contents: politics, economy, technology, finance, law, ecology, social",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (STUDY_CONTENTS_POLITICS_ECONOMY_TECHNOLOGY_FINANCE,)
